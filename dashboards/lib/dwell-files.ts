import { rowsOf, type Columns } from "./columns.ts";
import type { Dwell, DwellBinsRow } from "./data.ts";
import { isSelected, noFilters, type Filters } from "./filters.ts";

/** The times in stage of all sources and months together, which stand under none, and where those of months and of a single source are. */
export interface DwellIndex extends Dwell {
  parts: Columns<{ file: string; pipeline: string; source: string }>;
}

/** The times in stage as files: of all sources but purchased lists together, of those by month, and of each source by month. `save` names the file of a content. */
export function splitDwell({ bins }: Dwell, save: (name: string, part: Dwell) => string): DwellIndex {
  const parts: DwellIndex["parts"] = { file: [], pipeline: [], source: [] };
  const sums = new Map<string, DwellBinsRow>();
  const months = new Map<string, DwellBinsRow>();
  const single = new Map<string, DwellBinsRow[]>();
  const keep = (key: string, row: DwellBinsRow) => {
    const own = single.get(key);
    if (own === undefined) single.set(key, [row]);
    else own.push(row);
  };
  for (const row of rowsOf(bins)) {
    const { pipeline, source, month, stage, bin } = row;
    keep(`${pipeline}\t${source}`, row);
    if (!isSelected({ ...noFilters, pipeline }, row)) continue;
    add(sums, [pipeline, stage, bin], { ...row, source: "", month: "" });
    add(months, [pipeline, month, stage, bin], { ...row, source: "" });
  }
  for (const row of months.values()) keep(`${row.pipeline}\t`, row);
  const table = (rows: DwellBinsRow[]): Dwell["bins"] =>
    Object.fromEntries(
      Object.keys(bins).map((name) => [name, rows.map((row) => row[name as keyof DwellBinsRow])]),
    ) as unknown as Dwell["bins"];
  for (const [key, rows] of [...single].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const [pipeline = "", source = ""] = key.split("\t");
    parts.file.push(save("dwell-part", { bins: table(rows) }));
    parts.pipeline.push(pipeline);
    parts.source.push(source);
  }
  return { bins: table([...sums.values()]), parts };
}

function add(sums: Map<string, DwellBinsRow>, names: (string | number)[], row: DwellBinsRow): void {
  const sum = sums.get(names.join("\t"));
  if (sum === undefined) sums.set(names.join("\t"), row);
  else {
    sum.completed_count += row.completed_count;
    sum.open_count += row.open_count;
  }
}

/** The file with the times of the source and months that are chosen; undefined where none are, or it has none. */
export function dwellFileOf(
  { parts }: DwellIndex,
  { pipeline, source, from, to }: Filters,
): string | undefined {
  if (source === "" && from === "" && to === "") return undefined;
  return parts.file.find((_, index) => parts.pipeline[index] === pipeline && parts.source[index] === source);
}
