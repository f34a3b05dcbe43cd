import { FunnelError } from "../contract/errors.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { tableOf, type Model } from "./model.ts";

const mayRead: Record<Model["layer"], string[]> = {
  reference: ["staging", "decided", "reference", "ops"],
  core: ["staging", "reference", "core", "ops"],
  marts: ["core", "reference", "marts", "ops"],
};

/** The tables each query reads as schema.table, found by DuckDB's own parser. Throws a config error with the parser's message. */
export async function tablesOf<Query extends { file: string; sql: string }>(
  warehouse: Warehouse,
  queries: Query[],
): Promise<Map<Query, string[]>> {
  const rows = await warehouse.rows<{ tree: string }>(
    `select json_serialize_sql(query) as tree from (
       select unnest(from_json($1, '["varchar"]')) as query, generate_subscripts(from_json($1, '["varchar"]'), 1) as place)
     order by place`,
    [JSON.stringify(queries.map(({ sql }) => sql))],
  );
  return new Map(queries.map((query, index) => [query, tablesIn(query.file, rows[index]?.tree ?? "{}")]));
}

function tablesIn(file: string, serialized: string): string[] {
  const tree = JSON.parse(serialized) as { error?: boolean; error_message?: string };
  if (tree.error === true)
    throw new FunnelError("config", "model_syntax", `${file}: ${tree.error_message ?? "not one SELECT"}`);
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === "object" && node !== null) {
      const { type, schema_name: schema, table_name: table } = node as Record<string, unknown>;
      if (type === "BASE_TABLE" && typeof schema === "string" && schema !== "" && typeof table === "string")
        found.add(`${schema}.${table}`);
      Object.values(node).forEach(visit);
    }
  };
  visit(tree);
  return [...found].sort();
}

/** The tables of today that are compared with those of the release before. */
export const comparedTables = [
  "core.fct_journey",
  "core.fct_stage_reach",
  "core.fct_stage_visit",
  "core.bridge_merge",
];

/** What the program makes of models between their layers, and of which. */
export const madeOfModels: Record<string, string[]> = {
  "ops.watermark": ["reference.stage_map"],
  "ops.issue": ["core._issue"],
  "ops.row_accounting": ["core._row_accounting"],
  ...Object.fromEntries(
    ["ops.trace", "ops.new_merge", "ops.comparison"].map((table) => [table, comparedTables]),
  ),
};

/** For each table that is made of others every table it is made of, directly or not; `models` in the order in which they can be built. */
export async function originsOf(warehouse: Warehouse, models: Model[]): Promise<Map<string, Set<string>>> {
  const origins = new Map<string, Set<string>>();
  const withTheirs = (tables: string[]) =>
    new Set(tables.flatMap((table) => [table, ...(origins.get(table) ?? [])]));
  for (const [model, reads] of await tablesOf(warehouse, models)) {
    origins.set(tableOf(model), withTheirs(reads));
    for (const [table, made] of Object.entries(madeOfModels))
      if (made.includes(tableOf(model))) origins.set(table, withTheirs(made));
  }
  return origins;
}

/** Orders models so that each comes after what it reads, and enforces the layer rules. */
export async function orderModels(
  warehouse: Warehouse,
  models: Model[],
  known: Set<string>,
): Promise<Model[]> {
  const byTable = new Map(models.map((model) => [tableOf(model), model]));
  const reads = new Map<Model, Model[]>();
  for (const [model, tables] of await tablesOf(warehouse, models)) {
    for (const table of tables) {
      const schema = table.split(".")[0] ?? "";
      if (!mayRead[model.layer].includes(schema))
        throw new FunnelError(
          "config",
          "layer",
          `${model.file}: a ${model.layer} model reads ${table}; it may read only ${mayRead[model.layer].join(", ")}`,
        );
      if (!byTable.has(table) && !known.has(table))
        throw new FunnelError(
          "config",
          "model_unknown",
          `${model.file}: reads ${table}, which no model, stream or reference file makes; check the name`,
        );
    }
    reads.set(
      model,
      tables.flatMap((table) => byTable.get(table) ?? []),
    );
  }
  const ordered: Model[] = [];
  const open = new Set<Model>();
  const visit = (model: Model): void => {
    if (ordered.includes(model)) return;
    if (open.has(model))
      throw new FunnelError(
        "config",
        "model_cycle",
        `${model.file}: reads itself through ${[...open].map((other) => other.name).join(" → ")}`,
      );
    open.add(model);
    (reads.get(model) ?? []).forEach(visit);
    open.delete(model);
    ordered.push(model);
  };
  models.forEach(visit);
  return ordered;
}
