import { existsSync } from "node:fs";
import { withLostColumns } from "../../pipelines/audit/columns.ts";
import type { Effects } from "../../pipelines/contract/effects.ts";
import { FunnelError } from "../../pipelines/contract/errors.ts";
import type { Home } from "../../pipelines/contract/home.ts";
import { readConnectors } from "../../pipelines/connectors/all.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import { readReference, settingsOf } from "../../pipelines/reference/read.ts";
import { writeReference } from "../../pipelines/reference/write.ts";
import { comparableRelease } from "../../pipelines/release/comparable.ts";
import { withLock } from "../../pipelines/release/lock.ts";
import type { Built } from "../../pipelines/transform/build.ts";
import { originsOf } from "../../pipelines/transform/dependencies.ts";
import { readModels, tableOf, type Model } from "../../pipelines/transform/model.ts";
import { givenTables, transform } from "../../pipelines/transform/transform.ts";
import { zonesOf } from "../../pipelines/transform/zones.ts";
import type { TextFormat } from "../../pipelines/warehouse/cells.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { printResult } from "../../pipelines/warehouse/print.ts";
import { buildCase, caseNames } from "./case.ts";
import { openFactsWarehouse, orderFacts } from "./facts-warehouse.ts";

export interface ShowOptions {
  /** A model or another table of the build, with or without its schema. */
  name: string;
  /** What it is built from: a model case, by a part of its name, or the exports of a home. */
  from: { caseName: string } | { home: Home; isSample: boolean };
  limit: number;
  format: TextFormat;
}

/**
 * Builds a table and only what it is made of, and writes how long the ten slowest models took and the others together, and the rows of the table.
 * Returns the models that were built, by schema and name.
 * Throws a usage error that lists what is called like it when nothing has the name.
 */
export async function showModel(
  { name, from, limit, format }: ShowOptions,
  write: (text: string) => Promise<void>,
  effects: Effects,
): Promise<string[]> {
  const warehouse = await ("home" in from
    ? openWarehouse(":memory:", { memoryLimit: "2GB" })
    : openFactsWarehouse());
  try {
    const models = await orderFacts(warehouse);
    const origins = await originsOf(warehouse, models);
    const table = await findTable(warehouse, name, [...new Set([...origins.keys(), ...givenTables()])]);
    const withOrigins = (of: string) => [of, ...(origins.get(of) ?? [])];
    // every build of a home says until when it is known
    const wanted = new Set([table, "ops.watermark"].flatMap(withOrigins));
    const built =
      "home" in from
        ? await buildHome(warehouse, from.home, from.isSample, wanted, effects)
        : await buildFromCase(warehouse, models, from.caseName, table, wanted);
    if (format === "table") await printTimes(warehouse, built, write);
    await printRows(warehouse, table, limit, format, write);
    return built.map(({ model }) => tableOf(model));
  } finally {
    warehouse.close();
  }
}

async function buildHome(
  warehouse: Warehouse,
  home: Home,
  isSample: boolean,
  wanted: Set<string>,
  effects: Effects,
): Promise<Built[]> {
  const reference = await readReference(home, { isSample });
  const files = withLostColumns(
    existsSync(home.exports)
      ? await withLock(home, () => loadExports(home, settingsOf(reference), effects))
      : [],
  );
  for (const file of files.filter(({ status }) => status === "refused"))
    effects.report.warn(`refused, and left out here: ${file.name}: ${file.reason}`);
  if (!files.some((file) => file.loaded > 0))
    throw new FunnelError(
      "config",
      "no_records",
      `${home.exports}: expected exports with records to build from; put exports there, or leave --home out to build from the sample`,
    );
  await warehouse.run("create schema ops; create schema staging; create schema core; create schema marts");
  await writeReference(warehouse, reference);
  const { built } = await transform(
    warehouse,
    {
      connectors: await readConnectors(),
      files,
      zones: zonesOf(reference, files),
      previous: comparableRelease(home, isSample),
      wanted,
      runFacts: { run: "model", startedAt: effects.now().toISOString(), isSample, asOf: undefined },
    },
    effects,
  );
  return built;
}

async function buildFromCase(
  warehouse: Warehouse,
  models: Model[],
  asked: string,
  table: string,
  wanted: Set<string>,
): Promise<Built[]> {
  if (readModels().some((model) => tableOf(model) === table && model.layer === "reference"))
    throw new FunnelError(
      "usage",
      "model_of_case",
      `${table}: a model case gives the reference data as it is decided; use --home, or the sample without it`,
    );
  const found = caseNames.filter((each) => each === asked);
  const like = found.length > 0 ? found : caseNames.filter((each) => each.includes(asked));
  const [only, ...others] = like;
  if (only === undefined || others.length > 0)
    throw new FunnelError(
      "usage",
      "model_case",
      `--case ${asked}: expected words of one folder of test/models/cases, ${others.length > 0 ? "and several have them" : "and none has them"}; near are\n${listed(others.length > 0 ? like : await nearest(warehouse, asked, caseNames))}`,
    );
  return buildCase(
    warehouse,
    models.filter((model) => wanted.has(tableOf(model))),
    only,
  );
}

/** The table of that name. Throws a usage error when there is none, or several. */
async function findTable(warehouse: Warehouse, name: string, tables: string[]): Promise<string> {
  const found = tables.filter((table) => table === name || bareName(table) === name);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  throw new FunnelError(
    "usage",
    "model_name",
    only === undefined
      ? `${name}: no model or table of the build is called so; near are\n${listed(await nearest(warehouse, name, tables))}`
      : `${name}: several tables are called so; say which\n${listed(found)}`,
  );
}

const bareName = (table: string) => table.slice(table.indexOf(".") + 1);
const listed = (names: string[]) => names.map((name) => `  ${name}`).join("\n");

/** The names that read most like the one asked for, with or without their schema. */
async function nearest(warehouse: Warehouse, asked: string, names: string[]): Promise<string[]> {
  const rows = await warehouse.rows<{ name: string }>(
    `select name from (select unnest(from_json($1, '["varchar"]')) as name)
     order by greatest(jaro_winkler_similarity(name, $2), jaro_winkler_similarity(ltrim(split_part(name, '.', -1), '_'), ltrim($2, '_'))) desc, name
     limit 5`,
    [JSON.stringify(names), asked],
  );
  return rows.map(({ name }) => name);
}

/** Models whose times are shown, the slowest; those of the others are summed. */
const shownTimes = 10;

/** A view is built when it is read. */
const timeOf = ({ model, milliseconds }: Built) => (model.isView ? 0 : milliseconds);

async function printTimes(
  warehouse: Warehouse,
  built: Built[],
  write: (text: string) => Promise<void>,
): Promise<void> {
  if (built.length === 0) return;
  const slowest = built.toSorted((one, other) => timeOf(other) - timeOf(one));
  const rest = slowest.splice(shownTimes);
  const seconds = (of: Built[]) =>
    `${(of.reduce((sum, each) => sum + timeOf(each), 0) / 1000).toFixed(3)}::decimal(9, 3)`;
  const rows = slowest.map((each) => {
    const table = tableOf(each.model);
    return `select '${table}' as built, ${each.model.isView ? "null" : seconds([each])} as seconds, (select count(*) from ${table}) as rows`;
  });
  if (rest.length > 0) rows.push(`select '${rest.length} more', ${seconds(rest)}, null`);
  await printResult(await warehouse.connection.stream(rows.join(" union all ")), "table", write);
  await write("\n");
}

async function printRows(
  warehouse: Warehouse,
  table: string,
  limit: number,
  format: TextFormat,
  write: (text: string) => Promise<void>,
): Promise<void> {
  const columns = await warehouse.rows<{ column_name: string }>(`describe ${table}`);
  const grain = readModels().find((model) => tableOf(model) === table)?.grain ?? [];
  const order = grain.filter((name) => columns.some((column) => column.column_name === name));
  const [counted] = await warehouse.rows<{ rows: number }>(`select count(*)::integer as rows from ${table}`);
  const rows = counted?.rows ?? 0;
  if (format === "table")
    await write(`${table}: ${rows} rows${rows > limit ? `, the first ${limit}; --limit shows more` : ""}\n`);
  const result = await warehouse.connection.stream(
    `from ${table} order by ${order.length > 0 ? `${order.join(", ")}` : "all"} limit ${limit}`,
  );
  await printResult(result, format, write);
}
