import type { Attributes, Calls, World } from "./world.ts";
import { Worlds } from "./world.ts";

/** What the marts say of a habit in a world, and what a comparison of deals with it and without it at any time says. */
export interface Comparison {
  habit: string;
  ratio: number;
  low: number;
  high: number;
  naive: number;
  /** Deals that had it at any time, those that never had it, and how many of each advanced. */
  with_count: number;
  with_advanced_count: number;
  without_count: number;
  without_advanced_count: number;
}

/** Opens the worlds with the marts that compare habits. */
export const openHabits = (): Promise<Worlds> =>
  Worlds.open(["marts.sales_contact", "marts.speed_to_lead_band"]);

/** Opens the worlds with the marts that compare attributes. */
export const openAttributes = (): Promise<Worlds> => Worlds.open(["marts.icp_suggestion"]);

/** The habits of a world: a next step, a second contact, a decision maker at the sales stage, and the first call within the hour. */
export async function compareHabits(worlds: Worlds, world: World): Promise<Comparison[]> {
  await worlds.build(world);
  return worlds.warehouse.rows<Comparison>(
    `with
       share as (
         select habit.habit, count(begun.journey_id) as with_count,
           count(case when stayed.status = 'advanced' then begun.journey_id end) as with_advanced,
           count(*) as all_count, count(case when stayed.status = 'advanced' then 1 end) as all_advanced
         from marts._at_stage as stayed
           join (select distinct habit from marts._habit_begin) as habit on stayed.stage_ordinal = 2
           left join marts._habit_begin as begun on begun.journey_id = stayed.journey_id and begun.stage_ordinal = 2 and begun.habit = habit.habit
         group by habit.habit)
     select contact.habit, contact.rate_ratio as ratio, contact.rate_ratio_low as low, contact.rate_ratio_high as high,
       (with_advanced / with_count) / ((all_advanced - with_advanced) / (all_count - with_count)) as naive,
       with_count::double as with_count, with_advanced::double as with_advanced_count, (all_count - with_count)::double as without_count,
       (all_advanced - with_advanced)::double as without_advanced_count
     from marts.sales_contact as contact join share on share.habit = contact.habit
     where contact.stage = 'meeting' and contact.ratio_status = 'ok'
     union all
     select speed_band, sales_ratio, sales_ratio_low, sales_ratio_high, naive_ratio, journey_count, sales_count, slower_count, slower_sales_count
     from marts.speed_to_lead_band where speed_band = 'within_1h'
     order by 1`,
  );
}

/** The lines that would be suggested for the rules of the ideal customer. */
export async function suggestedRules(worlds: Worlds, attributes: Attributes): Promise<string[]> {
  await worlds.buildAttributes(attributes);
  const rows = await worlds.warehouse.rows<{ field: string; field_value: string }>(
    "select field, field_value from marts.icp_suggestion where suggested_rule is not null order by all",
  );
  return rows.map(({ field, field_value }) => `${field} ${field_value}`);
}

/** Opens the worlds with the mart that follows attempts. */
export const openCalls = (): Promise<Worlds> => Worlds.open(["marts.follow_up_curve"]);

/** What the curve says of the n-th call, and of those who were won the share that was won by then, as it is usually told. */
export interface Answered {
  number: number;
  estimate: number;
  low: number;
  high: number;
  ofWon: number;
}

/** The first four calls in a row. */
export async function followCalls(worlds: Worlds, calls: Calls): Promise<Answered[]> {
  await worlds.buildCalls(calls);
  return worlds.warehouse.rows<Answered>(
    `select attempt_number as number, reply_estimate as estimate, reply_low as low, reply_high as high,
       (select (count(*) filter (where attempt_number <= curve.attempt_number)) / count(*) from core.fct_activity where is_reply) as "ofWon"
     from marts.follow_up_curve as curve where attempt_number <= 4 order by 1`,
  );
}
