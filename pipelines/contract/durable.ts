import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  symlinkSync,
  rmSync,
  writeFileSync,
  type WriteFileOptions,
} from "node:fs";
import { dirname, join } from "node:path";
import { faultPoint, type Written } from "./faults.ts";

/** Does something to a file; an error of the system names the file, which one of writing to an open file does not by itself. */
function naming(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof Error && "code" in error && !("path" in error)) Object.assign(error, { path });
    throw error;
  }
}

/** Writes a file as `writeFileSync` does; where the disk fails, the error names it. */
export function writeFile(path: string, content: string | Uint8Array, options: WriteFileOptions = {}): void {
  naming(path, () => {
    writeFileSync(path, content, options);
  });
}

/** Flushes one file or directory to the disk. */
export function flush(path: string): void {
  const handle = openSync(path, "r");
  try {
    naming(path, () => {
      fsyncSync(handle);
    });
  } finally {
    closeSync(handle);
  }
}

/** Flushes every file and directory below and including `folder`, children first. */
export function flushTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) flushTree(path);
    else if (entry.isFile()) flush(path);
  }
  flush(folder);
}

/** Gives what is whole and on the disk its name in one step, and lets the disk know. */
export function appear(draft: string, path: string, what: Written): void {
  faultPoint(`${what}.rename`);
  renameSync(draft, path);
  faultPoint(`${what}.renamed`);
  flush(dirname(path));
}

/** Writes a file that is either absent (or its old self) or whole. */
export function writeWhole(path: string, content: string | Uint8Array, what: Written): void {
  replace(path, what, (draft) => {
    writeFile(draft, content, { flush: true });
  });
}

/** Points the symbolic link at `path` to `target` in one step; readers see the old target or the new one. */
export function pointTo(path: string, target: string, what: Written): void {
  replace(path, what, (draft) => {
    symlinkSync(target, draft);
  });
}

/** One process at a time writes a path: what a killed one left of its draft goes with the next. */
function replace(path: string, what: Written, write: (draft: string) => void): void {
  const draft = `${path}.tmp`;
  rmSync(draft, { force: true });
  try {
    faultPoint(`${what}.write`);
    write(draft);
    appear(draft, path, what);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
