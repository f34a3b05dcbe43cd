import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { FunnelError } from "./errors.ts";

/** Where everything of one company lives. All paths are absolute. */
export interface Home {
  root: string;
  exports: string;
  reference: string;
  loads: string;
  releases: string;
  current: string;
  state: string;
}

/** The paths of a home directory; `exports` may be elsewhere. Creates nothing. */
export function homeAt(root: string, exports?: string): Home {
  const base = resolve(root);
  return {
    root: base,
    exports: exports === undefined ? join(base, "exports") : resolve(exports),
    reference: join(base, "reference"),
    loads: join(base, "loads"),
    releases: join(base, "releases"),
    current: join(base, "current"),
    state: join(base, "state"),
  };
}

/**
 * The paths of a home that a person names. Throws a config error for a folder that does not exist, which a slip of the finger makes
 * as well: the sample would be published in it. Exports that are elsewhere may come before their home.
 */
export function namedHome(root: string, exports?: string): Home {
  const home = homeAt(root, exports);
  if (home.root.includes("?"))
    throw new FunnelError(
      "config",
      "home_name",
      `${home.root}: the engine cannot write below a folder with a ? in its name; rename it`,
    );
  if (exports !== undefined && !existsSync(home.exports))
    throw new FunnelError("config", "no_exports", `${home.exports}: no such folder; correct --exports`);
  if (exports === undefined && !existsSync(home.root))
    throw new FunnelError(
      "config",
      "no_home",
      `${home.root}: no such folder; correct --home, or make it for a new company: mkdir -p ${quotedForShell(home.exports)}`,
    );
  return home;
}

/** A path as one word of a command. */
export const quotedForShell = (path: string): string =>
  /^[\w./:@%+=,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

/** The directory of the program itself. */
export const programRoot = resolve(import.meta.dirname, "..", "..");

/** What runs a TypeScript file in a new Node process: `node start.js FILE …`. */
export const starter = join(programRoot, "start.js");

/** Reference data that is true of everybody: a home's own files come before it. */
export const defaultsRoot = join(programRoot, "data", "defaults");

/** The synthetic company, shown while a home has no exports: its exports, and reference data that holds for it only. */
export const sampleHome = homeAt(join(programRoot, "data", "sample"));
