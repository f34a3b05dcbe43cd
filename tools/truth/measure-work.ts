import type { Company, Pipeline } from "../simulate/company.ts";
import type { KnownDeal } from "../simulate/simulation.ts";
import { wallTime, type Minute } from "../simulate/wall-time.ts";
import type { Ask, Compared } from "./ask.ts";
import type { Counted } from "./counted.ts";
import type { System } from "./known-history.ts";
import { knownJourneys } from "./known-journeys.ts";
import { countWork } from "./known-work.ts";

/** Each gives names as `countWork` does, with what the mart counts. */
const marts: Record<string, string> = {
  handoff: `unpivot (select pipeline, handed_count as handed, accepted_count as accepted, rejected_count as rejected, waiting_count as waiting,
      returned_count as returned from marts.handoff where segment = 'all' and segment_value = 'all')
    on columns(* exclude pipeline) into name what value found`,
  speed: `unpivot (select pipeline, started_count as started, never_touched_count as never, touched_within_1h_count as "1h",
      touched_within_24h_count as "24h" from marts.speed_to_lead where segment = 'all' and segment_value = 'all')
    on columns(* exclude pipeline) into name what value found`,
  fit: `unpivot (select pipeline, sql_count as sql, match_count as match from marts.icp_alignment where month is null)
    on columns(* exclude pipeline) into name what value found`,
  open: `select pipeline, stage_ordinal || ' ' || habit as what, open_with_count as found from marts.sales_contact
      where habit in ('next_step_set', 'decision_maker_known', 'two_contacts_known', 'motivation_recorded')
    union all select distinct pipeline, stage_ordinal || ' all', open_count from marts.sales_contact`,
  proposal: `unpivot (select pipeline, proposal_count as sent, journey_count as journeys, expired_count as expired
      from marts.proposal_performance where segment = 'all')
    on columns(* exclude pipeline) into name what value found`,
  attempt: `select pipeline, attempt_number::varchar as what, attempt_count as found from marts.follow_up_curve where attempt_number <= 5`,
  silence: `select pipeline, stage_ordinal || ' ' || silent_days as what, journey_count as found from marts.silence_curve where silent_days in (7, 30)`,
  source: `unpivot (select pipeline || ' ' || segment_value as pipeline, lead_count as leads, sql_count as sql, won_count as won,
      called_count as called, connected_count as connected
      from marts.source_quality where segment = 'lead_source' and pipeline is not null)
    on columns(* exclude pipeline) into name what value found`,
  attribution: `select pipeline, model || ' ' || coalesce(campaign, 'none') as what, (sum(won_credit) * 1000000)::bigint as found
    from marts.attribution group by all`,
  to_do: `select pipeline, reason as what, count(*) as found from marts.to_do
    where reason in ('next_step_overdue', 'next_step_missing', 'no_summary', 'proposal_expired') group by all`,
  suggestion: `unpivot (select pipeline || ' ' || field || ' ' || field_value as pipeline, with_count as with, with_won_count as won from marts.icp_suggestion)
    on columns(* exclude pipeline) into name what value found`,
  playbook: `unpivot (select pipeline || ' ' || stage_ordinal || ' ' || task as pipeline, in_time_count as in_time, late_count as late, missing_count as missing,
      not_yet_due_count as not_yet_due, left_early_count as left_early from marts.playbook where calendar = 'clock')
    on columns(* exclude pipeline) into name what value found`,
  spend: `select platform as pipeline, campaign as what, sum(cost) as found from marts.spend group by all
    union all select platform, 'unattributed', sum(cost) from marts.spend where pipeline is null and kind = 'ads' group by all`,
};

/** Counts of the marts of marketing and sales that differ from what was simulated, of all that were compared. */
export async function compareWork(
  deals: KnownDeal[],
  company: Company,
  spent: Counted,
  ask: Ask,
): Promise<Compared> {
  const lasts = Object.fromEntries(
    Object.entries(company.pipelines).map(([name, { stages }]) => [name, stages.length]),
  ) as Record<Pipeline, number>;
  const ends = Object.fromEntries(
    (await ask("select source, as_of::varchar as as_of from ops.watermark")).map((row) => [
      String(row["source"]),
      localMinute(String(row["as_of"])),
    ]),
  ) as Record<System, Minute>;
  const horizons = Object.fromEntries(
    (await ask("select distinct pipeline, mature_horizon_days as days from marts.stage_conversion")).map(
      (row) => [String(row["pipeline"]), Number(row["days"])],
    ),
  ) as Record<Pipeline, number>;
  const wanted = countWork(knownJourneys(deals, lasts), ends, horizons);
  for (const [name, cost] of spent) wanted.set(`spend ${name}`, cost);
  const found: Counted = new Map();
  for (const [mart, sql] of Object.entries(marts))
    for (const row of await ask(sql))
      found.set(`${mart} ${String(row["pipeline"])} ${String(row["what"])}`, Number(row["found"]));
  const wrong: string[] = [];
  const names = new Set([...wanted.keys(), ...found.keys()]);
  // the members of a list whom nobody works are no deals
  for (const name of names) if (name.endsWith("purchased_list leads")) names.delete(name);
  for (const name of names)
    if ((wanted.get(name) ?? 0) !== (found.get(name) ?? 0))
      wrong.push(`${name}: ${found.get(name) ?? 0}, not ${wanted.get(name) ?? 0}`);
  return { compared: names.size, wrong };
}

/** An instant in UTC as the clock in Budapest shows it. */
function localMinute(instant: string): Minute {
  const shown = new Date(`${instant.replace(" ", "T")}Z`).toLocaleString("sv-SE", {
    timeZone: "Europe/Budapest",
  });
  const [date = "", clock = ""] = shown.split(" ");
  const [hour = "0", minute = "0"] = clock.split(":");
  return wallTime(date, Number(hour), Number(minute));
}
