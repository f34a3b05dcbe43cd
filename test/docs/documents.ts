import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { programRoot } from "../../pipelines/contract/home.ts";

/** Text of a file of the program. */
export const textOf = (file: string) => readFileSync(join(programRoot, file), "utf8");

const below = (folder: string, ending: string) =>
  readdirSync(join(programRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => join(folder, path))
    .sort();

/** Source files below a folder, without installed packages. */
export const sourcesIn = (folder: string, ending: string) => below(folder, ending);

/** What a reader may open, by path from the root. */
export const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "ARCHITECTURE.md",
  "SECURITY.md",
  "CHANGELOG.md",
  ...below("docs", ".md"),
  "data/reference/README.md",
  "data/defaults/README.md",
  "data/sample/README.md",
];

/** Those that say what is so now; the changelog says what was. */
export const current = documents.filter((file) => file !== "CHANGELOG.md");

/** The code spans of a Markdown text, outside blocks of code. */
export function codeSpans(markdown: string): string[] {
  return [...markdown.replace(/^```[\s\S]*?^```$/gm, "").matchAll(/`([^`\n]+)`/g)].map(
    ([, span = ""]) => span,
  );
}

/** The part of a document below a heading, up to the next one of any level that is not deeper. */
export function section(markdown: string, heading: string): string {
  const [, level = "", rest = ""] = new RegExp(`^(#+) ${heading}\\n([\\s\\S]*)`, "m").exec(markdown) ?? [];
  if (level === "") throw new Error(`no heading ${heading}`);
  return rest.split(new RegExp(`^#{1,${level.length}} `, "m"))[0] ?? "";
}
