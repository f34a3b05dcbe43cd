import { quotedIdentifier } from "@duckdb/node-api";
import { decidedTables, referenceTables, type ReferenceTable } from "../../pipelines/reference/tables.ts";
import { writtenColumns } from "../../pipelines/reference/write.ts";
import { silent } from "../../pipelines/contract/effects.ts";
import { streamNames, typedColumns } from "../../pipelines/contract/streams.ts";
import { orderModels } from "../../pipelines/transform/dependencies.ts";
import { readFunctions, readModels, type Model } from "../../pipelines/transform/model.ts";
import { createLocalDays } from "../../pipelines/transform/sources.ts";
import { givenTables } from "../../pipelines/transform/transform.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";

/** The clock of these tests. */
export const effects = { now: () => new Date("2026-03-01T00:00:00Z"), report: silent };

/** A warehouse in memory with the functions and the local days, to be emptied by `createGiven` as often as needed. */
export async function openFactsWarehouse(): Promise<Warehouse> {
  const warehouse = await openWarehouse(":memory:", { threads: 1 });
  await warehouse.run("create schema reference; create schema kept");
  for (const { sql } of readFunctions()) await warehouse.run(sql);
  await createLocalDays(warehouse, ["Europe/Budapest", "UTC"]);
  await warehouse.run("create table kept.local_day as from reference.local_day");
  return warehouse;
}

/** Every table that exists before the models, empty; what a row does not say gets a default. Returns the names. */
export async function createGiven(warehouse: Warehouse): Promise<string[]> {
  for (const schema of ["marts", "core", "staging", "ops", "reference"])
    await warehouse.run(`drop schema if exists ${schema} cascade; create schema ${schema}`);
  await warehouse.run("create table reference.local_day as from kept.local_day");
  await warehouse.run("create or replace sequence delivered_row");
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
    ...(Object.keys(referenceTables) as ReferenceTable[]).flatMap(
      (table): [string, { name: string; type: string }[]][] =>
        decidedTables.includes(table) ? [] : [[`reference.${table}`, writtenColumns(table)]],
    ),
    ["reference.unconfirmed_pipeline", [{ name: "pipeline", type: "varchar" }]],
    [
      "reference._undecided",
      [
        { name: "source", type: "varchar" },
        { name: "source_pipeline", type: "varchar" },
        { name: "name_count", type: "bigint" },
        { name: "is_pipeline", type: "boolean" },
      ],
    ],
    [
      "reference._unmatched_stage",
      ["source", "pipeline", "source_stage", "nearest"].map((name) => ({ name, type: "varchar" })),
    ],
    ...readModels().flatMap((model): [string, { name: string; type: string }[]][] =>
      model.layer === "reference" && !model.name.startsWith("_")
        ? [[`reference.${model.name}`, model.columns]]
        : [],
    ),
    [
      "ops.watermark",
      [
        { name: "source", type: "varchar" },
        { name: "as_of", type: "timestamp" },
        { name: "kind", type: "varchar" },
        { name: "newest_event_at", type: "timestamp" },
      ],
    ],
    [
      "ops.run",
      [
        { name: "run_id", type: "varchar" },
        { name: "as_of", type: "timestamp" },
        { name: "is_sample", type: "boolean" },
        { name: "version", type: "varchar" },
      ],
    ],
    [
      "ops.file",
      [
        "file_id",
        "source",
        "stream",
        "name",
        "encoding",
        "delimiter",
        "status",
        "reason",
        "reason_hu",
        "delivery",
        "export_name",
        "fetched_stream",
      ]
        .map((name) => ({ name, type: "varchar" }))
        .concat(
          ["records_in", "loaded", "quarantined", "deduplicated", "skipped", "delivery_order"].map(
            (name) => ({ name, type: "bigint" }),
          ),
        )
        .concat([
          { name: "known_at", type: "timestamp" },
          { name: "unread_columns", type: "varchar[]" },
        ]),
    ],
  ];
  for (const [table, columns] of tables)
    await warehouse.run(
      `create table ${table} (${columns.map((column) => `${quotedIdentifier(column.name)} ${column.type}`).join(", ")})`,
    );
  return tables.map(([table]) => table);
}

/** The models, in the order in which they can be built. */
export async function orderFacts(warehouse: Warehouse): Promise<Model[]> {
  return orderModels(warehouse, readModels(), givenTables());
}
