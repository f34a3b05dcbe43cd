import type { Model } from "../../pipelines/transform/model.ts";
import { buildModels } from "../../pipelines/transform/build.ts";
import { originsOf } from "../../pipelines/transform/dependencies.ts";
import { tableOf } from "../../pipelines/transform/model.ts";
import { buildFacts } from "../../pipelines/transform/transform.ts";
import type { Warehouse } from "../../pipelines/warehouse/open.ts";
import { createGiven, effects, openFactsWarehouse, orderFacts } from "../models/facts-warehouse.ts";

/** What a world has of its own. A ratio is how many times as fast journeys go on with the habit; 1 is a world without any effect. */
export interface World {
  deals: number;
  seed: number;
  /** Of journeys with a next step, at the sales stage. */
  nextStepRatio: number;
  /** Of leads that are called within the hour, until they come to sales. */
  speedRatio: number;
}

/** Decided deals with 40 values of attributes. Those of the industry `trade 1` are won with so many times the odds of the others. */
export interface Attributes {
  deals: number;
  seed: number;
  odds: number;
}

/** Deals on which somebody calls every three days until there is an answer: of the first call so likely, of each further one so many times. */
export interface Calls {
  deals: number;
  seed: number;
  first: number;
  ratio: number;
}

/** What is decided and known of every world. */
const givenSql = `
      insert into ops.run (run_id, as_of, is_sample, version) values ('worlds', timestamp '2026-01-01', false, '0');
      insert into ops.watermark (source, as_of, kind) values ('crm', timestamp '2026-01-01', 'declared');
      insert into reference.settings (key, value) values ('reporting_time_zone', 'UTC'), ('base_currency', 'HUF'), ('misclick_seconds', '60'),
        ('reopen_days', '90'), ('same_lead_days', '30'), ('lead_to_customer_days', '180'), ('working_hours_start', '09:00'), ('working_hours_end', '17:00'),
        ('summary_hours', '24'), ('accept_sla_work_hours', '16'), ('landmark_days', '7'), ('hot_days', '14'), ('follow_up_floor', '0.02');
      insert into reference.stages (pipeline, stage, ordinal, team, label_en, label_hu) values
        ('sales', 'lead', 1, 'marketing', 'Lead', 'Lead'), ('sales', 'meeting', 2, 'sales', 'Meeting', 'Megbeszélés')`;

/** A warehouse with the marts that compare habits, to be built on one world after the other. */
export class Worlds {
  private constructor(
    readonly warehouse: Warehouse,
    private readonly marts: Model[],
  ) {}

  static async open(tables: string[]): Promise<Worlds> {
    const warehouse = await openFactsWarehouse();
    const models = await orderFacts(warehouse);
    await createGiven(warehouse);
    await warehouse.run(givenSql);
    await buildFacts(warehouse, models, { files: [] }, effects);
    const origins = await originsOf(warehouse, models);
    const wanted = new Set(tables.flatMap((table) => [table, ...(origins.get(table) ?? [])]));
    return new Worlds(
      warehouse,
      models.filter((model) => model.layer === "marts" && wanted.has(tableOf(model))),
    );
  }

  /** Replaces the facts by those of a world, and builds the marts on them. */
  async build(world: World): Promise<void> {
    await this.rebuild(factsOf(world));
  }

  /** Replaces the facts by decided deals with attributes, and builds the marts on them. */
  async buildAttributes(attributes: Attributes): Promise<void> {
    await this.rebuild(attributesOf(attributes));
  }

  /** Replaces the facts by deals that are called until they answer, and builds the marts on them. */
  async buildCalls(calls: Calls): Promise<void> {
    await this.rebuild(callsOf(calls));
  }

  private async rebuild(facts: string): Promise<void> {
    await this.warehouse.run(
      `delete from core.fct_journey; delete from core.fct_stage_reach; delete from core.fct_stage_visit; delete from core.fct_activity;
       delete from core.bridge_journey_contact; delete from core._account; ${facts}`,
    );
    await buildModels(this.warehouse, this.marts, effects);
  }

  close(): void {
    this.warehouse.close();
  }
}

/**
 * Deals of two stages, drawn from exponential times, as facts. Three in ten are hot: they are called sooner, get a next step, a second
 * contact and a decision maker sooner, and go on faster, whatever anybody does. So the usual comparison of deals with a habit and
 * without it shows an effect in a world that has none: the habit needs time, which those who are lost early do not have, and
 * the hot ones get it first. The rate rises tenfold in the middle of the eleventh day, between the edges of all bands of age: within a
 * band it is taken as the same.
 */
export function factsOf({ deals, seed, nextStepRatio, speedRatio }: World): string {
  const days = (text: string) => `((${text}) * 86400)`;
  // an exponential time of a rate per day, in seconds
  const wait = (salt: number, rate: string) => days(`- ln(1 - draw(deal, ${salt})) / (${rate})`);
  // the same when the rate is multiplied from an instant on
  const waitFrom = (salt: number, rate: string, from: string, ratio: number) =>
    `case when ${wait(salt, rate)} <= (${from}) then ${wait(salt, rate)} else (${from}) + (${wait(salt, rate)} - (${from})) / ${ratio} end`;
  // few deals are won in their first ten days and a half: a day of them counts a tenth
  const early = 10.5 * 86400;
  const earlyOf = (at: string) =>
    `case when ${at} < ${early} then ${at} / 10 else ${at} - ${early * 0.9} end`;
  const lateOf = (at: string) =>
    `case when (${at}) < ${early / 10} then (${at}) * 10 else (${at}) + ${early * 0.9} end`;
  return `
    ${drawMacro(seed)}
    create or replace temp table deal as
    with
      kind as (
        select range as deal, draw(range, 1) < 0.3 as is_hot, (draw(range, 2) * 400 * 86400)::bigint as followed,
          ['referral', 'inbound_web', 'paid_search'][1 + floor(draw(range, 3) * 3)::integer] as lead_source
        from range(1, ${deals} + 1)
      ),
      called as (
        select *, case when draw(deal, 4) < 0.1 then 1e12 else ${wait(5, "case when is_hot then 40 else 0.4 end")} end as called from kind
      ),
      first_stage as (
        select *, case when called <= 3600 then ${waitFrom(6, "case when is_hot then 0.1 else 0.025 end", "called", speedRatio)}
            else ${wait(6, "case when is_hot then 0.1 else 0.025 end")} end as sales,
          ${wait(7, "case when is_hot then 0.02 else 0.04 end")} as lost_before
        from called
      ),
      second_stage as (
        select *, sales < lost_before and sales < followed as is_sales, followed - sales as rest,
          ${wait(8, "case when is_hot then 0.12 else 0.05 end")} as stepped,
          ${wait(9, "case when is_hot then 0.08 else 0.03 end")} as second_contact,
          ${wait(10, "case when is_hot then 0.06 else 0.02 end")} as decider,
          ${wait(11, "case when is_hot then 0.02 else 0.08 end")} as lost_after
        from first_stage
      )
    select *, ${lateOf(waitFrom(12, "case when is_hot then 0.08 else 0.04 end", earlyOf("stepped"), nextStepRatio))} as won
    from second_stage;
    create or replace temp table lived as
    select deal, is_hot, lead_source, is_sales, followed,
      greatest(least(sales, lost_before, followed), 1)::bigint as first_seconds,
      case when is_sales then 'advanced' when lost_before < followed then 'lost' else 'open' end as first_status,
      greatest(least(won, lost_after, rest), 1)::bigint as second_seconds,
      case when won < lost_after and won < rest then 'advanced' when lost_after < rest then 'lost' else 'open' end as second_status,
      called, stepped, second_contact, decider,
      timestamp '2026-01-01' - to_seconds(followed) as started_at
    from deal;
    insert into core.fct_journey by name
    select deal as journey_id, deal as first_journey_id, 1 as attempt, 'crm' as source_system, 'sales' as pipeline, lead_source,
      case when is_hot then 'A' else 'B' end as icp_tier, started_at, date_trunc('month', started_at)::date as cohort_month, 0 as entry_seconds, true as is_observed,
      case when is_sales then replace(second_status, 'advanced', 'won') else first_status end as outcome,
      case when is_sales and second_status <> 'open' then started_at + to_seconds(first_seconds + second_seconds)
        when not is_sales and first_status <> 'open' then started_at + to_seconds(first_seconds) end as outcome_at,
      true as is_timed, true as is_dated, case when not is_sales then 1 when second_status = 'advanced' then 3 else 2 end as furthest_ordinal,
      timestamp '2026-01-01' as watermark_at, 'second' as precision, false as is_impossible, false as is_bulk_import, false as is_deleted
    from lived;
    insert into core.fct_stage_reach by name
    select deal as journey_id, 'sales' as pipeline, 'lead' as stage, 1 as stage_ordinal, started_at as reached_at, 'visit' as reached_by, true as is_visited,
      first_status as status, started_at + to_seconds(first_seconds) as ended_at, first_seconds as elapsed_seconds, 0 as entry_seconds,
      true as is_observed, true as is_dated, true as is_timed, false as is_impossible
    from lived
    union all by name
    select deal as journey_id, 'sales' as pipeline, 'meeting' as stage, 2 as stage_ordinal, started_at + to_seconds(first_seconds) as reached_at, 'visit' as reached_by, true as is_visited,
      second_status as status, started_at + to_seconds(first_seconds + second_seconds) as ended_at, second_seconds as elapsed_seconds, 0 as entry_seconds,
      true as is_observed, true as is_dated, true as is_timed, false as is_impossible
    from lived where is_sales;
    insert into core.fct_activity by name
    select 'call ' || deal as activity_id, 'crm' as source_system, deal as journey_id, 'call' as kind, 'out' as direction,
      started_at + to_seconds(called::bigint) as occurred_at, true as is_done, 1 as attempt_number, false as is_reply, false as is_automatic, 'second' as precision
    from lived where called < first_seconds
    union all by name
    select 'step ' || deal as activity_id, 'crm' as source_system, deal as journey_id, 'task' as kind, started_at + to_seconds(first_seconds + stepped::bigint) as logged_at,
      started_at + to_seconds(first_seconds + stepped::bigint + 30 * 86400) as due_at, false as is_done, false as is_reply, false as is_automatic, 'second' as precision
    from lived where is_sales and stepped < second_seconds;
    insert into core.bridge_journey_contact by name
    select deal as journey_id, 'crm' as source_system, 'first ' || deal as contact_id, 'user' as role, started_at as known_from, true as is_dated from lived where is_sales
    union all by name
    select deal as journey_id, 'crm' as source_system, 'second ' || deal as contact_id, 'user' as role, started_at + to_seconds(first_seconds + second_contact::bigint) as known_from, true as is_dated from lived where is_sales and second_contact < second_seconds
    union all by name
    select deal as journey_id, 'crm' as source_system, 'decider ' || deal as contact_id, 'decision_maker' as role, started_at + to_seconds(first_seconds + decider::bigint) as known_from, true as is_dated from lived where is_sales and decider < second_seconds`;
}

/** A number in [0, 1) for each deal and salt, the same every time. */
const drawMacro = (seed: number) =>
  `create or replace macro draw(deal, salt) as (md5_number_lower(concat(${seed}, '/', deal, '/', salt)) >> 11)::double / 9007199254740992.0;`;

/** One deal in three is won, whatever its country, product, source and number of employees. */
function attributesOf({ deals, seed, odds }: Attributes): string {
  const pick = (salt: number, count: number) => `(1 + floor(draw(deal, ${salt}) * ${count})::integer)`;
  return `
    ${drawMacro(seed)}
    create or replace temp table decided as
    select range as deal, 'country ' || ${pick(1, 10).replaceAll("deal", "range")} as country, 'trade ' || ${pick(2, 10).replaceAll("deal", "range")} as industry,
      'product ' || ${pick(3, 10).replaceAll("deal", "range")} as product, [5, 20, 100, 1000][${pick(4, 4).replaceAll("deal", "range")}] as employee_count,
      ['inbound_web', 'paid_search', 'paid_social', 'organic', 'referral', 'event'][${pick(5, 6).replaceAll("deal", "range")}] as lead_source,
      draw(range, 6) as luck
    from range(1, ${deals} + 1);
    insert into core._account by name select 'crm' as source, deal::varchar as account_id, industry, employee_count from decided;
    create or replace temp table closed as
    select *, luck < case when industry = 'trade 1' then ${odds} * 0.5 / (1 + ${odds} * 0.5) else 0.5 / 1.5 end as is_won from decided;
    insert into core.fct_journey by name
    select deal as journey_id, 1 as attempt, 'crm' as source_system, 'sales' as pipeline, lead_source, country, product, deal::varchar as account_id,
      timestamp '2025-01-01' as started_at, date '2025-01-01' as cohort_month, 0 as entry_seconds, true as is_observed, case when is_won then 'won' else 'lost' end as outcome,
      timestamp '2025-01-05' as outcome_at, true as is_timed, true as is_dated, case when is_won then 3 else 1 end as furthest_ordinal,
      timestamp '2026-01-01' as watermark_at, 'second' as precision, false as is_impossible, false as is_bulk_import, false as is_deleted
    from closed;
    insert into core.fct_stage_reach by name
    select deal as journey_id, 'sales' as pipeline, stage, stage_ordinal, timestamp '2025-01-01' as reached_at, 'visit' as reached_by, true as is_visited,
      case when is_won then 'advanced' else 'lost' end as status, timestamp '2025-01-05' as ended_at, 345600 as elapsed_seconds, 0 as entry_seconds,
      true as is_observed, true as is_dated, true as is_timed, false as is_impossible
    from closed cross join (values ('lead', 1), ('meeting', 2)) as stages(stage, stage_ordinal) where is_won or stage_ordinal = 1`;
}

/** Days between two calls, days in which an answer counts, and deals lost per day whatever anybody does. */
const [gap, window, lostPerDay] = [3, 14, 0.01];

/** The share of the n-th calls that is answered within the window, by that call or a later one, before the deal is lost. */
export function answeredShare({ first, ratio }: Calls, number: number): number {
  let [open, answered] = [1, 0];
  for (let later = 0; later * gap <= window; later += 1) {
    const share = first * ratio ** (number + later - 1);
    answered += open * share;
    open *= (1 - share) * Math.exp(-lostPerDay * gap);
  }
  return answered;
}

/** Who answers is won five days later; the others are called thirty times, lost, or open at the end of the data. */
function callsOf({ deals, seed, first, ratio }: Calls): string {
  return `
    ${drawMacro(seed)}
    create or replace temp table tried as
    select deals.range as deal, calls.range as number, ${gap} * 86400 * calls.range as call_seconds,
      draw(deals.range, calls.range) < ${first} * pow(${ratio}, calls.range - 1) as is_answered,
      (- ln(1 - draw(deals.range, 100)) / ${lostPerDay} * 86400)::bigint as lost_seconds
    from range(1, ${deals} + 1) as deals, range(1, 31) as calls;
    create or replace temp table told as
    select deal, min(lost_seconds) as lost_seconds,
      min(case when is_answered and call_seconds < lost_seconds then call_seconds end) as answered_seconds
    from tried group by deal;
    create or replace temp table lived as
    select deal, answered_seconds, timestamp '2025-06-01' as started_at,
      coalesce(answered_seconds + 5 * 86400, least(lost_seconds, 200 * 86400)) as seconds,
      case when answered_seconds is not null then 'advanced' when lost_seconds < 200 * 86400 then 'lost' else 'open' end as status
    from told;
    insert into core.fct_journey by name
    select deal as journey_id, deal as first_journey_id, 1 as attempt, 'crm' as source_system, 'sales' as pipeline, 'referral' as lead_source,
      started_at, date_trunc('month', started_at)::date as cohort_month, 0 as entry_seconds, true as is_observed, replace(status, 'advanced', 'won') as outcome,
      case when status <> 'open' then started_at + to_seconds(seconds) end as outcome_at, true as is_timed, true as is_dated,
      case when status = 'advanced' then 3 else 1 end as furthest_ordinal, timestamp '2026-01-01' as watermark_at, 'second' as precision,
      false as is_impossible, false as is_bulk_import, false as is_deleted
    from lived;
    insert into core.fct_stage_reach by name
    select deal as journey_id, 'sales' as pipeline, stage, stage_ordinal, started_at + to_seconds(case when stage_ordinal = 1 then 0 else seconds end) as reached_at,
      case when stage_ordinal = 1 then 'visit' else 'skip' end as reached_by, stage_ordinal = 1 as is_visited, status, started_at + to_seconds(seconds) as ended_at,
      case when stage_ordinal = 1 then seconds else 0 end as elapsed_seconds, 0 as entry_seconds, true as is_observed, true as is_dated, true as is_timed, false as is_impossible
    from lived cross join (values ('lead', 1), ('meeting', 2)) as stages(stage, stage_ordinal) where status = 'advanced' or stage_ordinal = 1;
    insert into core.fct_activity by name
    select concat('call ', tried.deal, ' ', number) as activity_id, 'crm' as source_system, tried.deal as journey_id, 'call' as kind, 'out' as direction,
      started_at + to_seconds(call_seconds) as occurred_at, true as is_done, is_answered as is_connected, number as attempt_number, is_answered as is_reply,
      false as is_automatic, 'second' as precision
    from tried join lived on lived.deal = tried.deal
    where call_seconds <= coalesce(answered_seconds, seconds - 1)`;
}
