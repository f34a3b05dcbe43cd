import { rowsOf, type Columns } from "./columns.ts";
import { comparedDay, settleComparison, sideOf, sidesOf, waysCompared, type Side } from "./comparison.ts";
import { timesOf } from "./journey-times.ts";
import type { Journeys, Summary } from "./data.ts";
import { comparedDimensions, dimensionNames, noFilters, type Filters } from "./filters.ts";
import type { Way } from "./ordered-way.ts";
import { tellSide, type ToldSide } from "./told-side.ts";

/** Values of a dimension of which any two can be compared without reading a journey: those with most leads. */
const mostValues = 30;
/** Lengths in months of periods that end with the newest whole month. */
const lengths = [1, 2, 3, 6, 12];

/** A file with one side of comparisons. */
export interface SideFile {
  /** The filters that open its leads, in one text. */
  side: string;
  file: string;
}

/** A side by the filters that open its leads. */
const sideKey = (side: Filters): string =>
  opening
    .filter((name) => side[name] !== "")
    .map((name) => `${name}=${side[name]}`)
    .join("&");
const opening = ["pipeline", "source", ...dimensionNames, "from", "to", "period"] as const;

/** The files of the two sides of a comparison; null where one was not made. */
export function sideFilesOf(made: Columns<SideFile>, sides: [Filters, Filters]): string[] | null {
  const places = sides.map((side) => made.side.indexOf(sideKey(side)));
  return places.includes(-1) ? null : places.map((place) => made.file[place] ?? "");
}

/** What the newest whole month is compared in without anything else being chosen, and other lengths up to it. */
export function periodsOf(summary: Summary, pipeline: string): Filters[] {
  const asked = (change: Partial<Filters>) =>
    settleComparison({ ...noFilters, pipeline, ...change }, summary, undefined);
  return ["previous", "year"].flatMap((compare) => {
    const { to } = asked({ compare });
    if (to === "") return [];
    return lengths.flatMap((length) => {
      const end = Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7)) - length;
      const from = `${Math.floor(end / 12)}-${String((end % 12) + 1).padStart(2, "0")}`;
      const settled = asked({ compare, from, to });
      return settled.compare === "" ? [] : [settled];
    });
  });
}

/** The comparisons of a pipeline that are made beforehand: of two values of which nothing else is chosen, and of periods. */
function comparisonsOf(summary: Summary, { names }: Journeys, pipeline: string): Filters[] {
  const ofValues = comparedDimensions
    .filter((dimension) => dimension !== "pipeline")
    .flatMap((dimension) => {
      const values =
        dimension === "source"
          ? [
              ...new Set(
                rowsOf(summary.journeys).flatMap((row) => (row.pipeline === pipeline ? row.source : [])),
              ),
            ]
          : rowsOf(names)
              .filter((row) => row.pipeline === pipeline && row.dimension === dimension)
              .sort((one, other) => other.journey_count - one.journey_count)
              .map(({ name }) => name);
      const most = values.slice(0, mostValues);
      return most.flatMap((own, place) =>
        most.slice(place + 1).map((other) => ({
          ...noFilters,
          pipeline,
          compare: dimension,
          [dimension]: own,
          with: other,
        })),
      );
    });
  return [...ofValues, ...periodsOf(summary, pipeline)];
}

/** The sides of the comparisons of a pipeline that are made beforehand. `save` names the file of a content. */
export function makeSides(
  summary: Summary,
  journeys: Journeys,
  pipeline: string,
  save: (name: string, part: ToldSide) => string,
): Columns<SideFile> {
  const until = summary.release.as_of[0]?.slice(0, 10) ?? "";
  const times = timesOf(journeys.rows);
  const sides = new Map<string, { side: Side; asked: Map<string, { way: Way; days: Set<number> }> }>();
  const known = (filters: Filters) => {
    const key = sideKey(filters);
    const found = sides.get(key) ?? { side: remembered(sideOf(times, filters)), asked: new Map() };
    sides.set(key, found);
    return found;
  };
  for (const filters of comparisonsOf(summary, journeys, pipeline)) {
    const both = sidesOf(filters, until);
    if (both === null) continue;
    const [one, other] = [known(both[0]), known(both[1])];
    for (const { way, horizon } of waysCompared(summary, both)) {
      const days = comparedDay(one.side, other.side, way, horizon);
      for (const { asked } of [one, other]) {
        const key = `${way.kind} ${way.ordinal}`;
        const its = asked.get(key) ?? { way, days: new Set<number>() };
        asked.set(key, its);
        if (days >= 1) its.days.add(days);
      }
    }
  }
  const made: Columns<SideFile> = { side: [], file: [] };
  for (const [key, { side, asked }] of sides) {
    made.side.push(key);
    made.file.push(save("journeys-side", tellSide(side, [...asked.values()])));
  }
  return made;
}

/** A side that is asked how far it is followed once. */
function remembered(side: Side): Side {
  const days = new Map<string, number>();
  return {
    ...side,
    followedTo(way) {
      const key = `${way.kind} ${way.ordinal}`;
      const found = days.get(key) ?? side.followedTo(way);
      days.set(key, found);
      return found;
    },
  };
}
