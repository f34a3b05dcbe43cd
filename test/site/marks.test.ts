import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rowsOf, type Columns } from "../../dashboards/lib/columns.ts";
import type { DealsRowsRow } from "../../dashboards/lib/data.ts";
import { behind } from "../../dashboards/lib/deals.ts";
import { noFilters, queryOf, type Filters } from "../../dashboards/lib/filters.ts";
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

const query = readFileSync(join(programRoot, "dashboards", "data", "deals", "rows.sql"), "utf8");
const cases = caseNames.filter((name) =>
  expectedTables(name).some((table) => Object.keys(counts).some((mart) => table === `marts.${mart}`)),
);

test.each(cases)(
  "every count of proposals, follow-up, sources and attribution opens its deals: %s",
  async (name) => {
    await buildCase(warehouse, models, name);
    const table = await tableOf(warehouse, query, { deal_limit: 20_000 });
    const deals = rowsOf(table as unknown as Columns<DealsRowsRow>);
    const stages = await warehouse.rows<{ stage: string; ordinal: number }>(
      "select stage, ordinal from reference.stages where pipeline = 'sales'",
    );
    const order = new Map(stages.map(({ stage, ordinal }) => [stage, Number(ordinal)]));
    const wrong: string[] = [];
    for (const sql of Object.values(counts))
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
        const rows = deals.filter(behind(filters, order)).length;
        if (rows !== Number(found)) wrong.push(`${queryOf(filters)}: ${String(found)}, found ${rows}`);
      }
    expect(wrong).toEqual([]);
  },
);

test("what the deals of the cases are marked by has words on the page", async () => {
  const marks = await warehouse.rows<{ mark: string }>("select distinct mark from marts.deal_mark");
  expect(marks.map(({ mark }) => mark).filter((mark) => !isMark(mark))).toEqual([]);
});
