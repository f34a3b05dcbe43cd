import { rowsOf } from "./columns.ts";
import type { BuiltFiles } from "./built-files.ts";

/** The way from sources to a table: nodes in the columns sources, streams, facts and reference, marts, and what leads to what. */
export interface Lineage {
  columns: string[][];
  arrows: [from: string, to: string][];
}

const stage = "staging.";
const split = (names: string) => (names === "" ? [] : names.split(" "));

/** The streams that a table could be made of and that no source delivered. */
export function missingStreams(lineage: BuiltFiles["lineage"], table: string): string[] {
  const reads = new Map(rowsOf(lineage.tables).map((row) => [row.table_name, split(row.reads)]));
  const seen = new Set<string>();
  const visit = (name: string): void => {
    for (const next of reads.get(name) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(table);
  return [...seen]
    .filter((name) => name.startsWith(stage) && !lineage.sources.stream.includes(name.slice(stage.length)))
    .map((name) => name.slice(stage.length))
    .sort();
}

/** What a table reads, and the steps between, by their names. */
export function readsOf(
  { tables }: BuiltFiles["lineage"],
  table: string,
): { reads: string[]; through: string[] } {
  const row = rowsOf(tables).find(({ table_name }) => table_name === table);
  return { reads: split(row?.reads ?? ""), through: split(row?.through ?? "") };
}

/** What a table is made of in this release, without the streams that no source delivered. A stream is named as in staging, a source as it is. */
export function lineageOf(lineage: BuiltFiles["lineage"], table: string): Lineage {
  const delivered = new Set(lineage.sources.stream.map((stream) => `${stage}${stream}`));
  const reads = new Map(rowsOf(lineage.tables).map((row) => [row.table_name, split(row.reads)]));
  const arrows: Lineage["arrows"] = [];
  const seen = new Set([table]);
  const visit = (to: string): void => {
    const from = to.startsWith(stage)
      ? rowsOf(lineage.sources)
          .filter(({ stream }) => `${stage}${stream}` === to)
          .map(({ source }) => source)
      : (reads.get(to) ?? []).filter((name) => !name.startsWith(stage) || delivered.has(name));
    for (const next of from) {
      arrows.push([next, to]);
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(table);
  const places = (name: string) =>
    name.startsWith(stage) ? 1 : !name.includes(".") ? 0 : name.startsWith("marts.") ? 3 : 2;
  const columns = [0, 1, 2, 3].map((place) => [...seen].filter((name) => places(name) === place).sort());
  return { columns, arrows };
}
