import { rowsWhere, type Columns } from "./columns.ts";
import type { Explore, ExploreDealsRow, ExplorePassesRow, ExploreVisitsRow } from "./data.ts";
import { dimensionNames, noFilters, type Filters } from "./filters.ts";
import type { Incidence } from "./incidence.ts";
import { answerOf, funnelOf, type FunnelAnswer } from "./funnel.ts";

/** Deals of one file: few enough to travel in about 25 KB. */
const mostDeals = 1800;

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
}

/** What the page Explore reads before it knows of which pipeline it needs the deals. */
export interface FunnelIndex extends Pick<Explore, "stages"> {
  parts: Columns<FunnelPartRow>;
  /** What comes through all stages of a pipeline, of all its deals: for that none is read. */
  whole: Columns<{ pipeline: string; answer: WholeAnswer }>;
}

/** The answer to all stages, of which no deal is listed but on the page Deals. */
interface WholeAnswer extends Omit<FunnelAnswer, "all" | "rows"> {
  all: Omit<FunnelAnswer["all"], "dealsAt">;
}

/** Deals that are read for a funnel; where its answer is given, none. */
export interface ReadFunnel extends Explore {
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
 * to mean won in a pipeline.
 */
export function splitFunnel(
  explore: Explore,
  hasWon: (pipeline: string) => boolean,
  save: (
    name: `explore-${"part" | "traits" | "visits" | "ids"}`,
    part: Partial<FunnelPart> | FunnelIds,
  ) => string,
): FunnelIndex {
  const { stages, deals, passes, visits } = explore;
  const parts: FunnelIndex["parts"] = {
    file: [],
    traits: [],
    visits: [],
    ids: [],
    pipeline: [],
    deal_count: [],
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
    [from, pass, visit] = [to, passEnd, visitEnd];
  }
  const pipelines = [...new Set(stages.pipeline)];
  return {
    stages,
    parts,
    whole: {
      pipeline: pipelines,
      answer: pipelines.map((pipeline) => wholeAnswer(explore, pipeline, hasWon(pipeline))),
    },
  };
}

function wholeAnswer(explore: Explore, pipeline: string, hasWon: boolean): WholeAnswer {
  const filters = { ...noFilters, pipeline };
  const stages = rowsWhere(explore.stages, (row) => row.pipeline === pipeline);
  const { steps, all, days } = answerOf(explore, funnelOf(filters, stages, hasWon), filters);
  // No curve is drawn of it.
  const bare = (incidence: Incidence | null) => (incidence === null ? null : { ...incidence, curve: [] });
  return {
    steps: steps.map((step) => ({ ...step, incidence: bare(step.incidence) })),
    all: { value: null, counts: all.counts, whole: bare(all.whole) },
    days,
  };
}

/** Whether a selection is all stages of all deals of its pipeline. */
const isWhole = (filters: Filters): boolean =>
  (["from", "to", "source", "steps", "within", "split", ...dimensionNames] as const).every(
    (name) => filters[name] === "",
  ) && ["", "passed"].includes(filters.order);

/** The answer to a selection of which no deal needs to be read; undefined for others. */
export function givenAnswer({ whole }: FunnelIndex, filters: Filters): FunnelAnswer | undefined {
  const answer = whole.answer[whole.pipeline.indexOf(filters.pipeline)];
  return answer === undefined || !isWhole(filters)
    ? undefined
    : { ...answer, all: { ...answer.all, dealsAt: () => [] }, rows: [] };
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
export function joinFunnel(index: Pick<FunnelIndex, "stages">, parts: FunnelPart[]): Explore {
  const join = <Row extends object>(tables: Columns<Row>[], names: readonly (keyof Row)[]) =>
    Object.fromEntries(names.map((name) => [name, tables.flatMap((table) => table[name])])) as Columns<Row>;
  const deals = join(
    parts.map((part) => part.deals),
    plainColumns,
  );
  return {
    stages: index.stages,
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

/** The files of each part of a funnel's pipeline, those with their ids, and how many deals they hold. */
export function funnelPartsOf(
  { parts }: FunnelIndex,
  filters: Filters,
): { files: string[][]; ids: string[]; dealCount: number } {
  const places = parts.pipeline.flatMap((own, place) => (own === filters.pipeline ? [place] : []));
  const asked: ("file" | "traits" | "visits")[] = ["file"];
  if (dimensionNames.some((name) => filters[name] !== "") || !["", "source"].includes(filters.split))
    asked.push("traits");
  if (!["", "passed"].includes(filters.order)) asked.push("visits");
  return {
    files: places.map((place) => asked.map((name) => parts[name][place] ?? "")),
    ids: places.map((place) => parts.ids[place] ?? ""),
    dealCount: places.reduce((sum, place) => sum + (parts.deal_count[place] ?? 0), 0),
  };
}
