import { prepareSelections, mostRead, type PreparedSelection } from "./prepared-selections.ts";
import type { Columns } from "./columns.ts";
import type { Journeys, JourneysRowsRow, Summary } from "./data.ts";
import { makeSides, type SideFile } from "./made-comparisons.ts";
import type { Selected } from "./narrow.ts";
import { pick } from "./pick.ts";
import type { ToldSide } from "./told-side.ts";

/** Journeys of one file: few enough to travel in 25 KB. */
const mostRows = 1500;

/** A file of journeys that share a pipeline, by start. */
export interface JourneyPart {
  /** Its name, beside the file that lists it. */
  file: string;
  pipeline: string;
  first_on: string;
  last_on: string;
}

/** Where the journeys of the site are, and what they can be narrowed to. */
export interface JourneyIndex extends Pick<Journeys, "names"> {
  parts: Columns<JourneyPart>;
  beforehand: Columns<PreparedSelection>;
  sides: Columns<SideFile>;
}

/** Journeys as a page has read them. */
export interface ReadJourneys extends Journeys {
  /** What was made of the selection beforehand, or that it is its whole pipeline: then none of its journeys are read. */
  selected: Selected | "whole" | null;
  /** The sides of a comparison, where they were made beforehand too. */
  sides: [ToldSide, ToldSide] | null;
}

/**
 * The journeys of a site as files, each of one pipeline and a stretch of days, and the selections and comparisons of pipelines of more than
 * `most` journeys that are made beforehand. `save` names the file of a content.
 */
export function splitJourneys(
  journeys: Journeys,
  summary: Summary,
  save: (name: string, part: Pick<Journeys, "rows"> | Selected | ToldSide) => string,
  most = mostRead,
): JourneyIndex {
  const { rows, names } = journeys;
  const parts: Columns<JourneyPart> = { file: [], pipeline: [], first_on: [], last_on: [] };
  let from = 0;
  while (from < rows.pipeline.length) {
    const pipeline = rows.pipeline[from] ?? "";
    let to = from;
    while (to < rows.pipeline.length && to < from + mostRows && rows.pipeline[to] === pipeline) to++;
    const places = Array.from({ length: to - from }, (_, index) => from + index);
    parts.file.push(save("journeys-part", { rows: pick(rows, places) }));
    parts.pipeline.push(pipeline);
    // They are in the order of their start.
    parts.first_on.push(rows.started_on[from] ?? "");
    parts.last_on.push(rows.started_on[to - 1] ?? "");
    from = to;
  }
  const counts = new Map<string, number>();
  for (const pipeline of rows.pipeline) counts.set(pipeline, (counts.get(pipeline) ?? 0) + 1);
  const sides = [...counts].flatMap(([pipeline, count]) =>
    count > most ? [makeSides(summary, journeys, pipeline, save)] : [],
  );
  return {
    names,
    parts,
    beforehand: prepareSelections(summary, journeys, save, most),
    sides: { side: sides.flatMap(({ side }) => side), file: sides.flatMap(({ file }) => file) },
  };
}

/** A stretch of days of a pipeline, both ends included; an empty end is open. */
export interface Stretch {
  pipeline: string;
  first: string;
  last: string;
}

/** The files in which the journeys of these stretches are. */
export const journeyFilesOf = ({ parts }: JourneyIndex, stretches: Stretch[]): string[] =>
  parts.file.filter((_, index) =>
    stretches.some(
      ({ pipeline, first, last }) =>
        parts.pipeline[index] === pipeline &&
        (first === "" || (parts.last_on[index] ?? "") >= first) &&
        (last === "" || (parts.first_on[index] ?? "") <= last),
    ),
  );

/** Files of journeys as one table. */
export const joinedJourneys = (parts: Columns<JourneysRowsRow>[]): Columns<JourneysRowsRow> =>
  Object.fromEntries(
    columnNames.map((name) => [name, parts.flatMap((part) => part[name] as unknown[])]),
  ) as unknown as Columns<JourneysRowsRow>;

/** The columns that journeys have, read or not: none of them is no table without columns. */
const columnNames = Object.keys({
  pipeline: 0,
  started_on: 0,
  source: 0,
  campaign_id: 0,
  owner: 0,
  country: 0,
  icp_tier: 0,
  outcome: 0,
  mature_ordinal: 0,
  ended_seconds: 0,
  states: 0,
  skipped: 0,
  reworked: 0,
  entry_seconds: 0,
  followed_seconds: 0,
  is_dated: 0,
} satisfies Record<keyof JourneysRowsRow, number>) as (keyof JourneysRowsRow)[];
