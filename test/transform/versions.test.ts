import { quotedString } from "@duckdb/node-api";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { blankFile, type LoadedFile } from "../../pipelines/contract/loaded-file.ts";
import { streamNames, type StreamName } from "../../pipelines/contract/streams.ts";
import { readFunctions } from "../../pipelines/transform/model.ts";
import { createLocalDays, createStreamViews } from "../../pipelines/transform/sources.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { scratchFolder } from "../scratch.ts";

let warehouse: Warehouse;
let folder: string;
beforeEach(async () => {
  folder = scratchFolder();
  warehouse = await openWarehouse(":memory:", { threads: 1 });
  await warehouse.run("create schema reference; create schema staging");
  for (const { sql } of readFunctions()) await warehouse.run(sql);
  await createLocalDays(warehouse, ["UTC"]);
});
afterEach(() => {
  warehouse.close();
});

interface Given {
  day: string;
  sql: string;
  source?: string;
  stream?: StreamName;
  partly?: string[];
}

async function deliver(...given: Given[]): Promise<void> {
  const files: LoadedFile[] = [];
  for (const [
    index,
    { day, sql, source = "crm", stream = "opportunities", partly = [] },
  ] of given.entries()) {
    const name = `file-${index}`;
    const path = join(folder, `${name}.parquet`);
    await warehouse.run(`copy (${sql}) to ${quotedString(path)} (format parquet)`);
    const columns = await warehouse.rows<{ column_name: string }>(`describe ${sql}`);
    const [row] = await warehouse.rows<{ rows: string }>(`select count(*) as rows from (${sql})`);
    const rows = Number(row?.rows);
    files.push({
      ...blankFile(`${name}.csv`),
      fileId: name,
      source,
      connector: "mapped",
      recordsIn: rows,
      loaded: rows,
      status: "loaded",
      zone: "UTC",
      dates: "ymd",
      decimal: ".",
      newestEvent: `${day} 12:00:00`,
      streams: [{ stream, path, rows, columns: columns.map((column) => column.column_name), partly }],
    });
  }
  await createStreamViews(warehouse, [{ name: "mapped", streams: streamNames }], files);
}

/** The newest version of each record. */
const newest = (columns: string, stream = "opportunities", id = "opportunity_id") =>
  warehouse.rows(
    `select ${columns} from staging.${stream} qualify row_number() over (partition by source, ${id} order by _known_at desc, _row desc) = 1 order by source, ${id}`,
  );

test("what a newer export has no column for stays as it was told last, and what it has an empty cell for is empty", async () => {
  await deliver(
    {
      day: "2026-01-01",
      sql: "select '1' as opportunity_id, 'New' as stage, 'Ann' as owner_id, 'Web' as lead_source, 5.00 as amount union all select '2', 'New', 'Ben', 'Fair', 7.00",
    },
    { day: "2026-02-01", sql: "select '1' as opportunity_id, 'Offer' as stage, null::varchar as owner_id" },
    { day: "2026-03-01", sql: "select '1' as opportunity_id, 9.00 as amount union all select '3', 1.00" },
  );
  expect(await newest("opportunity_id, stage, owner_id, lead_source, amount")).toEqual([
    { opportunity_id: "1", stage: "Offer", owner_id: null, lead_source: "Web", amount: "9.00" },
    { opportunity_id: "2", stage: "New", owner_id: "Ben", lead_source: "Fair", amount: "7.00" },
    { opportunity_id: "3", stage: null, owner_id: null, lead_source: null, amount: "1.00" },
  ]);
});

test("an export that is older tells nothing of a newer one, whichever was delivered first, nor does another source", async () => {
  await deliver(
    { day: "2026-03-01", sql: "select '1' as opportunity_id, 'Offer' as stage" },
    { day: "2026-01-01", sql: "select '1' as opportunity_id, 'New' as stage, 'Ann' as owner_id" },
    { day: "2026-01-01", sql: "select '1' as opportunity_id, 'Bea' as owner_id", source: "other" },
    { day: "2026-04-01", sql: "select '1' as opportunity_id, 'Kim' as owner_id", source: "other" },
  );
  expect(await newest("source, stage, owner_id")).toEqual([
    { source: "crm", stage: "Offer", owner_id: "Ann" },
    { source: "other", stage: null, owner_id: "Kim" },
  ]);
});

test("the times of a stage are told with it: of another stage they say nothing", async () => {
  const older =
    "select '1' as opportunity_id, 'Offer' as stage, timestamp '2026-01-31 09:00' as closed_at, 'day' as closed_at_precision, timestamp '2026-01-01 09:00' as updated_at, 'second' as updated_at_precision union all select '2', 'Won', timestamp '2026-01-31 09:00', 'day', timestamp '2026-01-31 09:00', 'second'";
  await deliver(
    { day: "2026-01-31", sql: older },
    { day: "2026-02-01", sql: "select unnest(['1', '2']) as opportunity_id, 'Won' as stage" },
  );
  expect(await newest("opportunity_id, closed_at, closed_at_precision, updated_at")).toEqual([
    { opportunity_id: "1", closed_at: null, closed_at_precision: null, updated_at: null },
    {
      opportunity_id: "2",
      closed_at: "2026-01-31 09:00:00",
      closed_at_precision: "day",
      updated_at: "2026-01-31 09:00:00",
    },
  ]);
});

test("where won and lost stand beside the stage, an export without one of the two is read with the other as it was told last", async () => {
  const phases =
    "select unnest(['1', '2', '3']) as opportunity_id, unnest(['Won', 'Won', 'Offer']) as stage, 'Offer' as last_stage, unnest([true, true, false]) as is_closed";
  await deliver(
    { day: "2026-01-01", sql: phases },
    {
      day: "2026-02-01",
      sql: "select unnest(['1', '2']) as opportunity_id, unnest(['Offer', 'New']) as stage, unnest(['Offer', 'New']) as last_stage",
    },
    {
      day: "2026-03-01",
      sql: "select unnest(['3', '1']) as opportunity_id, null::varchar as stage, false as is_closed",
      partly: ["stage"],
    },
  );
  expect(await newest("opportunity_id, stage, is_closed")).toEqual([
    { opportunity_id: "1", stage: "Offer", is_closed: false },
    { opportunity_id: "2", stage: "New", is_closed: null },
    { opportunity_id: "3", stage: "Offer", is_closed: false },
  ]);
  expect(
    await warehouse.rows(
      "select stage from staging.opportunities where opportunity_id = '1' order by _known_at",
    ),
  ).toEqual([{ stage: "Won" }, { stage: "Won" }, { stage: "Offer" }]);
});

test.each([
  ["accounts", "account_id"],
  ["contacts", "contact_id"],
  ["leads", "lead_id"],
] as [StreamName, string][])("a narrower view of %s wipes nothing", async (stream, id) => {
  await deliver(
    { day: "2026-01-01", sql: `select 'X' as ${id}, 'HU' as country`, stream },
    { day: "2026-02-01", sql: `select 'X' as ${id}`, stream },
  );
  expect(await newest("country", stream, id)).toEqual([{ country: "HU" }]);
});

test("a cell that another column tells, where the column for it is missing, holds where it tells something", async () => {
  await deliver(
    {
      day: "2026-01-01",
      sql: "select unnest(['1', '2']) as opportunity_id, 5.00 as amount, 'HUF' as currency",
    },
    {
      day: "2026-02-01",
      sql: "select unnest(['1', '2']) as opportunity_id, 6.00 as amount, unnest([null, 'EUR']) as currency",
      partly: ["currency"],
    },
  );
  expect(await newest("amount, currency")).toEqual([
    { amount: "6.00", currency: "HUF" },
    { amount: "6.00", currency: "EUR" },
  ]);
});
