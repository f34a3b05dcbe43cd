import { openWarehouse } from "../../pipelines/warehouse/open.ts";

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
