import { basename, dirname } from "node:path";
import { wordsOf } from "./words.ts";

/** Folders that say nothing about where a file comes from. */
const places = new Set([
  "exports",
  "export",
  "data",
  "tmp",
  "temp",
  "downloads",
  "letoltesek",
  "desktop",
  "asztal",
  "documents",
  "dokumentumok",
  "home",
]);

/** The source of a file nobody knows, as a key: the folder below exports, else its folder, else the file's own name. */
export function sourceName(path: string): string {
  const folders = dirname(path).split(/[/\\]/);
  const below = folders[folders.lastIndexOf("exports") + 1];
  const folder = folders.includes("exports") ? below : folders.at(-1);
  const own = basename(path)
    .replace(/\..*$/, "")
    .replace(/[\d_-]+$/, "");
  return [folder ?? "", own].map(keyOf).find((key) => key !== "" && !places.has(key)) ?? "own_file";
}

const keyOf = (name: string) =>
  wordsOf(name)
    .join("_")
    .replace(/[^a-z0-9_]/g, "");
