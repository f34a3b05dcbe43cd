import { join, resolve } from "node:path";

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

/** The directory of the program itself. */
export const programRoot = resolve(import.meta.dirname, "..", "..");

/** Reference data that is true of everybody: a home's own files come before it. */
export const defaultsRoot = join(programRoot, "data", "defaults");

/** The synthetic company, shown while a home has no exports: its exports, and reference data that holds for it only. */
export const sampleHome = homeAt(join(programRoot, "data", "sample"));
