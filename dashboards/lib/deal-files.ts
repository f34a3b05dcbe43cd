import type { Columns } from "./columns.ts";
import { rowsOf } from "./columns.ts";
import type { Deals, DealsRowsRow, DealsVisitsRow } from "./data.ts";
import { behind } from "./deals.ts";
import { daysOf, dimensionNames, dimensions, type Dimension, type Filters } from "./filters.ts";
import { pick } from "./pick.ts";
import { leavesListsOut } from "../words/marks.ts";

const listSource = "purchased_list";

/** Deals of one file, and of one with the ways of deals: few enough to travel in 25 KB. */
const mostRows = 500;
const mostWays = 600;
/** Parts that are read for a campaign, owner, country or tier without counting first, 400 KB; and parts that are counted in one file. */
const mostParts = 20;
const talliedParts = 100;

/** A file of deals that share a pipeline and an outcome, of purchased lists or of none, by start. */
export interface PartRow {
  /** Its name, beside the file that lists it. */
  file: string;
  /** The file with the marks of its deals, which are read where a mark is asked for. */
  marks_file: string;
  pipeline: string;
  outcome: string;
  is_list: boolean;
  /** The first start in it; null where one of them never began. */
  first_on: string | null;
  /** The last; null where none of them began. */
  last_on: string | null;
  deal_count: number;
}

/** How many deals of a part are alike in what most numbers ask: so they are counted before they are read. */
export interface CellRow {
  /** The place of the part in the list. */
  part: number;
  furthest_stage: string | null;
  source: string;
  deal_count: number;
}

/** How many deals of a part have a campaign, owner, country or tier. */
export interface TallyRow {
  part: number;
  value: string;
  deal_count: number;
}

/** Where the deals of the site are: what the page Deals reads before it knows which it needs. */
export interface DealIndex extends Omit<Deals, "rows" | "visits"> {
  parts: Columns<PartRow>;
  /** What the parts from the first of a group to that of the next hold, in files of cells. */
  cells: Columns<{ file: string; first_part: number }>;
  /** What a hundred parts from the first on hold of the values of a dimension, in files of tallies; none where the parts are few. */
  tallies: Columns<{ file: string; dimension: Dimension; first_part: number }>;
  /** Files of ways; which one a deal is in, {@link placeOf} says. */
  ways: Columns<{ file: string }>;
}

/** What the files hold. */
export interface DealPart {
  rows: Columns<Omit<DealsRowsRow, "marks">>;
}
/** Marks of deals, their words written as places in a list. */
export interface DealMarks {
  words: Columns<{ word: string }>;
  marks: Columns<Pick<DealsRowsRow, "marks">>;
}
export interface DealCells {
  cells: Columns<CellRow>;
}
export interface DealTally {
  tally: Columns<TallyRow>;
}
/** Deals of a file, with their marks where those are read. */
export interface ReadPart extends DealPart {
  marked?: DealMarks | undefined;
}
/** Ways of deals, and of each deal the part in which it is. */
export interface DealWays {
  deals: Columns<{ deal_id: string; part: number }>;
  visits: Columns<DealsVisitsRow>;
}

/** Of so many files, the one in which the way of a deal of this id is. */
export function placeOf(id: string, files: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193) >>> 0;
  return hash % Math.max(1, files);
}

/**
 * The deals of a site as files: those that share a pipeline and an outcome together, apart from those of purchased lists, the last started first; how many of them are alike;
 * and their ways. `save` names the file of a content.
 */
export function splitDeals(
  { rows, visits, ...rest }: Deals,
  save: (name: string, content: DealPart | DealMarks | DealCells | DealTally | DealWays) => string,
  fewParts = mostParts,
): DealIndex {
  const groups = new Map<string, number[]>();
  rows.pipeline.forEach((pipeline, index) => {
    const key = `${pipeline}\t${rows.outcome[index] ?? ""}\t${rows.source[index] === listSource ? 1 : 0}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  });
  const parts: PartRow[] = [];
  const cells: DealIndex["cells"] = { file: [], first_part: [] };
  const partOf = new Int32Array(rows.pipeline.length);
  for (const key of [...groups.keys()].sort()) {
    const group = groups.get(key) ?? [];
    const [pipeline = "", outcome = "", isList] = key.split("\t");
    const counted: CellRow[] = [];
    cells.first_part.push(parts.length);
    for (let from = 0; from < group.length; from += mostRows) {
      const own = group.slice(from, from + mostRows);
      const days = own
        .map((index) => rows.started_on[index] ?? null)
        .filter((day) => day !== null)
        .sort();
      for (const index of own) partOf[index] = parts.length;
      counted.push(...cellsOf(rows, own, parts.length));
      const { marks, ...others } = pick(rows, own);
      parts.push({
        file: save("deals-part", { rows: others }),
        marks_file: save("deals-marks", coded(marks)),
        pipeline,
        outcome,
        is_list: isList === "1",
        first_on: days.length === own.length ? (days[0] ?? null) : null,
        last_on: days.at(-1) ?? null,
        deal_count: own.length,
      });
    }
    cells.file.push(
      save("deals-cells", {
        cells: columnsOf(counted, ["part", "furthest_stage", "source", "deal_count"]),
      }),
    );
  }
  return {
    ...rest,
    parts: columnsOf(parts, [
      "file",
      "marks_file",
      "pipeline",
      "outcome",
      "is_list",
      "first_on",
      "last_on",
      "deal_count",
    ]),
    cells,
    tallies:
      parts.length <= fewParts
        ? { file: [], dimension: [], first_part: [] }
        : talliesOf(rows, partOf, parts.length, save),
    ways: { file: waysOf(rows, visits, partOf).map((ways) => save("deals-ways", ways)) },
  };
}

function talliesOf(
  rows: Deals["rows"],
  partOf: Int32Array,
  count: number,
  save: (name: string, content: DealTally) => string,
): DealIndex["tallies"] {
  const tallies: DealIndex["tallies"] = { file: [], dimension: [], first_part: [] };
  for (const dimension of dimensionNames) {
    const counts = Array.from({ length: count }, () => new Map<string, number>());
    rows[dimensions[dimension]].forEach((value, index) => {
      const own = counts[partOf[index] ?? 0];
      if (value !== null && own !== undefined) own.set(value, (own.get(value) ?? 0) + 1);
    });
    for (let first = 0; first < count; first += talliedParts) {
      const tally = counts
        .slice(first, first + talliedParts)
        .flatMap((own, place) =>
          [...own.keys()]
            .sort()
            .map((value): TallyRow => ({ part: first + place, value, deal_count: own.get(value) ?? 0 })),
        );
      tallies.file.push(save("deals-tally", { tally: columnsOf(tally, ["part", "value", "deal_count"]) }));
      tallies.dimension.push(dimension);
      tallies.first_part.push(first);
    }
  }
  return tallies;
}

/** The one campaign, owner, country or tier by which a selection is counted beside months and outcome; null where it is asked for otherwise, or there are no tallies. */
export function talliedBy({ tallies }: DealIndex, filters: Filters): Dimension | null {
  const set = dimensionNames.filter((name) => filters[name] !== "");
  const isPlain = (["at", "deal", "mark", "search", "stage", "source"] as const).every(
    (name) => filters[name] === "",
  );
  const [dimension] = set;
  return isPlain && set.length === 1 && dimension !== undefined && tallies.dimension.includes(dimension)
    ? dimension
    : null;
}

/** The files with the tallies of these parts. */
export const tallyFilesOf = ({ tallies }: DealIndex, dimension: Dimension, places: number[]): string[] =>
  tallies.file.filter((_, index) => {
    const first = tallies.first_part[index] ?? 0;
    return (
      tallies.dimension[index] === dimension &&
      places.some((place) => place >= first && place < first + talliedParts)
    );
  });

function cellsOf(rows: Deals["rows"], places: number[], part: number): CellRow[] {
  const cells = new Map<string, CellRow>();
  for (const place of places) {
    const furthest_stage = rows.furthest_stage[place] ?? null;
    const source = rows.source[place] ?? "";
    const key = `${source}\t${furthest_stage ?? ""}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { part, furthest_stage, source, deal_count: 1 });
    else cell.deal_count++;
  }
  return [...cells.keys()].sort().flatMap((key) => cells.get(key) ?? []);
}

function waysOf(rows: Deals["rows"], visits: Deals["visits"], partOf: Int32Array): DealWays[] {
  const count = Math.ceil(rows.deal_id.length / mostWays);
  const placed = (ids: (string | null)[]) => {
    const own: number[][] = Array.from({ length: count }, () => []);
    ids.forEach((id, index) => {
      if (id !== null) own[placeOf(id, count)]?.push(index);
    });
    return own;
  };
  const [ofRows, ofVisits] = [placed(rows.deal_id), placed(visits.deal_id)];
  return ofRows.map((own, place) => ({
    deals: {
      deal_id: own.map((index) => rows.deal_id[index] ?? ""),
      part: own.map((index) => partOf[index] ?? 0),
    },
    visits: pick(visits, ofVisits[place] ?? []),
  }));
}

/** The file with the way of a deal, and of the deals that may share its id. */
export const wayFileOf = ({ ways }: DealIndex, id: string): string | undefined =>
  ways.file[placeOf(id, ways.file.length)];

/** A part that can have deals of a selection. */
export interface Candidate {
  /** Its place in the list. */
  place: number;
  /** All its deals started within what is asked for. */
  isWhole: boolean;
}

/** The parts in which deals of a selection can be. */
export function candidatesOf({ parts }: DealIndex, filters: Filters): Candidate[] {
  const isByStart = ["", "here", "furthest", "waiting", "mature"].includes(filters.at);
  const [first, last] = daysOf(filters.period);
  const from = isByStart ? ([filters.from, first].sort().at(-1) ?? "") : "";
  const to = isByStart
    ? ([filters.to === "" ? "" : `${filters.to}-99`, last].filter(Boolean).sort()[0] ?? "")
    : "";
  const hasLists = filters.source === listSource || (filters.source === "" && !leavesListsOut(filters.mark));
  const hasOthers = filters.source !== listSource;
  return parts.file.flatMap((_, place) => {
    const lastOn = parts.last_on[place] ?? null;
    const firstOn = parts.first_on[place] ?? null;
    const isCandidate =
      parts.pipeline[place] === filters.pipeline &&
      (parts.is_list[place] === true ? hasLists : hasOthers) &&
      // What was won in time need not be won any more.
      (filters.outcome === "" || filters.at === "mature" || parts.outcome[place] === filters.outcome) &&
      (from === "" || (lastOn !== null && lastOn >= from)) &&
      (to === "" || (lastOn !== null && (firstOn ?? "") <= to));
    return isCandidate
      ? [
          {
            place,
            isWhole:
              (from === "" && to === "") ||
              (firstOn !== null && firstOn >= from && (to === "" || (lastOn ?? "") <= to)),
          },
        ]
      : [];
  });
}

/** Whether cells tell how many deals of a part a selection has, where all of it started within what is asked for. */
export const isCountable = (filters: Filters): boolean =>
  ["", "furthest"].includes(filters.at) &&
  (["deal", "mark", "search", "campaign", "owner", "country", "tier"] as const).every(
    (name) => filters[name] === "",
  );

/** How many deals of each part a countable selection has, where all of the part started within what is asked for. */
export function countsOf(
  { parts }: DealIndex,
  cells: Columns<CellRow>[],
  filters: Filters,
  order: Map<string, number>,
): Map<number, number> {
  const isAsked = behind({ ...filters, from: "", to: "", period: "" }, order);
  const counts = new Map<number, number>();
  for (const { part, furthest_stage, source, deal_count } of cells.flatMap(rowsOf)) {
    const [pipeline, outcome] = [parts.pipeline[part] ?? "", parts.outcome[part] ?? ""];
    if (isAsked({ ...noDeal, pipeline, outcome, furthest_stage, source }))
      counts.set(part, (counts.get(part) ?? 0) + deal_count);
  }
  return counts;
}

const noDeal: DealsRowsRow = {
  deal_id: null,
  source_system: "",
  pipeline: "",
  source: "",
  month: null,
  started_on: null,
  outcome: "",
  outcome_on: null,
  current_stage: null,
  furthest_stage: null,
  mature_ordinal: null,
  cycle_days: null,
  amount_base: null,
  is_impossible: false,
  is_handed_off: false,
  owner: null,
  company: null,
  campaign_id: null,
  country: null,
  icp_tier: null,
  list_id: null,
  age_days: null,
  stage_days: null,
  next_step: null,
  next_step_on: null,
  sales_month: null,
  marks: null,
};

/** Of parts with so many deals of a selection, those without which its last started deals are not known. */
export function newestOf(
  { parts }: DealIndex,
  counted: { place: number; count: number }[],
  wanted: number,
): number[] {
  const lastOf = ({ place }: { place: number }) => parts.last_on[place] ?? "";
  const ordered = counted
    .filter(({ count }) => count > 0)
    .sort((one, other) => (lastOf(one) < lastOf(other) ? 1 : lastOf(one) > lastOf(other) ? -1 : 0));
  const isKnown = (upTo: number, day: string) =>
    ordered
      .slice(0, upTo)
      .reduce((sum, { place, count }) => sum + ((parts.first_on[place] ?? "") > day ? count : 0), 0) >=
    wanted;
  const end = ordered.findIndex((own, place) => isKnown(place, lastOf(own)));
  return (end === -1 ? ordered : ordered.slice(0, end)).map(({ place }) => place);
}

/** What is written over every word of marks, which blanks and ends of lines part. */
const eachWord = (marks: string, write: (word: string) => string): string =>
  marks
    .split("\n")
    .map((line) => line.split(" ").map(write).join(" "))
    .join("\n");

/** Marks as they travel: many deals share few words. */
function coded(marks: (string | null)[]): DealMarks {
  const places = new Map<string, string>();
  const placeFor = (word: string) => {
    const known = places.get(word) ?? places.size.toString(36);
    places.set(word, known);
    return known;
  };
  const own = marks.map((text) => (text === null ? null : eachWord(text, placeFor)));
  return { words: { word: [...places.keys()] }, marks: { marks: own } };
}

/** The marks that travelled. */
const decoded = ({ words: { word }, marks: { marks } }: DealMarks): (string | null)[] =>
  marks.map((text) => (text === null ? null : eachWord(text, (place) => word[parseInt(place, 36)] ?? "")));

/** Files of deals as one table, the last started first, with their marks where those are read. */
export function joined(parts: ReadPart[]): Columns<DealsRowsRow> {
  const rows = join(
    parts.map(({ rows: own, marked }) => ({
      ...own,
      marks: marked === undefined ? own.deal_id.map(() => null) : decoded(marked),
    })),
    Object.keys(noDeal) as (keyof DealsRowsRow)[],
  );
  const places = Array.from({ length: rows.deal_id.length }, (_, place) => place);
  const compare = (one: string | null, other: string | null) =>
    one === other ? 0 : one === null || (other !== null && one > other) ? 1 : -1;
  const [started, systems, ids] = [rows.started_on, rows.source_system, rows.deal_id];
  const isOrdered = (one: number, other: number) =>
    (started[one] === null || started[other] === null
      ? compare(started[one] ?? null, started[other] ?? null)
      : compare(started[other] ?? null, started[one] ?? null)) ||
    compare(systems[one] ?? null, systems[other] ?? null) ||
    compare(ids[one] ?? null, ids[other] ?? null);
  return parts.length < 2 ? rows : pick(rows, places.sort(isOrdered));
}

/** Tables of the same columns as one. */
export const join = <Row extends object>(
  tables: Columns<Row>[],
  names: readonly (keyof Row)[],
): Columns<Row> =>
  Object.fromEntries(
    names.map((name) => [name, tables.flatMap((table) => table[name])]),
  ) as unknown as Columns<Row>;

function columnsOf<Row extends object>(rows: Row[], names: (keyof Row)[]): Columns<Row> {
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])) as Columns<Row>;
}
