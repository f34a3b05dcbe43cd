import { join } from "node:path";
import { silent } from "../../pipelines/contract/effects.ts";
import type { Home } from "../../pipelines/contract/home.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { stageOrder, type Pipeline } from "./pipelines.ts";
import { writeCsv } from "./write-exports.ts";

/** One name that a source writes, and what it truly is. */
export interface TrueName {
  source: string;
  /** The source's pipeline; `*` for any or none. */
  pipeline: string;
  name: string;
  kind: "stage" | "won" | "lost";
  /** Its place, for a stage; names of one place are one stage. */
  ordinal?: number;
  /** People may see it either way, as long as it is no second win. */
  isFree?: boolean;
}

/** What one target pipeline truly is: the reference data as a person would write it. */
export interface Truth {
  key: string;
  names: TrueName[];
}

/** The truth of a pipeline that one source has; `formerly` names what stages were called before. */
export function truthOf(
  key: string,
  source: string,
  pipeline: Pipeline,
  formerly: Record<string, string> = {},
): Truth {
  const name = (name: string, kind: TrueName["kind"], ordinal?: number): TrueName => ({
    source,
    pipeline: pipeline.name,
    name,
    kind,
    ...(ordinal === undefined ? {} : { ordinal }),
  });
  return {
    key,
    names: [
      ...stageOrder(pipeline).flatMap((stage, index) =>
        [stage, ...(formerly[stage] === undefined ? [] : [formerly[stage]])].map((each) =>
          name(each, "stage", index + 1),
        ),
      ),
      name(pipeline.won, "won"),
      ...pipeline.lost.map((lost) => name(lost, "lost")),
    ],
  };
}

const stageKey = (ordinal: number) => `s${ordinal}`;

/** Writes the stages and the stage map of the truth into the home, as a person would decide them. */
export function decide(home: Home, truths: Truth[]): void {
  writeCsv(join(home.reference, "stages.csv"), [
    [
      "pipeline",
      "stage",
      "ordinal",
      "team",
      "label_en",
      "label_hu",
      "benchmark_low",
      "benchmark_high",
      "benchmark_source",
      "horizon_days",
    ],
    ...truths.flatMap(({ key, names }) =>
      [...new Set(names.flatMap(({ ordinal }) => ordinal ?? []))]
        .toSorted((one, other) => one - other)
        .map((ordinal) => [
          key,
          stageKey(ordinal),
          ordinal,
          "sales",
          stageKey(ordinal),
          stageKey(ordinal),
          "",
          "",
          "",
          "",
        ]),
    ),
  ]);
  writeCsv(join(home.reference, "stage_map.csv"), [
    ["source", "pipeline", "source_stage", "kind", "target_pipeline", "stage", "valid_from", "valid_to"],
    ...truths.flatMap(({ key, names }) =>
      names.map(({ source, pipeline, name, kind, ordinal }) => [
        source,
        pipeline,
        name,
        kind,
        key,
        ordinal === undefined ? "" : stageKey(ordinal),
        "",
        "",
      ]),
    ),
  ]);
}

/** Refreshes a home and says where its warehouse is. */
export async function refreshed(
  home: Home,
  threads?: number,
): Promise<{ warehouse: string; contentHash: string }> {
  const clock = { now: () => new Date("2026-11-01T03:00:00Z"), report: silent };
  const { contentHash } = await refresh(
    { home, site: false, ...(threads === undefined ? {} : { threads }) },
    clock,
  );
  return { warehouse: join(home.current, "warehouse.duckdb"), contentHash };
}

/** Rows of a query on a warehouse. */
export async function ask<Row>(warehouse: string, sql: string): Promise<Row[]> {
  const engine = await openWarehouse(warehouse, { readOnly: true, threads: 1 });
  try {
    return await engine.rows<Row>(sql);
  } finally {
    engine.close();
  }
}

/** A row of the stage map that holds, with the place of its stage. */
export interface PresumedName {
  source: string;
  pipeline: string;
  source_stage: string;
  kind: string;
  target_pipeline: string;
  stage: string | null;
  ordinal: number | null;
}

export interface Presumed {
  names: PresumedName[];
  /** What `presumed_stage` issues ask, as their id and detail. */
  questions: string[];
}

/** The stage map of a warehouse and what it asks for. */
export async function readPresumed(warehouse: string): Promise<Presumed> {
  return {
    names: await ask(
      warehouse,
      `select map.source, map.pipeline, map.source_stage, map.kind, map.target_pipeline, map.stage, stages.ordinal
       from reference.stage_map as map
       left join reference.stages on stages.pipeline = map.target_pipeline and stages.stage = map.stage
       order by all`,
    ),
    questions: (
      await ask<{ question: string }>(
        warehouse,
        `select id || ': ' || detail as question from ops.issue where kind = 'presumed_stage' order by all`,
      )
    ).map(({ question }) => question),
  };
}

/** How well the truth was told from the data. */
export interface Verdict {
  /** `name: kind instead of the true one`. */
  wrongKinds: string[];
  /** Names that are no win and were taken for one. */
  guessedWins: string[];
  /** Somebody is asked what its outcomes are, and no win is presumed meanwhile. */
  isAsked: boolean;
  pairs: number;
  rightPairs: number;
  /** Every stage has its true place, so that the funnel must be the true one. */
  isOrderRight: boolean;
  /** The pipeline it became. */
  key: string | null;
}

/** Holds what was presumed against the truth. */
export function judge({ names }: Truth, presumed: Presumed): Verdict {
  const found = names.map((name) => ({ ...name, told: presumedName(name, presumed) }));
  const judged = found.filter(({ isFree }) => isFree !== true);
  const stages = judged.filter(({ kind }) => kind === "stage");
  let [pairs, rightPairs] = [0, 0];
  for (const one of stages)
    for (const other of stages) {
      if ((one.ordinal ?? 0) >= (other.ordinal ?? 0)) continue;
      pairs++;
      const [before, after] = [one.told?.ordinal, other.told?.ordinal];
      if (
        before != null &&
        after != null &&
        before < after &&
        one.told?.target_pipeline === other.told?.target_pipeline
      )
        rightPairs++;
    }
  const [first] = names;
  const isAbout = (question: string) =>
    first !== undefined &&
    question.includes(first.source) &&
    (first.pipeline === "*" || question.includes(first.pipeline));
  return {
    wrongKinds: judged
      .filter(({ kind, told }) => told?.kind !== kind)
      .map(({ name, kind, told }) => `${name}: ${told?.kind ?? "nothing"} instead of ${kind}`),
    guessedWins: found
      .filter(({ kind, told }) => kind !== "won" && told?.kind === "won")
      .map(({ name }) => name),
    isAsked: presumed.questions.some(isAbout) && found.every(({ told }) => told?.kind !== "won"),
    pairs,
    rightPairs,
    isOrderRight: judged.every(
      ({ ordinal, kind, told }) => told?.kind === kind && (told.ordinal ?? undefined) === ordinal,
    ),
    key: found.find(({ told }) => told !== undefined)?.told?.target_pipeline ?? null,
  };
}

/** The row for a name: of its pipeline, else of any. A source without pipelines may be given any name for its one. */
function presumedName({ source, pipeline, name }: TrueName, presumed: Presumed): PresumedName | undefined {
  const rows = presumed.names.filter((row) => row.source === source && row.source_stage === name);
  return (
    rows.find((row) => row.pipeline === pipeline) ??
    rows.find((row) => pipeline === "*" || row.pipeline === "*")
  );
}

/** Names of stages as places, and of pipelines as the truth calls them. */
const place = (column: string) =>
  `coalesce((select 's' || stages.ordinal from stages where stages.pipeline = fact.pipeline and stages.stage = fact.${column}), fact.${column}) as ${column}`;
const facts = {
  fct_journey: `select fact.* exclude (pipeline, current_stage, furthest_stage, lost_from_stage, handed_off_to, lead_source, lead_source_value, amount, currency, amount_base, icp_tier, icp_score, icp_unknown_share),
    renamed.told as pipeline, ${place("current_stage")}, ${place("furthest_stage")}, ${place("lost_from_stage")}, coalesce(handed.told, fact.handed_off_to) as handed_off_to
    from core.fct_journey as fact join renamed on renamed.presumed = fact.pipeline left join renamed as handed on handed.presumed = fact.handed_off_to`,
  fct_stage_visit: `select fact.* exclude (pipeline, stage, next_stage), renamed.told as pipeline, ${place("stage")}, ${place("next_stage")}
    from core.fct_stage_visit as fact join renamed on renamed.presumed = fact.pipeline`,
  fct_stage_reach: `select fact.* exclude (pipeline, stage), renamed.told as pipeline, ${place("stage")}
    from core.fct_stage_reach as fact join renamed on renamed.presumed = fact.pipeline`,
};

/** For each of the given pipelines that differs: the rows of the facts that only one warehouse has, one with presumed stages and one where a person decided. */
export async function differences(
  presumed: string,
  decided: string,
  pipelines: { presumed: string; told: string }[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (pipelines.length === 0) return found;
  const engine = await openWarehouse(":memory:", { threads: 1 });
  try {
    await engine.run(`attach '${presumed}' as presumed (read_only)`);
    await engine.run(`attach '${decided}' as decided (read_only)`);
    const side = (name: "presumed" | "decided", query: string) =>
      `(with
          renamed as (from (values ${pipelines.map((each) => `('${name === "presumed" ? each.presumed : each.told}', '${each.told}')`).join(", ")}) as pair (presumed, told)),
          stages as (select pipeline, stage, ordinal from ${name}.reference.stages)
        ${query.replaceAll("core.", `${name}.core.`)})`;
    for (const [table, query] of Object.entries(facts))
      for (const [one, other] of [
        ["presumed", "decided"],
        ["decided", "presumed"],
      ] as const)
        for (const row of await engine.rows<{ pipeline: string; count: string; example: unknown }>(
          `select pipeline, count(*) as count, any_value(odd) as example from (${side(one, query)} except all ${side(other, query)}) as odd group by pipeline order by pipeline`,
        ))
          found.set(row.pipeline, [
            ...(found.get(row.pipeline) ?? []),
            `${table}: ${row.count} rows only where stages are ${one}, such as ${JSON.stringify(row.example)}`,
          ]);
    return found;
  } finally {
    engine.close();
  }
}
