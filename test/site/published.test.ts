import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeConsoleData, type Published } from "../../pipelines/site/console-data.ts";
import { withoutContacts, withoutContactsSql } from "../../pipelines/site/contacts.ts";
import { readCookbook } from "../../pipelines/site/cookbook.ts";
import { readPageQueries } from "../../pipelines/site/page-queries.ts";
import { listedColumns, textIn } from "../../pipelines/site/published-columns.ts";
import { readFunctions, readModels } from "../../pipelines/transform/model.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { scratchFolder } from "../scratch.ts";

const folder = scratchFolder();
const path = join(folder, "warehouse.duckdb");
const models = readModels().filter(({ layer, name }) => layer !== "reference" && !name.startsWith("_"));
const file = join(folder, "data.duckdb");
let published: Published;
let reader: Warehouse;

/** A warehouse with every public table, without rows but for a few. */
beforeAll(async () => {
  const writer = await openWarehouse(path);
  await writer.run("create schema core; create schema marts");
  for (const { sql } of readFunctions()) await writer.run(sql);
  for (const { layer, name, columns } of models)
    await writer.run(
      `create table ${layer}.${name} (${columns.map((column) => `"${column.name}" ${column.type}`).join(", ")})`,
    );
  await writer.run(
    `create table marts.dictionary (schema_name varchar, table_name varchar, column_name varchar, data_type varchar,
       description varchar, grain varchar, answers varchar)`,
  );
  await writer.run(
    `insert into core.fct_journey by name select 1 as journey_id, 'Kis Ágnes' as owner_id, 'told me so' as lost_reason,
       'agnes@example.com' as product, 'call +36 30 555 0142' as campaign_id, '9000010080' as opportunity_id`,
  );
  await writer.run(
    `insert into marts.stage_conversion by name
     select 'sales' as pipeline, unnest(['owner', 'country']) as segment, unnest(['Kis Ágnes', 'HU']) as segment_value`,
  );
  await writer.run(
    "insert into core.dim_utc_day by name select unnest(range(20000))::bigint as offset_after",
  );
  writer.close();
  published = await writeConsoleData(path, file);
  reader = await openWarehouse(file, { readOnly: true });
});
afterAll(() => {
  reader.close();
});

test("of every text column somebody decided whether it is published, once", () => {
  const undecided = models.flatMap(({ name, columns }) =>
    columns
      .filter(({ type, name: column }) => type === "varchar" && textIn(name, column) === undefined)
      .map(({ name: column }) => `${name}.${column}`),
  );
  expect(undecided, "name them in pipelines/site/published-columns.ts").toEqual([]);
  const known = new Set(
    models.flatMap(({ name, columns }) =>
      columns.flatMap((column) => [column.name, `${name}.${column.name}`]),
    ),
  );
  const ofDictionary = ["schema_name", "data_type", "description", "grain", "answers"];
  expect(listedColumns.filter((name) => !known.has(name) && !ofDictionary.includes(name))).toEqual([]);
  expect(listedColumns.filter((name, place) => listedColumns.indexOf(name) !== place)).toEqual([]);
});

test("a column of a person is not in the data, nor a row of one, and what people write loses its addresses and numbers", async () => {
  expect(published.withheld).toEqual(
    expect.arrayContaining([
      "core.fct_journey.owner_id",
      "core.fct_journey.lost_reason",
      "marts.data_quality.example_id",
    ]),
  );
  expect(await reader.rows("select product, campaign_id, opportunity_id from core.fct_journey")).toEqual([
    { product: "[e-mail]", campaign_id: "call [phone]", opportunity_id: "9000010080" },
  ]);
  expect(await reader.rows("select segment_value from marts.stage_conversion")).toEqual([
    { segment_value: "HU" },
  ]);
  await expect(reader.rows("select owner_id from core.fct_journey")).rejects.toThrow(/owner_id/);
});

test.each([
  ["a jane.doe@acme.example b", "a [e-mail] b"],
  ["jane_d+x@mail.acme.co.uk", "[e-mail]"],
  ["+36 30 555 0142", "[phone]"],
  ["+36305550142", "[phone]"],
  ["tel:0036 30 555 0142", "tel:[phone]"],
  ["06-30/555-0142", "[phone]"],
  ["(06) 1 234 5678", "[phone]"],
  ["030 5550142", "[phone]"],
  ["9000010080", "9000010080"],
  ["006Qy000001AbCdIAK", "006Qy000001AbCdIAK"],
  ["2026-10-28 12:00:00", "2026-10-28 12:00:00"],
  ["01/02/2026", "01/02/2026"],
  ["10 000 000", "10 000 000"],
  ["2025-05 – 2026-01", "2025-05 – 2026-01"],
  ["C++ 2025 2026, 0.05", "C++ 2025 2026, 0.05"],
])("%s is published as %s, by the pages and by the engine", async (text, shown) => {
  expect(withoutContacts(text)).toBe(shown);
  expect(
    await reader.rows(`select ${withoutContactsSql("given")} as shown from (select $1::varchar as given)`, [
      text,
    ]),
  ).toEqual([{ shown }]);
});

test("the queries of the cookbook and of the pages run on it; those on what is withheld do not", async () => {
  const queries = [...readCookbook(), ...readPageQueries()].map(({ file: name, sql }) => ({ name, sql }));
  const failing: string[] = [];
  for (const { name, sql } of queries)
    await reader
      .run(`explain ${sql.replaceAll("$deal_limit", "1").replace(/^(--.*\n)+/, "")}`)
      .catch(() => failing.push(name));
  expect(failing).toEqual([
    "docs/cookbook/loss-reasons.sql",
    "docs/cookbook/what-is-missing.sql",
    "dashboards/data/deals/rows.sql",
    "dashboards/data/explore/deals.sql",
    "dashboards/data/handoff/reasons.sql",
    "dashboards/data/journeys/names.sql",
    "dashboards/data/journeys/rows.sql",
    "dashboards/data/quality/issues.sql",
    "dashboards/data/summary/dimensions.sql",
    "dashboards/data/todo/rows.sql",
  ]);
});

test("equal warehouses give equal bytes, in storage that older engines read", async () => {
  const again = join(folder, "again.duckdb");
  await writeConsoleData(path, again);
  expect(readFileSync(again).equals(readFileSync(file))).toBe(true);
  const [stored] = await reader.rows<{ version: string }>(
    "select tags['storage_version'] as version from duckdb_databases() where database_name = 'data'",
  );
  expect(stored?.version).toMatch(/^v1\.0\.0/);
});

test("the largest tables are left out where the file would be too large, and named", async () => {
  const writer = await openWarehouse(path);
  await writer.run(
    "insert into core.dim_utc_day by name select (hash(range) % 1000000007)::bigint as offset_after, (hash(range + 1) % 1000000007)::bigint as offset_before from range(300000)",
  );
  writer.close();
  const small = await writeConsoleData(path, join(folder, "small.duckdb"), 4_000_000);
  expect(small.leftOut).toEqual(["core.dim_utc_day"]);
  expect(statSync(join(folder, "small.duckdb")).size).toBeLessThan(4_000_000);
  expect(small.tables.map(({ table }) => table)).not.toContain("core.dim_utc_day");
  expect(small.tables.map(({ table }) => table)).toContain("core.fct_journey");
});
