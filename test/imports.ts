import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { programRoot } from "../pipelines/contract/home.ts";

/** A file of the program and another that it imports, by path from the root. */
export interface Import {
  from: string;
  to: string;
}

/** The imports of one text, of types too, resolved against its path. */
export function importsIn(file: string, text: string): Import[] {
  const found = text.matchAll(
    /(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|\bnew URL\(\s*)"(\.{1,2}\/[^"]+\.ts)"/g,
  );
  return [...found].map(([, path = ""]) => ({ from: file, to: join(dirname(file), path) }));
}

/** Every import between TypeScript files of the given folders and what they reach. */
export function importsOf(folders: string[]): Import[] {
  return folders.flatMap((folder) =>
    readdirSync(join(programRoot, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .sort()
      .map((path) => join(folder, path))
      .flatMap((file) => importsIn(file, readFileSync(join(programRoot, file), "utf8"))),
  );
}

/** The folder of a file as a room of the program: `pipelines/load`; a file beside the rooms is one by itself. */
export function roomOf(file: string): string {
  const [top = "", room = ""] = file.split("/");
  return relative("", join(top, room));
}

/** The folder of a file; a file beside the rooms is one by itself. */
export const folderOf = (file: string): string => (roomOf(file) === file ? file : dirname(file));

/** Groups of places that reach each other through imports, each sorted; places that are in no circle are left out. */
export function circlesOf(imports: Import[], placeOf: (file: string) => string): string[][] {
  const arrows = new Map<string, Set<string>>();
  for (const { from, to } of imports)
    if (placeOf(from) !== placeOf(to))
      arrows.set(placeOf(from), (arrows.get(placeOf(from)) ?? new Set()).add(placeOf(to)));
  const reached = new Map([...arrows.keys()].map((place) => [place, reachedFrom(place, arrows)]));
  const groups = [...arrows.keys()]
    .filter((place) => reached.get(place)?.has(place) === true)
    .map((place) =>
      [...(reached.get(place) ?? [])].filter((other) => reached.get(other)?.has(place) === true).sort(),
    );
  return [...new Map(groups.map((group) => [group.join(), group])).values()].sort();
}

function reachedFrom(room: string, arrows: Map<string, Set<string>>): Set<string> {
  const found = new Set<string>();
  const waiting = [room];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const other of arrows.get(next) ?? [])
      if (!found.has(other)) {
        found.add(other);
        waiting.push(other);
      }
  return found;
}
