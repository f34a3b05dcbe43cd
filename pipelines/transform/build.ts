import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import { FunnelError } from "../contract/errors.ts";
import type { Effects } from "../contract/effects.ts";
import { faultPoint } from "../contract/faults.ts";
import { firstLine, isOfTheMachine, isOutOfMemory } from "../warehouse/engine-error.ts";
import { transaction, useThreads, type Warehouse } from "../warehouse/open.ts";
import { tableOf, type Model } from "./model.ts";

/** A model that was built, and how long it took: of a view, only to define it. */
export interface Built {
  model: Model;
  milliseconds: number;
}

/**
 * Models that say `stored: no` are views, the others tables, in the order given. Throws a data-check error that names the model.
 * Rows of a table are in no order, which takes less memory: whoever reads them says theirs.
 */
export async function buildModels(warehouse: Warehouse, models: Model[], effects: Effects): Promise<Built[]> {
  const built: Built[] = [];
  await warehouse.run("set preserve_insertion_order = false");
  for (const [index, model] of models.entries()) {
    effects.report.progress(index, models.length, tableOf(model));
    const started = effects.now().getTime();
    await buildModel(warehouse, model);
    built.push({ model, milliseconds: effects.now().getTime() - started });
  }
  await warehouse.run("reset preserve_insertion_order");
  return built;
}

/** Creates one model and checks that its query returns exactly the columns of its header. */
export async function buildModel(warehouse: Warehouse, model: Model): Promise<void> {
  const target = `${model.layer}.${quotedIdentifier(model.name)}`;
  try {
    faultPoint("model");
    if (model.isView) await warehouse.run(`create or replace view ${target} as ${model.sql}`);
    else await withLessMemory(warehouse, `create or replace table ${target} as ${model.sql}`);
  } catch (error) {
    if (isOfTheMachine(error)) throw error;
    if (isBinding(error))
      throw new FunnelError("config", "model_binding", `${model.file}: ${firstLine(error)}`, {
        cause: error,
      });
    throw new FunnelError("dataCheck", "model_failed", `${model.file}: ${firstLine(error)}`, {
      cause: error,
    });
  }
  if (isPublic(model) || model.columns.length > 0) await checkColumns(warehouse, model, target);
}

/** Runs a statement, and on one thread where those of the engine together want more memory than it has. */
async function withLessMemory(warehouse: Warehouse, sql: string): Promise<void> {
  try {
    await warehouse.run(sql);
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    const [set] = await warehouse.rows<{ threads: string }>("select current_setting('threads') as threads");
    await useThreads(warehouse, 1);
    try {
      await warehouse.run(sql);
    } finally {
      await useThreads(warehouse, Number(set?.threads));
    }
  }
}

const isPublic = (model: Model) => !model.name.startsWith("_");

const isBinding = (error: unknown) => /^(Binder|Catalog|Parser) Error/.test(firstLine(error));

/** Compares the header's column list with what was built from the query; only a private model may have a header without columns. */
async function checkColumns(warehouse: Warehouse, model: Model, built: string): Promise<void> {
  const described = await warehouse.rows<{ column_name: string; column_type: string }>(`describe ${built}`);
  if (
    isPublic(model) &&
    (model.columns.length === 0 || model.grain.length === 0 || model.about === "" || model.answers === "")
  )
    throw new FunnelError(
      "config",
      "model_header",
      `${model.file}: a public model says what one row is, its grain, every column and the questions it answers`,
    );
  const actual = described.map((column) => ({
    name: column.column_name,
    type: column.column_type.toLowerCase(),
  }));
  const types = new Map(actual.map((column) => [column.name, column.type]));
  for (const column of model.columns) {
    const type = types.get(column.name);
    if (type === undefined)
      throw new FunnelError(
        "config",
        "model_header",
        `${model.file}: column ${column.name} is in the header but not in the query; the query returns ${[...types.keys()].join(", ")}`,
      );
    if (type !== column.type)
      throw new FunnelError(
        "config",
        "model_header",
        `${model.file}: column ${column.name} is ${column.type} in the header but ${type} in the query; cast it in the final select`,
      );
  }
  const extra = actual.filter((column) => !model.columns.some((known) => known.name === column.name));
  if (extra.length > 0)
    throw new FunnelError(
      "config",
      "model_header",
      `${model.file}: column ${extra.map((column) => column.name).join(", ")} is in the query but not in the header; document it`,
    );
}

/** Header prose as comments on tables and columns, so that a shell shows them. */
export async function commentModels(warehouse: Warehouse, models: Model[]): Promise<void> {
  const comments = models.filter(isPublic).flatMap((model) => {
    const table = `${model.layer}.${quotedIdentifier(model.name)}`;
    return [
      `comment on ${model.isView ? "view" : "table"} ${table} is ${quotedString(model.about)}`,
      ...model.columns
        .filter((column) => column.about !== "")
        .map(
          (column) =>
            `comment on column ${table}.${quotedIdentifier(column.name)} is ${quotedString(column.about)}`,
        ),
    ];
  });
  if (comments.length === 0) return;
  // one flush to the disk instead of one per comment
  await transaction(warehouse, () => warehouse.run(comments.join(";\n")));
}
