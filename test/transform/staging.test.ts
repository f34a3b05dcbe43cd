import { quotedIdentifier } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { rawColumns } from "../../pipelines/load/load.ts";
import { readModels } from "../../pipelines/transform/model.ts";
import { streamNames, typedColumns } from "../../pipelines/streams.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";

const meta = [
  { name: "_source", type: "varchar" },
  { name: "_file_id", type: "varchar" },
  { name: "_known_at", type: "timestamp" },
  { name: "_row", type: "bigint" },
];

/** A value of a type that no other column has in all of the rows. */
function valueOf(type: string, column: number, row: number): string {
  if (type === "boolean") return String(((column >> row) & 1) === 1);
  if (type === "timestamp" || type === "date") return `date '2026-01-01' + ${column * 10 + row}`;
  return `cast(${column * 10 + row} as ${type})`;
}

test("staging hands on what was read, every column of every vendor in its place", async () => {
  const engine = await openWarehouse(":memory:", { threads: 1 });
  try {
    await engine.run("create schema raw");
    const staging = readModels().filter(({ layer }) => layer === "staging");
    const read = (await rawColumns()).map(({ connector, stream }) => `${connector}__${stream}`);
    expect(staging.map(({ name }) => name).toSorted()).toEqual(read.toSorted());
    for (const model of staging) {
      const stream = streamNames.find((name) => model.name.endsWith(`__${name}`));
      if (stream === undefined) throw new Error(`${model.file} is of no stream`);
      const columns = [...meta, ...typedColumns(stream)];
      const row = (at: number) =>
        `select ${columns.map(({ name, type }, column) => `(${valueOf(type, column, at)})::${type} as ${quotedIdentifier(name)}`).join(", ")}`;
      await engine.run(
        `create table raw.${model.name} as ${[0, 1, 2, 3, 4, 5].map(row).join(" union all ")}`,
      );
      const expected = await engine.rows(
        `select _source as source, * exclude (_source) from raw.${model.name} order by _row`,
      );
      const actual = await engine.rows(`select * from (${model.sql}) order by _row`);
      expect(actual, model.file).toEqual(expected);
    }
  } finally {
    engine.close();
  }
});
