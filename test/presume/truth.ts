import { join } from "node:path";
import type { Home } from "../../pipelines/contract/home.ts";
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
