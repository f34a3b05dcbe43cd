import { basename } from "node:path";
import type { LoadedFile } from "../contract/loaded-file.ts";
import { seenByDay } from "../layout/header.ts";
import { seriesOf } from "./series.ts";

/** An export that lacks more of the columns of the one before is of another kind. */
const mostLost = 0.5;
const mostNamed = 5;

/**
 * Files with an issue on the newest export of each series that lacks columns which the one before it had and we read: they were left
 * out or renamed, and what they held is missing. A list of phone numbers is no version of another.
 */
export function withLostColumns(files: LoadedFile[]): LoadedFile[] {
  const lost = new Map<LoadedFile, string>();
  for (const exports of seriesOf(files, kindOf)) {
    const [before, newest] = exports.slice(-2);
    if (before === undefined || newest === undefined) continue;
    const has = new Set(newest.columns.map(meaningOf));
    const gone = before.columns.filter((column) => !has.has(meaningOf(column)));
    if (gone.length === 0 || gone.length > mostLost * before.columns.length) continue;
    const named = gone.slice(0, mostNamed).join("; ");
    const more = gone.length > mostNamed ? ` and ${gone.length - mostNamed} more` : "";
    lost.set(
      newest,
      `not in it, but in ${basename(before.name)}: ${named}${more}; what older exports hold of ${gone.length === 1 ? "it" : "them"} stays; if that was not meant, export it again with ${gone.length === 1 ? "this column under its" : "these columns under their"} old name`,
    );
  }
  return files.map((file) => {
    const detail = lost.get(file);
    return detail === undefined
      ? file
      : { ...file, issues: [...file.issues, { kind: "lost_column", detail }] };
  });
}

/** Columns that mean the same: HubSpot's two generations of stage dates, and a name in other letters or of a report. */
const meaningOf = (column: string): string =>
  seenByDay(column)
    .toLowerCase()
    .replaceAll("'", '"')
    .replace(/^hs_v2_date_/, "hs_date_");

const kindOf = ({ streams }: LoadedFile) =>
  streams.some(({ stream }) => stream === "list_members") ? undefined : "";
