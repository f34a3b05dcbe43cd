import { rowsWhere, type Columns } from "./columns.ts";
import type { Dwell, DwellBinsRow } from "./data.ts";
import { isSelected, noFilters, type Filters } from "./filters.ts";

/** The times in stage of all sources together, which stand under no source, and where those of a single source are. */
export interface DwellIndex extends Dwell {
  parts: Columns<{ file: string; pipeline: string; source: string }>;
}

/** The times in stage as files: of all sources but purchased lists together, and of each by itself. `save` names the file of a content. */
export function splitDwell({ bins }: Dwell, save: (name: string, part: Dwell) => string): DwellIndex {
  const parts: DwellIndex["parts"] = { file: [], pipeline: [], source: [] };
  const sums = new Map<string, DwellBinsRow>();
  const single = new Map<string, DwellBinsRow[]>();
  for (const row of rowsWhere(bins, () => true)) {
    const { pipeline, source, month, stage, bin } = row;
    const own = single.get(`${pipeline}\t${source}`);
    if (own === undefined) single.set(`${pipeline}\t${source}`, [row]);
    else own.push(row);
    if (!isSelected({ ...noFilters, pipeline }, row)) continue;
    const key = [pipeline, month, stage, bin].join("\t");
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { ...row, source: "" });
    else {
      sum.completed_count += row.completed_count;
      sum.open_count += row.open_count;
    }
  }
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

/** The file with the times of the source that is chosen; undefined where none is, or it has none. */
export function dwellFileOf({ parts }: DwellIndex, { pipeline, source }: Filters): string | undefined {
  const place = parts.file.findIndex(
    (_, index) => parts.pipeline[index] === pipeline && parts.source[index] === source,
  );
  return source === "" ? undefined : parts.file[place];
}
