import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import type { Home } from "../contract/home.ts";
import type { Said } from "../intake/to-texts.ts";
import { cardsFor, parsePages, type BesidePages } from "./competitors.ts";
import { entriesFor, parseMapping, type BesideMapping } from "./mapping.ts";

/** A delivered file by its path, below the exports of a home. */
interface Delivered {
  path: string;
  home: Home;
}

/** The mapping.json in the folder of a delivered file. Throws a config error that names the key that is wrong. */
export function mappingBeside(delivered: Delivered): BesideMapping | undefined {
  const found = fileBeside(delivered, "mapping.json");
  return found && { ...found, mapping: parseMapping(found.path, found.text) };
}

/** The competitors.json in the folder of a delivered file. Throws a config error that names the key that is wrong. */
export function pagesBeside(delivered: Delivered): BesidePages | undefined {
  const found = fileBeside(delivered, "competitors.json");
  return found && parsePages(found.path, found.text);
}

function fileBeside(delivered: Delivered, name: string): { path: string; text: string } | undefined {
  const path = join(dirname(delivered.path), name);
  if (!existsSync(path)) return undefined;
  return { path: relative(delivered.home.exports, path), text: readFileSync(path, "utf8") };
}

/** What the files beside a delivery say about the texts in it. */
export const saidOf = (
  path: string,
  mapping: BesideMapping | undefined,
  pages: BesidePages | undefined,
): Said => ({
  encoding: (inside) => mapping && entriesFor(mapping.mapping, basename(`${path}${inside}`))[0]?.encoding,
  cards: (inside) => pages && cardsFor(pages, basename(`${path}${inside}`)),
});
