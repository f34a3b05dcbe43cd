import { format, resolveConfig } from "prettier";
import { join } from "node:path";
import { FunnelError } from "../../contract/errors.ts";
import { programRoot } from "../../contract/home.ts";
import type { PageQuery } from "../../site/page-queries.ts";
import { tablesOf } from "../../transform/dependencies.ts";
import { tableOf, type Model } from "../../transform/model.ts";
import { firstLine } from "../../warehouse/engine-error.ts";
import type { Warehouse } from "../../warehouse/open.ts";

/** Where the types of the pages' data stand. */
export const pageTypesFile = join("dashboards", "lib", "data.ts");

/** Types of what a query's columns are in the browser; a date or an instant must be cast to text. */
const types: Record<string, string> = {
  BOOLEAN: "boolean",
  VARCHAR: "string",
  ...Object.fromEntries(
    ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "HUGEINT", "FLOAT", "DOUBLE"].map((type) => [
      type,
      "number",
    ]),
  ),
};

/**
 * TypeScript types of the pages' data, from the queries as they bind on a built warehouse, what their headers say of null and values,
 * and what the headers of the models say of columns of the same name. Throws a config error for a header that names no column.
 */
export async function pageTypes(
  warehouse: Warehouse,
  queries: PageQuery[],
  models: Model[],
): Promise<string> {
  const reads = await tablesOf(warehouse, queries);
  const rows: string[] = [];
  for (const query of queries) {
    const about = new Map(
      models
        .filter((model) => reads.get(query)?.includes(tableOf(model)) === true)
        .toReversed()
        .flatMap((model) => model.columns.map((column) => [column.name, column.about])),
    );
    const fields = (await columnsOf(warehouse, query)).map(({ name, type }) => {
      const comment = about.get(name) ?? "";
      return `${comment === "" ? "" : `/** ${comment.replaceAll("*/", "* /")} */\n`}${name}: ${type};`;
    });
    rows.push(`/** A row of ${query.file}. */\nexport type ${rowName(query)} = {\n${fields.join("\n")}\n};`);
  }
  const pages = [...new Set(queries.map(({ page }) => page))];
  const files = pages.map((page) => {
    const tables = queries
      .filter((query) => query.page === page)
      .map((query) => `${query.table}: Columns<${rowName(query)}>;`);
    return `/** The tables of ${page}.json. */\nexport type ${pascal(page)} = {\n${tables.join("\n")}\n};`;
  });
  const text = `// Written by npm run format from dashboards/data; do not edit.
import type { Columns } from "./columns.ts";
import type { BuiltFiles } from "./built-files.ts";

${rows.join("\n\n")}

${files.join("\n\n")}

/** The data files of the site that are queries of the marts, by name. */
export type MartFiles = {
${pages.map((page) => `${page}: ${pascal(page)};`).join("\n")}
};
/** The data files of the site by name. */
export type Files = MartFiles & BuiltFiles;
export type FileName = keyof Files;
`;
  const path = join(programRoot, pageTypesFile);
  return format(text, { ...(await resolveConfig(path)), parser: "typescript" });
}

/** The columns of a query with their types; on an empty warehouse it has no rows. */
async function columnsOf(
  warehouse: Warehouse,
  { file, sql, nullable, values }: PageQuery,
): Promise<{ name: string; type: string }[]> {
  const given = sql.includes("$deal_limit") ? { deal_limit: 1 } : undefined;
  const reader = await warehouse.connection.runAndReadAll(sql, given).catch((error: unknown) => {
    throw new FunnelError("config", "page_binding", `${file}: ${firstLine(error)}`, { cause: error });
  });
  const names = reader.columnNames();
  const stranger = [...nullable, ...values.keys()].find((name) => !names.includes(name));
  if (stranger !== undefined)
    throw new FunnelError(
      "config",
      "page_header",
      `${file}: the header names ${stranger}, which the query does not return; it returns ${names.join(", ")}`,
    );
  return names.map((name, index) => {
    const type = String(reader.columnTypes()[index] ?? "");
    const plain = types[type.replace(/^DECIMAL\(.*$/, "DOUBLE")];
    if (plain === undefined)
      throw new FunnelError(
        "config",
        "page_type",
        `${file}: ${name} is ${type}, which JSON cannot hold; cast it to varchar`,
      );
    const listed = values.get(name)?.map((value) => JSON.stringify(value));
    return { name, type: [...(listed ?? [plain]), ...(nullable.includes(name) ? ["null"] : [])].join(" | ") };
  });
}

const pascal = (text: string) =>
  text
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
const rowName = ({ page, table }: PageQuery) => `${pascal(page)}${pascal(table)}Row`;
