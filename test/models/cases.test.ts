import { quotedIdentifier } from "@duckdb/node-api";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { audit } from "../../pipelines/audit/audit.ts";
import { silent } from "../../pipelines/effects.ts";
import { referenceTables } from "../../pipelines/reference/tables.ts";
import { streamNames, typedColumns } from "../../pipelines/streams.ts";
import { buildModels } from "../../pipelines/transform/build.ts";
import { orderModels } from "../../pipelines/transform/dependencies.ts";
import { readFunctions, readModels } from "../../pipelines/transform/model.ts";
import { compareWithPrevious } from "../../pipelines/release/compare.ts";
import { createLocalDays } from "../../pipelines/transform/sources.ts";
import { givenTables } from "../../pipelines/transform/transform.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";

/**
 * Each folder of test/models/cases is a rule: `given/<schema>.<table>.csv` lists only the columns that matter,
 * `expected/<schema>.<table>.csv` the columns to compare, ordered by all of them. `given/` of `_base` is used where a case gives none.
 */
const root = join(import.meta.dirname, "cases");
const effects = { now: () => new Date("2026-03-01T00:00:00Z"), report: silent };
const names = readdirSync(root).filter((name) => name !== "_base");

describe("the rules of the funnel", () => {
  test.each(names)("%s", async (name) => {
    const warehouse = await openWarehouse(":memory:", { threads: 1 });
    try {
      await build(warehouse, join(root, name, "given"));
      for (const file of readdirSync(join(root, name, "expected"))) {
        const path = join(root, name, "expected", file);
        const [header] = await warehouse.rows<{ columns: string[] }>(
          "select list(column_name) as columns from (describe from read_csv($1, header = true, all_varchar = true, delim = ','))",
          [path],
        );
        const columns = (header?.columns ?? []).map(quotedIdentifier);
        const actual = await warehouse.rows(
          `select ${columns.map((column) => `coalesce(${column}::varchar, '') as ${column}`).join(", ")} from ${file.replace(/\.csv$/, "")} order by all`,
        );
        const expected = await warehouse.rows(
          `select ${columns.map((column) => `coalesce(${column}, '') as ${column}`).join(", ")}
           from read_csv($1, header = true, all_varchar = true, delim = ',') order by all`,
          [path],
        );
        expect(actual, file).toEqual(expected);
      }
    } finally {
      warehouse.close();
    }
  });
});

async function build(warehouse: Warehouse, given: string): Promise<void> {
  await warehouse.run(
    "create schema ops; create schema staging; create schema core; create schema marts; create schema reference",
  );
  for (const { sql } of readFunctions()) await warehouse.run(sql);
  await createLocalDays(warehouse, ["Europe/Budapest", "UTC"]);
  await warehouse.run("create sequence delivered_row");
  const tables: [string, { name: string; type: string }[]][] = [
    ...streamNames.map((stream): [string, { name: string; type: string }[]] => [
      `staging.${stream}`,
      [
        { name: "source", type: "varchar default 'crm'" },
        { name: "_file_id", type: "varchar default 'file'" },
        { name: "_known_at", type: "timestamp" },
        { name: "_row", type: "bigint default nextval('delivered_row')" },
        ...typedColumns(stream).map((column) =>
          column.name.endsWith("_precision") ? { ...column, type: "varchar default 'second'" } : column,
        ),
      ],
    ]),
    ...Object.entries(referenceTables).map(([table, { columns }]): [string, { name: string; type: string }[]] => [
      `reference.${table}`,
      Object.entries(columns).map(([name, [, type]]) => ({ name, type: type ?? "varchar" })),
    ]),
    ["ops.watermark", [{ name: "source", type: "varchar" }, { name: "as_of", type: "timestamp" }, { name: "kind", type: "varchar" }, { name: "newest_event_at", type: "timestamp" }]],
    ["ops.run", [{ name: "run_id", type: "varchar" }, { name: "as_of", type: "timestamp" }, { name: "is_sample", type: "boolean" }, { name: "version", type: "varchar" }]],
    ["ops.file", ["file_id", "source", "stream", "name", "encoding", "delimiter", "status", "reason", "delivery"].map((name) => ({ name, type: "varchar" })).concat(["records_in", "loaded", "quarantined", "deduplicated", "skipped", "delivery_order"].map((name) => ({ name, type: "bigint" })))],
  ]; // prettier-ignore
  for (const [table, columns] of tables) {
    await warehouse.run(
      `create table ${table} (${columns.map((column) => `${quotedIdentifier(column.name)} ${column.type}`).join(", ")})`,
    );
    const own = join(given, `${table}.csv`);
    const path = existsSync(own) ? own : join(root, "_base", "given", `${table}.csv`);
    if (existsSync(path))
      await warehouse.run(
        `insert into ${table} by name select * from read_csv($1, header = true, all_varchar = true, delim = ',')`,
        [path],
      );
  }
  const models = await orderModels(
    warehouse,
    readModels().filter((model) => model.layer !== "staging"),
    givenTables([]),
  );
  const core = models.filter((model) => model.layer === "core");
  await buildModels(warehouse, core, effects);
  await warehouse.run("create table ops.issue as select kind, entity, id, detail, source from core._issue");
  await compareWithPrevious(warehouse, undefined, effects);
  await buildModels(
    warehouse,
    models.filter((model) => model.layer === "marts"),
    effects,
  );
  await audit(warehouse, models, effects);
}
