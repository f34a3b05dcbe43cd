import { isData } from "../../layout/layout.ts";
import { columnNames } from "./column-names.ts";
import { rankOf } from "./words.ts";

/** Records among which the header is looked for. */
const firstRecords = 25;

/** A date, a number of some digits or an address is no name of a column; "Revenue 2026" may be one. */
const isValue = (cell: string) =>
  cell.includes("@") || /^\d{4}-\d\d-\d\d/.test(cell) || (isData(cell) && !/\p{L}/u.test(cell));

const filledOf = (cells: string[]) => cells.filter((cell) => cell !== "");

/**
 * The place of the header among trimmed records; undefined when there is none. It is a record of names, no value among them, that fills at
 * least half of the table's width: the first one, unless a fuller one with several known names stands below one without any. Below the
 * first record of data only such a one is taken.
 */
export function findHeader(records: string[][]): number | undefined {
  const head = records.slice(0, firstRecords).map(filledOf);
  const widest = Math.max(0, ...head.map(({ length }) => length));
  const isDense = (cells: string[]) => cells.length * 2 >= widest && cells.length > 0;
  const dataAt = head.findIndex((cells) => isDense(cells) && cells.some(isValue));
  const candidates = head.flatMap((cells, at) => {
    if (!isDense(cells) || cells.some(isValue)) return [];
    return [{ at, width: cells.length, known: cells.filter(isColumnName).length }];
  });
  const first = candidates.find(({ at }) => dataAt < 0 || at < dataAt);
  const fuller = candidates.find(({ width, known }) => known > 1 && width > (first?.width ?? widest - 1));
  return (first === undefined || first.known === 0 ? (fuller ?? first) : first)?.at;
}

const isColumnName = (cell: string) =>
  Object.keys(columnNames).some((canonical) => rankOf(canonical, cell) !== undefined);
