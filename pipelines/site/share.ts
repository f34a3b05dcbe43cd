import { constants, copyFileSync, linkSync, mkdirSync } from "node:fs";
import { dirname, relative } from "node:path";

/** How a file system says that it has no second names for a file, or no more of them. */
const unlinkable = new Set(["EPERM", "EXDEV", "EMLINK", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"]);

/**
 * Gives a file that never changes a second name instead of a second copy, where the file is in `cache`, a folder of ours, and the file
 * system can; elsewhere it is copied. A release that is removed takes one name away, and the others keep the bytes.
 */
export function share(file: string, path: string, cache: string): void {
  mkdirSync(dirname(path), { recursive: true });
  try {
    if (relative(cache, file).startsWith("..")) copyFileSync(file, path);
    else linkSync(file, path);
  } catch (error) {
    if (!unlinkable.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    copyFileSync(file, path, constants.COPYFILE_EXCL);
  }
}
