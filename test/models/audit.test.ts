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

describe("a release that contradicts itself is not published", () => {
  test.each([
    [
      "a visit is lost",
      "delete from core.fct_stage_visit where visit_number = 1 and stage = 'lead'",
      /fct_stage_visit: accounting/,
    ],
    [
      "a visit ends in no known way",
      "update core.fct_stage_visit set exit_kind = 'gone' where exit_kind = 'advanced'",
      /fct_stage_visit: accounting/,
    ],
    [
      "a visit that was left counts as open",
      "update core.fct_stage_visit set exit_kind = 'open' where exit_kind = 'advanced'",
      /fct_stage_visit: accounting/,
    ],
    [
      "a step of the mature cohort does not begin where the last ended",
      "update marts.stage_conversion set mature_advanced_count = mature_advanced_count - 1 where stage_ordinal = 1 and mature_advanced_count > 0",
      /stage_conversion: telescoping/,
    ],
    [
      "a mature journey is missing from the steps",
      "update core.fct_journey set lead_source = 'purchased_list'",
      /stage_conversion: telescoping/,
    ],
    [
      "the steps of all sources are missing",
      "delete from marts.stage_conversion where segment_value = 'all'",
      /stage_conversion: telescoping/,
    ],
    [
      "a win is missing from the steps",
      "update core.fct_journey set outcome = 'open' where outcome = 'won'",
      /stage_conversion: telescoping/,
    ],
    [
      "a record is in no count of its file",
      "insert into ops.file (file_id, status, records_in, loaded, quarantined, deduplicated, skipped) values ('a', 'loaded', 10, 6, 1, 1, 1)",
      /ops\.file: records_in/,
    ],
    [
      "a row of a public table is there twice",
      "insert into core.fct_journey select * from core.fct_journey limit 1",
      /fct_journey: one row per journey_id/,
    ],
    [
      "two journeys have one id",
      "update core.fct_journey set journey_id = (select min(journey_id) from core.fct_journey)",
      /no two records and attempts share a journey_id; where they do, deliver one of their sources under another name: \d+ failing/,
    ],
    [
      "a row breaks what its table promises",
      "update marts.lead_to_customer set started_count = started_count + 1",
      /lead_to_customer: started_count = won_count/,
    ],
  ])("when %s", async (_, damage, message) => {
    await buildCase(
      warehouse,
      models,
      "estimates/a journey is mature once followed for the horizon and only what happened within it counts",
    );
    await audit(warehouse, models, effects);
    const [before] = await warehouse.rows<{ passed: boolean }>(
      "select bool_and(status = 'passed') as passed from ops.audit",
    );
    expect(before?.passed).toBe(true);
    await warehouse.run(damage);
    await expect(audit(warehouse, models, effects)).rejects.toMatchObject({
      kind: "dataCheck",
      message: expect.stringMatching(message) as string,
    });
  });
});
