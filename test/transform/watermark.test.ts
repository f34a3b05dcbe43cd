import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { writeWatermarks } from "../../pipelines/transform/ops-tables.ts";
import type { Warehouse } from "../../pipelines/warehouse/open.ts";
import { createGiven, openFactsWarehouse } from "../models/facts-warehouse.ts";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openFactsWarehouse();
});
afterAll(() => {
  warehouse.close();
});
beforeEach(async () => {
  await createGiven(warehouse);
  await warehouse.run(`drop table ops.watermark;
    create or replace table ops.source_zone (file_id varchar, source varchar, zone varchar, declared_as_of timestamp, newest_event timestamp, newest_repeated timestamp);
    insert into reference.stage_map (source, pipeline, source_stage, kind, target_pipeline) values ('crm', '*', 'Lost', 'lost', 'sales');
    insert into staging.opportunities (opportunity_id, stage, closed_at) values ('1', 'Lost', '2027-12-31');`);
});

/** What the source is known until when its newest event is this one and a lost deal has a close date at the end of 2027. */
async function knownUntil(newestEvent: string | null, streams = "opportunities", asOf?: string) {
  await warehouse.run("insert into ops.source_zone values ('file', 'crm', 'UTC', null, $1, null)", [
    newestEvent,
  ]);
  await warehouse.run(
    "insert into ops.file (file_id, source, stream, status) values ('file', 'crm', $1, 'loaded')",
    [streams],
  );
  await writeWatermarks(warehouse, asOf);
  const [row] = await warehouse.rows<{ as_of: string }>("select as_of::varchar as as_of from ops.watermark");
  return row?.as_of;
}

describe("a source is known until something that has surely happened", () => {
  test("a close date that lies ahead is no watermark", async () => {
    expect(await knownUntil("2026-02-20 10:00:00")).toBe("2026-02-20 10:00:00");
  });
  test("the newest close date is the watermark of a file without any other time", async () => {
    expect(await knownUntil(null)).toBe("2027-12-31 00:00:00");
  });
  test("a close date far beyond all others is a mistyped year and no watermark", async () => {
    await warehouse.run(
      "insert into staging.opportunities (opportunity_id, stage, closed_at) values ('2', 'Lost', '2027-12-30'), ('3', 'Lost', '2072-12-31')",
    );
    expect(await knownUntil(null)).toBe("2027-12-31 00:00:00");
  });
  test("a source with a stage history is never known until a close date", async () => {
    expect(await knownUntil(null, "opportunities stage_changes")).toBeNull();
  });
  test("an event in the second pass of an hour that autumn repeats is later than one in the first", async () => {
    await warehouse.run(
      "insert into ops.source_zone values ('other', 'crm', 'Europe/Budapest', null, '2026-10-25 02:50', '2026-10-25 02:15')",
    );
    expect(await knownUntil("2026-02-20 10:00:00")).toBe("2026-10-25 01:15:00");
  });
  test("an explicit as-of goes before the newest event", async () => {
    expect(await knownUntil("2026-02-20 10:00:00", "opportunities", "2026-02-21 00:00:00")).toBe(
      "2026-02-21 00:00:00",
    );
  });
});
