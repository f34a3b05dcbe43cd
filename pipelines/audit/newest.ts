import { inNameOrder, knownAt, type LoadedFile } from "../contract/loaded-file.ts";

/** An export that came this long after all others was delivered after them; those that were copied together came in any order. */
const laterMs = 3_600_000;

/**
 * The exports of a series in the orders in which one of them is the newest: by what they hold, by the dates and numbers in their names,
 * by when they were delivered (`arrivedAt`, milliseconds since 1970). An export that is cut off may lack what is newest, so that what
 * it holds does not say its age. A name or an arrival is believed where, without the export that it calls the newest, it agrees with
 * what the others hold, and neither is asked where all declare their time.
 */
export function ordersOf(series: LoadedFile[], arrivedAt: (file: LoadedFile) => number): LoadedFile[][] {
  const byContent = inNameOrder(series).toSorted(by(knownAt));
  if (series.every(({ declaredAsOf }) => declaredAsOf !== "")) return [byContent];
  const byArrival = byContent.toSorted(by(arrivedAt));
  const [before, last] = byArrival.slice(-2).map(arrivedAt);
  const isLater = before !== undefined && last !== undefined && last - before >= laterMs;
  return [byContent, ...[byDatedName(byContent), ...(isLater ? [byArrival] : [])].filter(agrees)];
}

/** Whether the last but one is the newest by what it holds of all but the last. */
function agrees(order: LoadedFile[]): boolean {
  const others = order.slice(0, -1).map(knownAt);
  return others.every((known) => known <= (others.at(-1) ?? ""));
}

/** By name, digits as numbers, a date with the year first (`11-28-2026` and `28.11.2026` as `2026-11-28`), a second download (`deals (1).csv`) after the first. */
function byDatedName(files: LoadedFile[]): LoadedFile[] {
  const isMonthFirst = files.some(({ name }) => Number(dated.exec(name)?.[2]) > 12);
  const sortable = (name: string) =>
    name
      .replace(dated, (_, first: string | undefined, second: string, year: string) =>
        [year, ...(isMonthFirst ? [first, second] : [second, first])]
          .filter((part) => part !== undefined)
          .join("-"),
      )
      .replace(/ ?(\(\d+\))(\.\w+)$/, "$2 $1");
  const named = files.map((file) => ({ file, name: sortable(file.name) }));
  return inNameOrder(named).map(({ file }) => file);
}

/** A date with its year at the end, or a month and its year. */
const dated = /(?<!\d)(?:(\d{1,2})[-._ ])?(\d{1,2})[-._ ](20\d\d)(?![-.]?\d)/;

const by =
  <Value extends string | number>(valueOf: (file: LoadedFile) => Value) =>
  (left: LoadedFile, right: LoadedFile): number =>
    valueOf(left) < valueOf(right) ? -1 : valueOf(left) > valueOf(right) ? 1 : 0;
