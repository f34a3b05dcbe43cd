import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fetchedOf, type Fetched } from "../intake/fetched.ts";
import type { DeclaredTexts } from "../intake/to-texts.ts";
import { cardsFor, parsePages } from "./competitors.ts";
import { entriesFor, parseMapping, type MappingSidecar } from "./mapping.ts";

/** What people, or the job that fetched it, say about a file in files beside it. */
export interface Sidecars {
  mapping: MappingSidecar | undefined;
  /** Where a mapping.json for them is, or would be, as people see it. */
  mappingPath: string;
  /** What the job that fetched it says. */
  fetched: Fetched | undefined;
  /** The texts of the sidecars: with another one a file is read anew. */
  text: string;
  declared: DeclaredTexts;
}

/**
 * Reads the sidecars of a delivered file: the mapping.json and the competitors.json of its folder; paths are shown from `root`.
 * Throws a config error that names the key that is wrong.
 */
export function readSidecars(path: string, root: string): Sidecars {
  const shown = (name: string) => relative(root, join(dirname(path), name));
  const textOf = (name: string) => {
    const sidecar = join(dirname(path), name);
    return existsSync(sidecar) ? readFileSync(sidecar, "utf8") : undefined;
  };
  const mappingPath = shown("mapping.json");
  const [mappingText, pagesText] = [textOf("mapping.json"), textOf("competitors.json")];
  const mapping =
    mappingText === undefined
      ? undefined
      : { path: mappingPath, text: mappingText, mapping: parseMapping(mappingPath, mappingText) };
  const pages = pagesText === undefined ? undefined : parsePages(shown("competitors.json"), pagesText);
  const fetched = fetchedOf(path);
  const declared =
    fetched === undefined ? "" : [fetched.records_at, fetched.delivery, fetched.complete_to].join(" ");
  return {
    mapping,
    mappingPath,
    fetched,
    text: `${mappingText ?? ""}${pagesText ?? ""}${declared}`,
    declared: {
      encoding: (inside) => mapping && entriesFor(mapping.mapping, basename(`${path}${inside}`))[0]?.encoding,
      recordsAt: fetched?.records_at ?? undefined,
      cards: (inside) => pages && cardsFor(pages, basename(`${path}${inside}`)),
    },
  };
}
