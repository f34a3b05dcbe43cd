import type { Columns } from "./columns.ts";
import type { Explore, ExploreDealsRow, ExplorePassesRow, ExploreVisitsRow } from "./data.ts";

/** Deals of one file: few enough to travel in about 25 KB. */
const mostDeals = 1800;

/** A file of deals of one pipeline, in the order of their start, and the file with their CRM ids. */
export interface FunnelPartRow {
  /** Their names, beside the file that lists them. */
  file: string;
  ids: string;
  pipeline: string;
  deal_count: number;
}

/** What the page Explore reads before it knows of which pipeline it needs the deals. */
export interface FunnelIndex extends Pick<Explore, "stages"> {
  parts: Columns<FunnelPartRow>;
}

/** Deals with the stages that they passed, without their ids. */
export interface FunnelPart {
  deals: Columns<Omit<ExploreDealsRow, "deal_id">>;
  passes: Columns<ExplorePassesRow>;
  visits: Columns<ExploreVisitsRow>;
}

/** The CRM ids of the deals of a part, in its order. */
export interface FunnelIds {
  ids: { deal_id: (string | null)[] };
}

/** The deals of a site as files, those of a pipeline together. `save` names the file of a content. */
export function splitFunnel(
  { stages, deals, passes, visits }: Explore,
  save: (name: "explore-part" | "explore-ids", part: FunnelPart | FunnelIds) => string,
): FunnelIndex {
  const { deal_id, ...told } = deals;
  const parts: FunnelIndex["parts"] = { file: [], ids: [], pipeline: [], deal_count: [] };
  let [pass, visit] = [0, 0];
  for (let from = 0; from < deal_id.length;) {
    const pipeline = told.pipeline[from] ?? "";
    let to = from;
    let [passEnd, visitEnd] = [pass, visit];
    while (to < deal_id.length && to - from < mostDeals && told.pipeline[to] === pipeline) {
      passEnd += told.pass_count[to] ?? 0;
      visitEnd += Math.max(0, told.visit_count[to] ?? 0);
      to++;
    }
    parts.file.push(
      save("explore-part", {
        deals: slice(told, from, to),
        passes: slice(passes, pass, passEnd),
        visits: slice(visits, visit, visitEnd),
      }),
    );
    parts.ids.push(save("explore-ids", { ids: { deal_id: deal_id.slice(from, to) } }));
    parts.pipeline.push(pipeline);
    parts.deal_count.push(to - from);
    [from, pass, visit] = [to, passEnd, visitEnd];
  }
  return { stages, parts };
}

function slice<Table extends Record<string, unknown[]>>(columns: Table, from: number, to: number): Table {
  return Object.fromEntries(
    Object.entries(columns).map(([name, cells]) => [name, cells.slice(from, to)]),
  ) as Table;
}

/** Parts as one table; without any, no deals. */
export function joinFunnel(index: Pick<FunnelIndex, "stages">, parts: FunnelPart[]): Explore {
  const join = <Row extends object>(tables: Columns<Row>[], names: (keyof Row)[]) =>
    Object.fromEntries(names.map((name) => [name, tables.flatMap((table) => table[name])])) as Columns<Row>;
  const deals = join(
    parts.map((part) => part.deals),
    dealColumns,
  );
  return {
    stages: index.stages,
    deals: { ...deals, deal_id: deals.pipeline.map(() => null) },
    passes: join(
      parts.map((part) => part.passes),
      ["elapsed_seconds", "time_kind"],
    ),
    visits: join(
      parts.map((part) => part.visits),
      ["stage_ordinal", "entered_seconds"],
    ),
  };
}

const dealColumns = [
  "pipeline",
  "month",
  "source",
  "campaign",
  "list",
  "owner",
  "tier",
  "country",
  "product",
  "ended_how",
  "is_dated",
  "entry_seconds",
  "followed_seconds",
  "pass_count",
  "visit_count",
] as const satisfies (keyof Omit<ExploreDealsRow, "deal_id">)[];

/** The files of the deals of a pipeline, their ids, and how many deals they hold. */
export function funnelPartsOf(
  { parts }: FunnelIndex,
  pipeline: string,
): { files: string[]; ids: string[]; dealCount: number } {
  const places = parts.pipeline.flatMap((own, place) => (own === pipeline ? [place] : []));
  const named = (names: string[]) => places.map((place) => names[place] ?? "");
  return {
    files: named(parts.file),
    ids: named(parts.ids),
    dealCount: places.reduce((sum, place) => sum + (parts.deal_count[place] ?? 0), 0),
  };
}
