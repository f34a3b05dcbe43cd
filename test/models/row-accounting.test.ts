import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit } from "../../pipelines/audit/audit.ts";
import type { Model } from "../../pipelines/transform/model.ts";
import type { Warehouse } from "../../pipelines/warehouse/open.ts";
import { buildCase } from "./case.ts";
import { effects, openFactsWarehouse, orderFacts } from "./facts-warehouse.ts";

let warehouse: Warehouse;
let models: Model[];
beforeAll(async () => {
  warehouse = await openFactsWarehouse();
  models = await orderFacts(warehouse);
});
afterAll(() => {
  warehouse.close();
});

const world = "deliveries/every loaded row arrives in a fact or is counted under the reason why it does not";

describe("a model that loses rows on their way to the facts stops the release and names the file", () => {
  test.each([
    [
      "the changes of a history",
      "_event_of_history",
      "move.to_stage = trim(changes.to_stage)",
      "move.to_stage = 'x' || trim(changes.to_stage)",
      "history (stage_changes: 5 rows are counted nowhere)",
    ],
    [
      "the deals",
      "_record",
      "from staging.opportunities join core._file",
      "from (from staging.opportunities where opportunity_id > '1') as opportunities join core._file",
      "deals new (opportunities: 1 rows are counted nowhere)",
    ],
    [
      "the leads' stages",
      "_record_version",
      "'lead',",
      "'none',",
      "leads (leads: 1 rows are counted nowhere)",
    ],
    [
      "the journeys of deals",
      "fct_journey",
      "left join core._journey_state as state on state.identity_number = display.identity_number",
      "join core._journey_state as state on state.identity_number = display.identity_number",
      "deals new (opportunities: 2 rows are counted nowhere)",
    ],
    [
      "the members of lists",
      "_list_member",
      "staging.list_members",
      "staging.list_members where member_id <> 'm1'",
      "list (list_members: 2 rows are counted nowhere)",
    ],
    [
      "merges",
      "bridge_merge",
      "staging.merges",
      "staging.merges where merged_id <> 'b'",
      "merges (merges: 1 rows are counted nowhere)",
    ],
    [
      "accounts",
      "_account",
      "staging.accounts\n",
      "(from staging.accounts where account_id is null) as accounts\n",
      "accounts new (accounts: 1 rows are counted nowhere)",
    ],
    [
      "spend",
      "fct_ad_spend",
      "newest.is_newest",
      "newest.is_newest and newest.cost > 1",
      "spend (ad_spend: 1 rows are counted nowhere)",
    ],
    [
      "reports of spend",
      "_ad_spend",
      "left join ops.file",
      "join ops.file",
      "totals (ad_spend: 2 rows are counted nowhere)",
    ],
    [
      "campaigns",
      "fct_campaign",
      "is_newest",
      "is_newest and cost > 0",
      "campaigns new (campaigns: 1 rows are counted nowhere)",
    ],
    [
      "measurements",
      "_measurement",
      "left join ops.file",
      "join ops.file",
      "web new (web_analytics: 1 rows are counted nowhere)",
    ],
    [
      "customers of competitors",
      "competitor_customer",
      "staging.competitor_customers",
      "staging.competitor_customers where page is null",
      "page (competitor_customers: 2 rows are counted nowhere)",
    ],
    [
      "activities of nobody",
      "fct_activity",
      "left join core._activity_journey",
      "join core._activity_journey",
      "activities (activities: 1 rows are counted nowhere)",
    ],
    [
      "older activities",
      "_activity",
      "count(*) as row_count",
      "1 as row_count",
      "activities old (activities: 1 rows are counted nowhere)",
    ],
    [
      "touches",
      "fct_touch",
      "left join preceded",
      "join preceded",
      "touches (touches: 1 rows are counted nowhere)",
    ],
    [
      "proposals",
      "fct_proposal",
      "left join core._record_journey",
      "join core._record_journey",
      "proposals (proposals: 1 rows are counted nowhere)",
    ],
    [
      "people of deals",
      "bridge_journey_contact",
      "left join meaning",
      "join meaning",
      "roles (contact_roles: 1 rows are counted nowhere)",
    ],
    [
      "whole streams",
      "_row_accounting",
      "'owners'",
      "'nobody'",
      "owners (owners: 1 rows are counted nowhere)",
    ],
    [
      "nothing, but counts it twice",
      "_row_accounting",
      "'owners'",
      "'owners', 'accounts'",
      "accounts new (accounts: 1 rows are counted twice)",
    ],
  ])("%s", async (_, name, written, broken, place) => {
    const damaged = models.map((model) => {
      if (model.layer !== "core" || model.name !== name) return model;
      expect(model.sql).toContain(written);
      return { ...model, sql: model.sql.replaceAll(written, broken) };
    });
    await buildCase(warehouse, damaged, world);
    await expect(audit(warehouse, [], effects)).rejects.toMatchObject({
      kind: "dataCheck",
      message: expect.stringContaining(place) as string,
    });
  });
});

test("a stream that is counted as not used is read by no model of the facts", async () => {
  await buildCase(warehouse, models, world);
  const unused = await warehouse.rows<{ stream: string }>(
    "select stream from ops.row_accounting where fate = 'not_used'",
  );
  const readers = models.filter(
    ({ layer, name, sql }) =>
      layer === "core" &&
      name !== "_loaded_row" &&
      !name.startsWith("_issue_of_") &&
      unused.some(({ stream }) => sql.includes(`staging.${stream}\n`)),
  );
  expect(readers.map(({ name }) => name)).toEqual([]);
});
