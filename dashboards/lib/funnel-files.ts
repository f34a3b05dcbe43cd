import { rowsOf, rowsWhere, type Columns } from "./columns.ts";
import type { Explore, ExploreDealsRow, ExplorePassesRow, ExploreVisitsRow } from "./data.ts";
import { dimensionNames, type Filters } from "./filters.ts";
import type { FunnelAnswer } from "./funnel-answer.ts";
import { answerOfCubes, cubeAsked, makeCubes, type CubeFilter, type FunnelCube } from "./funnel-cube.ts";
import { funnelOf, type Funnel } from "./funnel.ts";
import type { FunnelDeals, WayDays } from "./ways.ts";

/** Deals of one file: few enough to travel in about 25 KB. */
const mostDeals = 1800;
/** Deals of a pipeline that are read for a filter or a split at most, about 50 KB, before it has a cube of its own. */
const mostRead = 5000;

/** By what deals are split and narrowed, beside month and source. */
const traits = ["campaign", "list", "owner", "tier", "country", "product"] as const;
type Trait = (typeof traits)[number];

/** How far a deal came, which every funnel asks. */
const plainColumns = [
  "pipeline",
  "month",
  "source",
  "ended_how",
  "is_dated",
  "entry_seconds",
  "followed_seconds",
  "pass_count",
] as const satisfies (keyof ExploreDealsRow)[];
type PlainRow = Pick<ExploreDealsRow, (typeof plainColumns)[number]>;

/** Deals of one pipeline in the order of their start, in files that are read when a funnel asks for what is in them. */
export interface FunnelPartRow {
  /** Their names, beside the file that lists them: how far the deals came, what they are, where they were seen, their CRM ids. */
  file: string;
  traits: string;
  visits: string;
  ids: string;
  pipeline: string;
  deal_count: number;
  /** The months of those of which it is known. */
  first_month: string;
  last_month: string;
}

/** A file with the cube of some values of a filter, from the first in their order. */
interface CubeFileRow {
  file: string;
  pipeline: string;
  filter: CubeFilter;
  first: string;
  /** There are no values but those of the files. */
  is_complete: boolean;
}

/** What the page Explore reads before it knows of which pipeline it needs the deals. */
export interface FunnelIndex extends Pick<Explore, "stages"> {
  parts: Columns<FunnelPartRow>;
  /** The days within which a way of passed stages is judged. */
  days: Columns<WayDays>;
  /** What comes through all stages of a pipeline, of all its deals: for that none is read. */
  whole: Columns<{ pipeline: string; cube: FunnelCube }>;
  cubes: Columns<CubeFileRow>;
}

/** Deals that are read for a funnel; where its answer is given, none. */
export interface ReadFunnel extends FunnelDeals {
  given?: FunnelAnswer | undefined;
}

/** What files of a part hold: always how far its deals came, the rest where it was read. */
export interface FunnelPart {
  deals: Columns<PlainRow>;
  passes: Columns<ExplorePassesRow>;
  traits?: Columns<Pick<ExploreDealsRow, Trait>>;
  seen?: Columns<Pick<ExploreDealsRow, "visit_count">>;
  visits?: Columns<ExploreVisitsRow>;
}

/** The CRM ids of the deals of a part, in its order. */
export interface FunnelIds {
  ids: { deal_id: (string | null)[] };
}

/**
 * The deals of a site as files, those of a pipeline together. `save` names the file of a content; `hasWon` says whether something is known
 * to mean won in a pipeline; a pipeline of more deals than `most` has cubes.
 */
export function splitFunnel(
  explore: Explore,
  hasWon: (pipeline: string) => boolean,
  save: (
    name: `explore-${"part" | "traits" | "visits" | "ids" | "cube"}`,
    part: Partial<FunnelPart> | FunnelIds | FunnelCube,
  ) => string,
  most = mostRead,
): FunnelIndex {
  const { stages, deals, passes, visits } = explore;
  const parts: FunnelIndex["parts"] = {
    file: [],
    traits: [],
    visits: [],
    ids: [],
    pipeline: [],
    deal_count: [],
    first_month: [],
    last_month: [],
  };
  let [pass, visit] = [0, 0];
  for (let from = 0; from < deals.deal_id.length;) {
    const pipeline = deals.pipeline[from] ?? "";
    let to = from;
    let [passEnd, visitEnd] = [pass, visit];
    while (to < deals.deal_id.length && to - from < mostDeals && deals.pipeline[to] === pipeline) {
      passEnd += deals.pass_count[to] ?? 0;
      visitEnd += Math.max(0, deals.visit_count[to] ?? 0);
      to++;
    }
    const own = slice(deals, from, to);
    parts.file.push(
      save("explore-part", { deals: only(own, plainColumns), passes: slice(passes, pass, passEnd) }),
    );
    parts.traits.push(save("explore-traits", { traits: only(own, traits) }));
    parts.visits.push(
      save("explore-visits", { seen: only(own, ["visit_count"]), visits: slice(visits, visit, visitEnd) }),
    );
    parts.ids.push(save("explore-ids", { ids: only(own, ["deal_id"]) }));
    parts.pipeline.push(pipeline);
    parts.deal_count.push(to - from);
    const months = own.month.filter((month) => month !== null).sort();
    parts.first_month.push(months[0] ?? "");
    parts.last_month.push(months.at(-1) ?? "");
    [from, pass, visit] = [to, passEnd, visitEnd];
  }
  const index: FunnelIndex = {
    stages,
    parts,
    days: { pipeline: [], from_ordinal: [], to_ordinal: [], days: [] },
    whole: { pipeline: [], cube: [] },
    cubes: { file: [], pipeline: [], filter: [], first: [], is_complete: [] },
  };
  for (const pipeline of new Set(stages.pipeline)) {
    const count = deals.pipeline.filter((own) => own === pipeline).length;
    const steps = [...ordinalsOf(index, pipeline).keys()].filter(
      (stage) => stage !== "won" || hasWon(pipeline),
    );
    const made = makeCubes(explore, pipeline, steps, count > most);
    for (const row of made.days) addRow(index.days, row);
    addRow(index.whole, { pipeline, cube: made.whole });
    for (const { filter, first, isComplete, cube } of made.parts)
      addRow(index.cubes, {
        file: save("explore-cube", cube),
        pipeline,
        filter,
        first,
        is_complete: isComplete,
      });
  }
  return index;
}

function addRow<Row extends object>(columns: Columns<Row>, row: Row): void {
  for (const name of Object.keys(columns) as (keyof Row)[]) columns[name].push(row[name]);
}

/** The stages of a pipeline by their places, and won after them. */
function ordinalsOf({ stages }: Pick<FunnelIndex, "stages">, pipeline: string): Map<string, number> {
  const own = rowsWhere(stages, (row) => row.pipeline === pipeline);
  return new Map([
    ...own.map(({ stage, stage_ordinal }): [string, number] => [stage, stage_ordinal]),
    ["won", own.length + 1],
  ]);
}

/** The files with the cubes from which a selection is answered; undefined where deals must be read. */
export function cubeFilesOf(index: FunnelIndex, filters: Filters): string[] | undefined {
  const asked = cubeAsked(funnelIn(index, filters), filters);
  if (asked === undefined || asked === "none") return asked === undefined ? undefined : [];
  const files = rowsOf(index.cubes).filter(
    ({ pipeline, filter }) => pipeline === filters.pipeline && filter === asked.filter,
  );
  const { value } = asked;
  if (value === null) return files[0]?.is_complete === true ? files.map(({ file }) => file) : undefined;
  const own = files.findLast(({ first }) => first <= value);
  return own === undefined ? undefined : [own.file];
}

/** The answer to a selection from the cubes of its files; undefined where they do not tell it. */
export function cubeAnswer(
  index: FunnelIndex,
  filters: Filters,
  cubes: FunnelCube[],
): FunnelAnswer | undefined {
  const funnel = funnelIn(index, filters);
  const asked = cubeAsked(funnel, filters);
  const whole = index.whole.cube[index.whole.pipeline.indexOf(filters.pipeline)];
  if (asked === undefined || whole === undefined) return undefined;
  const ordinals = ordinalsOf(index, filters.pipeline);
  if (asked === "none" || asked.value === null)
    return answerOfCubes(funnel, ordinals, index.days, { cube: whole, value: "" }, cubes);
  const [cube] = cubes;
  return cube === undefined
    ? undefined
    : answerOfCubes(funnel, ordinals, index.days, { cube, value: asked.value }, []);
}

/** The funnel of a selection; there are ways to won where something is known to mean it. */
function funnelIn({ stages, days }: FunnelIndex, filters: Filters): Funnel {
  const own = rowsWhere(stages, (row) => row.pipeline === filters.pipeline);
  const hasWon = rowsOf(days).some((row) => row.pipeline === filters.pipeline && row.to_ordinal > own.length);
  return funnelOf(filters, own, hasWon);
}

function slice<Table extends Record<string, unknown[]>>(columns: Table, from: number, to: number): Table {
  return Object.fromEntries(
    Object.entries(columns).map(([name, cells]) => [name, cells.slice(from, to)]),
  ) as Table;
}

const only = <Table extends object, Name extends keyof Table>(
  columns: Table,
  names: readonly Name[],
): Pick<Table, Name> =>
  Object.fromEntries(names.map((name) => [name, columns[name]])) as unknown as Pick<Table, Name>;

/** Parts as one table; without any, no deals. What was not read is not known of any: no trait, and no visit. */
export function joinFunnel(index: Pick<FunnelIndex, "stages" | "days">, parts: FunnelPart[]): FunnelDeals {
  const join = <Row extends object>(tables: Columns<Row>[], names: readonly (keyof Row)[]) =>
    Object.fromEntries(names.map((name) => [name, tables.flatMap((table) => table[name])])) as Columns<Row>;
  const deals = join(
    parts.map((part) => part.deals),
    plainColumns,
  );
  return {
    stages: index.stages,
    ways: index.days,
    deals: {
      ...deals,
      ...join(
        parts.map((part) => part.traits ?? noTraits(part.deals.pipeline.map(() => null))),
        traits,
      ),
      visit_count: parts.flatMap((part) => part.seen?.visit_count ?? part.deals.pipeline.map(() => 0)),
      deal_id: deals.pipeline.map(() => null),
    },
    passes: join(
      parts.map((part) => part.passes),
      ["elapsed_seconds", "time_kind"],
    ),
    visits: join(
      parts.flatMap((part) => part.visits ?? []),
      ["stage_ordinal", "entered_seconds"],
    ),
  };
}

const noTraits = (nulls: null[]) =>
  Object.fromEntries(traits.map((name) => [name, nulls])) as Record<Trait, null[]>;

/** The files of each part of a funnel's pipeline, those with their ids, and how many deals they hold: of passed stages only those of the months. */
export function funnelPartsOf(
  { parts }: FunnelIndex,
  filters: Filters,
): { files: string[][]; ids: string[]; dealCount: number } {
  const isPassed = ["", "passed"].includes(filters.order);
  const isAsked = (place: number) =>
    parts.pipeline[place] === filters.pipeline &&
    // What is seen is judged within days that all deals tell.
    (!isPassed ||
      ((filters.from === "" || (parts.last_month[place] ?? "") >= filters.from) &&
        (filters.to === "" || (parts.first_month[place] ?? "") <= filters.to)));
  const places = [...parts.pipeline.keys()].filter(isAsked);
  const asked: ("file" | "traits" | "visits")[] = ["file"];
  if (dimensionNames.some((name) => filters[name] !== "") || !["", "source"].includes(filters.split))
    asked.push("traits");
  if (!isPassed) asked.push("visits");
  return {
    files: places.map((place) => asked.map((name) => parts[name][place] ?? "")),
    ids: places.map((place) => parts.ids[place] ?? ""),
    dealCount: places.reduce((sum, place) => sum + (parts.deal_count[place] ?? 0), 0),
  };
}
