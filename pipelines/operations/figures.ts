import type { Warehouse } from "../warehouse/open.ts";
import { z } from "zod";

/** What a run is remembered by: small enough to be kept for every run, enough to say what changed since the one before. */
export const figuresShape = z.object({
  pipelines: z.array(
    z.object({
      pipeline: z.string(),
      label: z.string(),
      leads: z.number(),
      won: z.number(),
      lost: z.number(),
      open: z.number(),
    }),
  ),
  /** Stages that leak, of pipelines whose stages a person decided, and what people call them. */
  leaks: z.array(
    z.object({
      pipeline: z.string(),
      stage: z.string(),
      pipelineLabel: z.string().optional(),
      stageLabel: z.string().optional(),
    }),
  ),
  /** UTC instants up to which each source is known. */
  sources: z.array(z.object({ source: z.string(), knownUntil: z.string().nullable() })),
  /** Facts of the past that are not as the release before told them. */
  restated: z.number(),
  loaded: z.number(),
  quarantined: z.number(),
});

export type Figures = z.infer<typeof figuresShape>;

/** Reads the figures of a built warehouse. Purchased lists are no leads. */
export async function figuresOf(warehouse: Warehouse): Promise<Figures> {
  const [counts] = await warehouse.rows<{ restated: number; loaded: number; quarantined: number }>(
    `select (
         select coalesce(sum(most), 0)::double from (
           select max(journey_count) as most from marts.restatement where segment = 'all' group by pipeline, cohort_month, reason)
       ) as restated,
       coalesce(sum(loaded), 0)::double as loaded, coalesce(sum(quarantined), 0)::double as quarantined from ops.file`,
  );
  return {
    pipelines: await warehouse.rows(
      `select journey.pipeline, coalesce(pipelines.label, journey.pipeline) as label, count(*)::double as leads,
         count(*) filter (where outcome = 'won')::double as won, count(*) filter (where outcome = 'lost')::double as lost,
         count(*) filter (where outcome = 'open' and not is_deleted)::double as open
       from core.fct_journey as journey left join marts.pipeline as pipelines on pipelines.pipeline = journey.pipeline
       where lead_source <> 'purchased_list' group by all order by journey.pipeline`,
    ),
    leaks: await warehouse.rows(
      `select leak.pipeline, leak.stage, coalesce(pipelines.label, leak.pipeline) as "pipelineLabel", coalesce(stages.label_en, leak.stage) as "stageLabel"
       from marts.leak_diagnosis as leak
       join marts.pipeline as pipelines on pipelines.pipeline = leak.pipeline
       left join reference.stages as stages on stages.pipeline = leak.pipeline and stages.stage = leak.stage
       where leak.verdict = 'leak' and pipelines.state = 'decided' order by leak.pipeline, leak.stage_ordinal`,
    ),
    sources: await warehouse.rows(
      `select source, strftime(as_of, '%Y-%m-%dT%H:%M:%SZ') as "knownUntil" from ops.watermark order by source`,
    ),
    restated: counts?.restated ?? 0,
    loaded: counts?.loaded ?? 0,
    quarantined: counts?.quarantined ?? 0,
  };
}

const counted = ["leads", "won", "lost", "open"] as const;

/** By how much each pipeline's counts changed since the run before; pipelines in which nothing did are left out. */
export function deltasOf(now: Figures, before: Figures | undefined) {
  if (before === undefined) return [];
  const former = new Map(before.pipelines.map((each) => [each.pipeline, each]));
  return now.pipelines.flatMap((each) => {
    const was = former.get(each.pipeline);
    const change = (name: (typeof counted)[number]) => each[name] - (was?.[name] ?? 0);
    return counted.every((name) => change(name) === 0)
      ? []
      : [
          {
            pipeline: each.pipeline,
            label: each.label,
            leads: change("leads"),
            won: change("won"),
            lost: change("lost"),
            open: change("open"),
          },
        ];
  });
}

/** What changed since the run before, in words; nothing where nothing did. */
export function changesOf(now: Figures, before: Figures | undefined): string[] {
  const lines = deltasOf(now, before).map((change) => {
    const words = counted.flatMap((name) =>
      change[name] === 0 ? [] : [`${change[name] > 0 ? "+" : "−"}${Math.abs(change[name])} ${name}`],
    );
    return `${change.label}: ${words.join(", ")}`;
  });
  if (before === undefined) return [];
  return now.restated > 0 ? [...lines, `${now.restated} deals of the past were restated`] : lines;
}
