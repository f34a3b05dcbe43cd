import { columnsWhere, rowsOf, type Columns } from "./columns.ts";
import { timesOf, placesOf, type JourneyTimes } from "./journey-times.ts";
import type { Journeys, Summary } from "./data.ts";
import { dimensionNames, dimensions, noFilters, type Dimension, type Filters } from "./filters.ts";
import { periodsOf } from "./made-comparisons.ts";
import { countsOf, estimatesOf, type Selected } from "./narrow.ts";

/** Journeys that a page reads for a selection at most, 400 KB, where the site can have made it beforehand. */
export const mostRead = 30_000;
/** Values of a campaign, owner, country or tier of which that is done: those with most journeys. */
const mostValues = 150;

/** A selection that the site has made beforehand: all journeys of a pipeline with a value of a dimension, from a month on, or of some months. */
export interface PreparedSelection {
  pipeline: string;
  filter: Dimension | "from" | "months";
  value: string;
  /** The file with its {@link Selected}, beside the one that lists it. */
  file: string;
}

/** The filters of which each one makes a selection of its own. */
const narrowing = [...dimensionNames, "from", "to", "period"] as const;

/** Whether a selection is all of its pipeline, but for what it is compared with. */
export const isWhole = (filters: Filters): boolean => narrowing.every((name) => filters[name] === "");

/** The selection of these filters, where it was made beforehand. */
export function preparedFor(
  made: Columns<PreparedSelection>,
  filters: Filters,
): PreparedSelection | undefined {
  const set = narrowing.filter((name) => filters[name] !== "");
  const [name] = set;
  const [asked, chosen] =
    set.join() === "from,to"
      ? (["months", `${filters.from}..${filters.to}`] as const)
      : [set.length === 1 ? name : undefined, name === undefined ? "" : filters[name]];
  return rowsOf(made).find(
    ({ pipeline, filter, value }) => pipeline === filters.pipeline && filter === asked && value === chosen,
  );
}

/** The selections that would read more journeys than `most`, of each pipeline that has so many. `save` names the file of a content. */
export function prepareSelections(
  summary: Summary,
  { rows, names }: Journeys,
  save: (name: string, part: Selected) => string,
  most = mostRead,
): Columns<PreparedSelection> {
  const made: Columns<PreparedSelection> = { pipeline: [], filter: [], value: [], file: [] };
  const times = timesOf(rows);
  const add = (filter: PreparedSelection["filter"], value: string, pipeline: string, part: Selected) => {
    made.pipeline.push(pipeline);
    made.filter.push(filter);
    made.value.push(value);
    made.file.push(save("journeys-chosen", part));
  };
  for (const pipeline of new Set(rows.pipeline)) {
    const all = placesOf(times, { ...noFilters, pipeline });
    if (all.length <= most) continue;
    for (const filter of dimensionNames) {
      const values = rowsOf(names)
        .filter((row) => row.pipeline === pipeline && row.dimension === filter)
        .toSorted((one, other) => other.journey_count - one.journey_count)
        .slice(0, mostValues);
      const places = byValue(times, all, filter);
      for (const { name } of values) {
        const own = places.get(name) ?? [];
        add(filter, name, pipeline, {
          ...countsOf(summary, times, own, pipeline),
          ...estimatesOf(summary, times, own, pipeline),
        });
      }
    }
    for (const { from, to } of new Map(
      periodsOf(summary, pipeline).map((period) => [`${period.from}..${period.to}`, period]),
    ).values()) {
      const isIn = (month: string) => from <= month && month <= to;
      const isOwn = (row: { pipeline: string; month: string }) =>
        row.pipeline === pipeline && isIn(row.month);
      add("months", `${from}..${to}`, pipeline, {
        funnel: columnsWhere(summary.funnel, isOwn),
        journeys: columnsWhere(summary.journeys, isOwn),
        ...estimatesOf(
          summary,
          times,
          all.filter((at) => isIn(rows.started_on[at]?.slice(0, 7) ?? "")),
          pipeline,
        ),
      });
    }
    for (const [month, place] of firstPlaces(times, all)) {
      if (all.length - place <= most) continue;
      // What is counted by month is known.
      const isOwn = (row: { pipeline: string; month: string }) =>
        row.pipeline === pipeline && row.month >= month;
      add("from", month, pipeline, {
        funnel: columnsWhere(summary.funnel, isOwn),
        journeys: columnsWhere(summary.journeys, isOwn),
        ...estimatesOf(summary, times, all.slice(place), pipeline),
      });
    }
  }
  return made;
}

/** Places by the value of a dimension. */
function byValue({ rows }: JourneyTimes, places: number[], dimension: Dimension): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const at of places) {
    const value = rows[dimensions[dimension]][at];
    if (value == null) continue;
    const own = found.get(value);
    if (own === undefined) found.set(value, [at]);
    else own.push(at);
  }
  return found;
}

/** Of places in the order of their start, the months and where each begins. */
function firstPlaces({ rows }: JourneyTimes, places: number[]): Map<string, number> {
  const first = new Map<string, number>();
  places.forEach((at, place) => {
    const month = rows.started_on[at]?.slice(0, 7) ?? "";
    if (!first.has(month)) first.set(month, place);
  });
  return first;
}
