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

/** The directory of the program itself, where models/, data/sample and data/reference are. */
export const programRoot = resolve(import.meta.dirname, "..");
