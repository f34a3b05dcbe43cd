import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import { programRoot } from "../contract/home.ts";

const root = join(programRoot, "dashboards", "data");

/** A query of the site's data: a table of a data file, and what its header says of its columns beside their types. */
export interface PageQuery {
  /** Path relative to the program, as it appears in messages. */
  file: string;
  /** The data file of the site. */
  page: string;
  /** The table in it. */
  table: string;
  sql: string;
  /** Columns that can be null; the others never are. */
  nullable: string[];
  /** Columns that have only these values. */
  values: Map<string, string[]>;
}

/** Every query of dashboards/data, in order. Throws a config error for a malformed header line. */
export function readPageQueries(): PageQuery[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sql"))
    .sort()
    .map((path) =>
      parsePageQuery(relative(programRoot, join(root, path)), readFileSync(join(root, path), "utf8")),
    );
}

/** Parses one query; exported for tests of the header's grammar. */
export function parsePageQuery(file: string, sql: string): PageQuery {
  const query: PageQuery = {
    file,
    page: basename(dirname(file)),
    table: basename(file, ".sql"),
    sql,
    nullable: [],
    values: new Map(),
  };
  for (const [, key, text = ""] of sql.matchAll(/^-- (nullable|values):(.*)$/gm)) {
    const [, name = "", list = ""] = /^ (?:(\w+): )?(\w+(?:, \w+)*)$/.exec(text) ?? [];
    if (list === "" || (key === "values") !== (name !== ""))
      throw new FunnelError(
        "config",
        "page_header",
        `${file}: expected "-- nullable: column, column" or "-- values: column: value, value", got "-- ${key ?? ""}:${text}"`,
      );
    if (key === "values") query.values.set(name, list.split(", "));
    else query.nullable.push(...list.split(", "));
  }
  return query;
}
