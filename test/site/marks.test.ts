import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rowsOf, type Columns } from "../../dashboards/lib/columns.ts";
import type { DealsRowsRow } from "../../dashboards/lib/data.ts";
import { behind } from "../../dashboards/lib/deals.ts";
import { noFilters, queryOf, type Filters } from "../../dashboards/lib/filters.ts";
import { markedBy, severalOf } from "../../dashboards/lib/marked.ts";
import { countWords } from "../../dashboards/words/counts.ts";
import { isMark } from "../../dashboards/words/marks.ts";
import { programRoot } from "../../pipelines/contract/home.ts";
import { tableOf } from "../../pipelines/site/read-marts.ts";
import type { Model } from "../../pipelines/transform/model.ts";
import type { Warehouse } from "../../pipelines/warehouse/open.ts";
import { buildCase, caseNames, expectedTables } from "../models/case.ts";
import { openFactsWarehouse, orderFacts } from "../models/facts-warehouse.ts";

let warehouse: Warehouse;
let models: Model[];
beforeAll(async () => {
  warehouse = await openFactsWarehouse();
  models = await orderFacts(warehouse);
});
afterAll(() => {
  warehouse.close();
});

/**
 * What each mart counts and how a page asks for the deals of it: a query that gives the count as `found`, and the filters by their names.
 * Lines of a mark are told apart by a bar.
 */
const counts: Record<string, string> = {
  handoff: `
    with own as (select *, case when segment = 'lead_source' then segment_value end as source from marts.handoff where pipeline = 'sales' and (segment_value = 'all' or segment = 'lead_source'))
    select handed_count as found, source, 'handed' as mark from own
    union all select accepted_count, source, 'accepted' from own
    union all select rejected_count, source, 'rejected' from own
    union all select waiting_count, source, 'waiting_for_sales' from own
    union all select returned_count, source, 'returned' from own
    union all select within_sla_count, source, 'in_time' from own
    union all select sla_judged_count, source, 'sla_judged' from own`,
  handoff_reason: `
    select sum(rejected_count) as found, 'rejected_for=' || case when reason is null then '_none' when rejected_count < 3 then '_few' else reason end as mark
    from marts.handoff_reason where pipeline = 'sales' group by 2`,
  speed_to_lead: `
    with own as (select *, case when segment = 'lead_source' then segment_value end as source from marts.speed_to_lead where pipeline = 'sales' and (segment_value = 'all' or segment = 'lead_source'))
    select never_touched_count as found, source, 'never_touched' as mark from own
    union all select touched_within_5m_count, source, 'touched_5m' from own
    union all select touched_within_1h_count, source, 'touched_1h' from own
    union all select touched_within_24h_count, source, 'touched_24h' from own
    union all select judged_5m_count, source, 'judged_5m' from own
    union all select judged_1h_count, source, 'judged_1h' from own
    union all select judged_24h_count, source, 'judged_24h' from own`,
  speed_to_lead_band: `
    select journey_count as found, 'compared_' || speed_band as mark from marts.speed_to_lead_band where pipeline = 'sales'
    union all select sales_count, 'in_sales_' || speed_band from marts.speed_to_lead_band where pipeline = 'sales'`,
  icp_alignment: `
    with own as (select *, strftime(month, '%Y-%m') as day from marts.icp_alignment where pipeline = 'sales')
    select sql_count as found, 'sales' as at, day as "from", day as "to", null as mark from own
    union all select match_count, 'sales', day, day, 'fit_match' from own
    union all select mismatch_count, 'sales', day, day, 'fit_mismatch' from own
    union all select unknown_count, 'sales', day, day, 'fit_unknown' from own
    union all select unknown_account_count, 'sales', day, day, 'unknown_account' from own
    union all select unknown_country_count, 'sales', day, day, 'unknown_country' from own
    union all select unknown_industry_count, 'sales', day, day, 'unknown_industry' from own
    union all select unknown_employee_count, 'sales', day, day, 'unknown_employee_count' from own
    union all select unknown_lead_source_count, 'sales', day, day, 'unknown_lead_source' from own
    union all select unknown_product_count, 'sales', day, day, 'unknown_product' from own`,
  sales_contact: `
    select open_count as found, stage, 'waiting' as at, 'open' as outcome, null as mark from marts.sales_contact where pipeline = 'sales'
    union all select open_with_count, stage, 'waiting', 'open', 'with_' || habit from marts.sales_contact where pipeline = 'sales'
    union all select open_without_count, stage, 'waiting', 'open', 'without_' || habit from marts.sales_contact where pipeline = 'sales'`,
  proposal_performance: `
    select journey_count as found, 'proposal_' || segment || '=' || segment_value as mark, null as outcome from marts.proposal_performance where segment <> 'owner'
    union all select won_count, 'proposal_' || segment || '=' || segment_value, 'won' from marts.proposal_performance where segment <> 'owner'
    union all select lost_count, 'proposal_' || segment || '=' || segment_value, 'lost' from marts.proposal_performance where segment <> 'owner'
    union all select expired_count, 'proposal_' || segment || '=' || segment_value || '|proposal_expired', null from marts.proposal_performance where segment <> 'owner'`,
  follow_up_curve:
    "select journey_count as found, 'attempts=' || attempt_number as mark from marts.follow_up_curve",
  silence_curve: `
    select count(deal.journey_id) as found, 'silent_days=' || days as mark, 'open' as outcome, 'waiting' as at, deal.stage
    from marts.open_journeys as deal, range(1, 60, 7) as silence(days)
    where deal.lead_source <> 'purchased_list' and deal.silence_seconds >= 86400 * days group by days, deal.stage`,
  source_quality: `
    with own as (
      select *, case when segment = 'lead_source' then segment_value end as source, case when segment <> 'lead_source' then segment || '=' || segment_value end as own_mark
      from marts.source_quality where pipeline is not null
    )
    select lead_count as found, source, own_mark as mark, null as outcome, null as stage from own
    union all select won_count, source, own_mark, 'won', null from own
    union all select sql_count, source, own_mark, null, 'qualified' from own
    union all select duplicate_count, source, concat_ws('|', own_mark, 'duplicate'), null, null from own
    union all select invalid_contact_count, source, concat_ws('|', own_mark, 'invalid_contact'), null, null from own where invalid_contact_count is not null
    union all select called_count, source, concat_ws('|', own_mark, 'called'), null, null from own
    union all select connected_count, source, concat_ws('|', own_mark, 'connected'), null, null from own`,
  attribution: `
    select sum(journey_count) as found, 'won' as outcome, 'closed' as at, coalesce('touched=' || campaign, 'untouched') as mark, strftime(month, '%Y-%m') as "from", strftime(month, '%Y-%m') as "to"
    from marts.attribution where model = 'first' group by campaign, month
    union all select sum(won_credit), 'won', 'closed', 'credited', null, null from marts.attribution where model = 'linear'`,
};

/** What more of a pipeline is counted in the cases of these marts: of a stage, of visits and of attempts. */
const alsoCounted = [
  `
    select followed_count as found, 'at=' || stage || ' followed' as mark from marts.stage_conversion where pipeline = 'sales' and segment = 'all' and segment_value = 'all' and horizon_days is not null
    union all select at_risk_count, 'at=' || stage || ' undecided' from marts.stage_conversion where pipeline = 'sales' and segment = 'all' and segment_value = 'all' and horizon_days is not null
    union all select sum(skipped_count)::bigint, 'at=' || stage || ' skipped' from marts.funnel_cube where pipeline = 'sales' and lead_source <> 'purchased_list' group by stage
    union all select sum(reworked_count)::bigint, 'at=' || stage || ' reworked' from marts.funnel_cube where pipeline = 'sales' and lead_source <> 'purchased_list' group by stage
    union all select followed_count, 'at=* followed' from marts.lead_to_customer where pipeline = 'sales' and segment = 'all' and segment_value = 'all' and cohort_month is null and horizon_days is not null
    union all select completed_count, 'visit=' || stage || ' left' from marts.cycle_time where pipeline = 'sales' and segment = 'all' and segment_value = 'all'
    union all select timed_count, 'visit=' || stage || ' timed' from marts.cycle_time where pipeline = 'sales' and segment = 'all' and segment_value = 'all'`,
  `
    with own as (select *, 'at=' || stage || ' ' as at_stage, strftime(month, '%Y-%m') as named from marts.period_rate where pipeline = 'sales' and segment = 'all' and segment_value = 'all')
    select reached_count as found, at_stage || 'came_' || named as mark from own
    union all select cohort_advanced_count, at_stage || 'came_' || named || ' went' from own
    union all select period_advanced_count, at_stage || 'went_' || named from own
    union all select period_lost_count, at_stage || 'lost_' || named from own`,
  `
    with own as (select *, 'at=' || stage || ' ' as at_stage from marts.sales_contact where pipeline = 'sales' and ratio_status not in ('not_recorded', 'never_here'))
    select with_advanced_count as found, at_stage || 'advanced with_' || habit as mark from own
    union all select without_advanced_count, at_stage || 'advanced -with_' || habit from own
    union all select landmark_with_count, at_stage || 'landmark had_' || habit from own where horizon_days is not null
    union all select landmark_without_count, at_stage || 'landmark -had_' || habit from own where horizon_days is not null
    union all select journey_count, 'at=' || stage || ' silent_' || silent_days from marts.silence_curve where pipeline = 'sales'
    union all select advanced_count, 'at=' || stage || ' silent_' || silent_days || ' advanced' from marts.silence_curve where pipeline = 'sales'`,
  `
    with own as (select *, 'visit=' || as_word(stage) || ' ' as at_stage, ':' || as_word(task) as task_word from marts.playbook where pipeline = 'sales')
    select due_count as found, at_stage || 'due' || task_word as mark from own
    union all select in_time_count, at_stage || 'in_time' || task_word from own
    union all select late_count, at_stage || 'late' || task_word from own
    union all select missing_count, at_stage || 'missing' || task_word from own
    union all select not_yet_due_count, at_stage || 'not_yet_due' || task_word from own
    union all select left_early_count, at_stage || 'left_early' || task_word from own`,
  `
    select attempt_count as found, 'attempt=' || attempt_number as mark from marts.follow_up_curve where pipeline = 'sales'
    union all select replied_count, 'attempt=' || attempt_number || ' replied' from marts.follow_up_curve where pipeline = 'sales'
    union all select followed_count, 'attempt=' || attempt_number || ' followed' from marts.follow_up_curve where pipeline = 'sales'
    union all select proposal_count, 'proposal_' || segment || '=' || segment_value from marts.proposal_performance where pipeline = 'sales' and segment <> 'owner'`,
  `
    with own as (select * from marts.speed_to_lead_band where pipeline = 'sales' and ratio_status <> 'slowest')
    select landmark_count as found, 'speed=touched_' || speed_band as mark from own
    union all select landmark_sales_count, 'speed=touched_' || speed_band || ' sales' from own
    union all select untouched_count, 'speed=untouched_' || speed_band from own
    union all select untouched_sales_count, 'speed=untouched_' || speed_band || ' sales' from own`,
];

const query = readFileSync(join(programRoot, "dashboards", "data", "deals", "rows.sql"), "utf8");
const cases = caseNames.filter((name) =>
  expectedTables(name).some((table) =>
    [...Object.keys(counts), "playbook"].some((mart) => table === `marts.${mart}`),
  ),
);

test.each(cases)(
  "every count of the pages opens its deals, and its visits, attempts and proposals: %s",
  async (name) => {
    await buildCase(warehouse, models, name);
    const table = await tableOf(warehouse, query, { deal_limit: 20_000 });
    const deals = rowsOf(table as unknown as Columns<DealsRowsRow>);
    const stages = await warehouse.rows<{ stage: string; ordinal: number }>(
      "select stage, ordinal from reference.stages where pipeline = 'sales'",
    );
    const order = new Map(stages.map(({ stage, ordinal }) => [stage, Number(ordinal)]));
    const wrong: string[] = [];
    for (const sql of [...Object.values(counts), ...alsoCounted])
      for (const { found, ...narrower } of await warehouse.rows<Record<string, unknown>>(sql)) {
        const set = Object.entries(narrower).map(([key, value]) => [
          key,
          String(value ?? "").replaceAll("|", "\n"),
        ]);
        const filters: Filters = {
          ...noFilters,
          pipeline: "sales",
          ...(Object.fromEntries(set) as Partial<Filters>),
        };
        expect(filters.mark === "" || isMark(filters.mark), filters.mark).toBe(true);
        const own = deals.filter(behind(filters, order));
        // counted by its lines in the list above, by its deals in the other
        const isSeveral = severalOf(filters.mark) !== null && alsoCounted.includes(sql);
        const marked = markedBy(filters.mark);
        const rows = isSeveral ? own.reduce((sum, { marks }) => sum + marked(marks), 0) : own.length;
        if (rows !== Number(found)) wrong.push(`${queryOf(filters)}: ${String(found)}, found ${rows}`);
      }
    expect(wrong).toEqual([]);
  },
);

test("what the deals of the cases are marked by has words on the page", async () => {
  const marks = await warehouse.rows<{ mark: string }>(
    "select distinct concat_ws('=', mark, mark_value) as mark from marts.deal_mark",
  );
  expect(marks.map(({ mark }) => mark).filter((mark) => !isMark(mark))).toEqual([]);
  const table = await tableOf(warehouse, query, { deal_limit: 20_000 });
  const told = (table["marks"] ?? []).flatMap((own) => (own === null ? [] : String(own).split("\n")));
  expect(told.filter((mark) => !isMark(mark))).toEqual([]);
  for (const words of [countWords.en, countWords.hu])
    expect(Object.keys(words)).toEqual(Object.keys(countWords.en));
});
