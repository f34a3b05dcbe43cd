import { quotedString } from "@duckdb/node-api";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConnectors } from "../../pipelines/connectors/all.ts";
import { blankFile, type LoadedFile } from "../../pipelines/contract/loaded-file.ts";
import { streamNames, typedColumns, type StreamName } from "../../pipelines/contract/streams.ts";
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
  await createLocalDays(warehouse, ["Europe/Budapest", "UTC"]);
});
afterEach(() => {
  warehouse.close();
});

/** A loaded file of one stream, with the rows of a query. */
async function loaded(name: string, stream: StreamName, sql: string): Promise<LoadedFile> {
  const path = join(folder, `${name}.parquet`);
  await warehouse.run(`copy (${sql}) to ${quotedString(path)} (format parquet)`);
  const columns = await warehouse.rows<{ column_name: string }>(`describe ${sql}`);
  const [row] = await warehouse.rows<{ rows: string }>(`select count(*) as rows from (${sql})`);
  const rows = Number(row?.rows);
  return {
    ...blankFile(`${name}.csv`),
    fileId: name,
    source: "crm",
    connector: "zoho",
    recordsIn: rows,
    loaded: rows,
    status: "loaded",
    zone: "Europe/Budapest",
    dates: "ymd",
    decimal: ".",
    newestEvent: "2026-07-01 12:00:00",
    streams: [{ stream, path, rows, columns: columns.map((column) => column.column_name) }],
  };
}

const zoho = { name: "zoho", streams: ["leads", "opportunities"] satisfies StreamName[] };
const rowsOf = (stream: StreamName, columns: string) =>
  warehouse.rows(`select ${columns} from staging.${stream} order by _file_id, _row`);

test("files with the columns in another order, more of them or fewer make one stream", async () => {
  const files = [
    await loaded("a", "leads", "select 'L1' as lead_id, 'New' as stage union all select 'L2', 'Won'"),
    await loaded("b", "leads", "select 'Lost' as stage, 'L3' as lead_id"),
    await loaded("c", "leads", "select 'HU' as country, 'L4' as lead_id, 7 as _misfit"),
  ];
  await createStreamViews(warehouse, [zoho], files);
  expect(await rowsOf("leads", "source, _file_id, _row, _known_at, lead_id, stage, country")).toEqual([
    {
      source: "crm",
      _file_id: "a",
      _row: "0",
      _known_at: "2026-07-01 12:00:00",
      lead_id: "L1",
      stage: "New",
      country: null,
    },
    {
      source: "crm",
      _file_id: "a",
      _row: "1",
      _known_at: "2026-07-01 12:00:00",
      lead_id: "L2",
      stage: "Won",
      country: null,
    },
    {
      source: "crm",
      _file_id: "b",
      _row: "0",
      _known_at: "2026-07-01 12:00:00",
      lead_id: "L3",
      stage: "Lost",
      country: null,
    },
    {
      source: "crm",
      _file_id: "c",
      _row: "0",
      _known_at: "2026-07-01 12:00:00",
      lead_id: "L4",
      stage: null,
      country: "HU",
    },
  ]);
});

test("every stream has every column, whoever delivered it", async () => {
  const connectors = await readConnectors();
  await createStreamViews(warehouse, connectors, []);
  for (const stream of streamNames) {
    const found = await warehouse.rows<{ name: string; type: string }>(
      `select column_name as name, lower(column_type) as type from (describe staging.${stream})`,
    );
    expect(found.slice(4), stream).toEqual(typedColumns(stream));
    expect(
      connectors.some(({ streams }) => streams.includes(stream)),
      stream,
    ).toBe(true);
  }
});

test("an instant is told in UTC by the zone of its own file", async () => {
  const noon = "select 'L1' as lead_id, timestamp '2026-07-01 12:00:00' as created_at";
  const files = [await loaded("a", "leads", noon), { ...(await loaded("b", "leads", noon)), zone: "UTC" }];
  await createStreamViews(warehouse, [zoho], files);
  expect(await rowsOf("leads", "created_at")).toEqual([
    { created_at: "2026-07-01 10:00:00" },
    { created_at: "2026-07-01 12:00:00" },
  ]);
});

test("an instant in the second pass of an hour that autumn repeats is an hour after the same wall time in the first", async () => {
  const row = (id: string, wall: string, isRepeated: string) =>
    `select '${id}' as lead_id, timestamp '${wall}' as created_at, ${isRepeated} as created_at_repeated`;
  const lines = [
    row("L1", "2026-10-25 02:30", "false"),
    row("L2", "2026-10-25 02:30", "true"),
    row("L3", "2026-10-25 02:30", "null"),
    row("L4", "2026-10-25 03:30", "false"),
  ];
  await createStreamViews(warehouse, [zoho], [await loaded("a", "leads", lines.join(" union all "))]);
  expect((await rowsOf("leads", "created_at")).map((each) => each["created_at"])).toEqual([
    "2026-10-25 00:30:00",
    "2026-10-25 01:30:00",
    "2026-10-25 00:30:00",
    "2026-10-25 02:30:00",
  ]);
});

test("rows of a stream that the connector does not name are refused, for no model would see them", async () => {
  const deals = await loaded("deals", "products", "select 'P1' as product_id");
  await expect(createStreamViews(warehouse, [zoho], [deals])).rejects.toThrow(
    'deals.csv: the connector zoho read 1 rows of the stream products, but its streams are leads, opportunities, so no model would see them; add "products" to streams in pipelines/connectors/zoho.ts',
  );
});

test("a stream with fewer or more rows than were loaded is no stream to count on", async () => {
  const file = await loaded("a", "leads", "select 'L1' as lead_id union all select 'L2'");
  const [part] = file.streams;
  if (part === undefined) throw new Error("no stream");
  for (const rows of [1, 3]) {
    const views = createStreamViews(warehouse, [zoho], [{ ...file, streams: [{ ...part, rows }] }]);
    await expect(views).rejects.toThrow(
      `staging.leads: expected the ${rows} rows of the 1 files that were loaded, found 2`,
    );
    await warehouse.run("drop schema staging cascade; create schema staging");
  }
});
