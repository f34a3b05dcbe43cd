import type { Columns } from "../lib/columns.ts";
import { timesOf } from "../lib/journey-times.ts";
import { compare, settleComparison, sideOf, sidesOf, type Comparison } from "../lib/comparison.ts";
import type { Files, JourneysRowsRow } from "../lib/data.ts";
import { daysOf, dimensionNames, queryOf, type Filters } from "../lib/filters.ts";
import type { ReadJourneys, Stretch } from "../lib/journeys.ts";
import { narrow, narrowed, needsJourneys, noCurve, type Narrowed } from "../lib/narrow.ts";
import { sideAsTold } from "../lib/told-side.ts";
import type { PageView } from "./page-view.ts";

interface Made {
  key: string;
  narrowed: Narrowed;
  comparison: Comparison | null;
}

/** The last one of each table of journeys: a page is drawn and announced from the same. */
const known = new WeakMap<Columns<JourneysRowsRow>, Made>();

/** What makes the counts and estimates of a page anew, and compares, where a selection needs its journeys. */
export const narrowing: Pick<PageView, "follows" | "narrow" | "settle" | "sides" | "stretches"> = {
  follows: dimensionNames,
  settle: (files, filters) =>
    files.summary === undefined ? filters : settleComparison(filters, files.summary, files.journeys?.names),
  narrow(files, filters) {
    const { summary, journeys } = files;
    if (!needsJourneys(filters) || summary === undefined || journeys === undefined) return null;
    const key = queryOf(filters);
    const { selected = null, sides = null } = journeys as Partial<ReadJourneys>;
    const last = known.get(journeys.rows);
    const until = summary.release.as_of[0]?.slice(0, 10) ?? "";
    const made =
      last?.key === key
        ? last
        : {
            key,
            narrowed:
              selected === null
                ? narrow(summary, journeys.rows, filters)
                : selected === "whole"
                  ? { summary, curve: files.customer?.curve ?? noCurve }
                  : narrowed(summary, selected, filters.pipeline),
            comparison: compare(summary, filters, until, (side, place) =>
              sides === null ? sideOf(timesOf(journeys.rows), side) : sideAsTold(sides[place]),
            ),
          };
    known.set(journeys.rows, made);
    const { summary: shown } = made.narrowed;
    return { summary: shown, files: withCurve(files, made.narrowed), comparison: made.comparison };
  },
  sides: sidesOf,
  stretches(filters, until) {
    if (!needsJourneys(filters)) return [];
    return [filters, ...(sidesOf(filters, until) ?? [])].map(stretchOf);
  },
};

function stretchOf({ from, to, period, pipeline }: Filters): Stretch {
  const [first, last] = daysOf(period);
  return period === ""
    ? { pipeline, first: from === "" ? "" : `${from}-01`, last: to === "" ? "" : `${to}-31` }
    : { pipeline, first, last };
}

const withCurve = (files: Partial<Files>, { curve }: Narrowed): Partial<Files> =>
  files.customer === undefined ? files : { ...files, customer: { ...files.customer, curve } };
