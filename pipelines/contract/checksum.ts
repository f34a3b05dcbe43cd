import { createHash } from "node:crypto";
import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** sha256 of a file. */
export function fingerprint(path: string): string {
  const hash = createHash("sha256");
  const handle = openSync(path, "r");
  const bytes = Buffer.allocUnsafe(1 << 20);
  try {
    for (let read = readSync(handle, bytes); read > 0; read = readSync(handle, bytes))
      hash.update(bytes.subarray(0, read));
    return hash.digest("hex");
  } finally {
    closeSync(handle);
  }
}

/** sha256 of every file below a folder but one, by its path in it. */
export function fingerprints(folder: string, but: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path !== join(folder, but))
    .sort();
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path).replaceAll(sep, "/"), fingerprint(path)]),
  );
}

/** The names whose files differ between two sets of fingerprints, or are in one only. */
export const differences = (one: Record<string, string>, other: Record<string, string>): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => one[name] !== other[name]);

/** Facts as a JSON text whose last member is the sha256 of the text in which that member is empty. */
export function checkedText(facts: object): string {
  const text = (checksum: string) => `${JSON.stringify({ ...facts, checksum }, null, 2)}\n`;
  return text(createHash("sha256").update(text("")).digest("hex"));
}

/** Facts from their text; undefined where it is not letter by letter as it was written. */
export function checkedFacts(text: string): Record<string, unknown> | undefined {
  try {
    const facts = JSON.parse(text) as Record<string, unknown>;
    delete facts["checksum"];
    return checkedText(facts) === text ? facts : undefined;
  } catch {
    return undefined;
  }
}
