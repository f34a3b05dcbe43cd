import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../../contract/errors.ts";
import { programRoot } from "../../contract/home.ts";
import { formatSql } from "./format-sql.ts";
import { markdownTable } from "./generated-block.ts";

const folder = "docs/cookbook";

/** A query to start from: what it answers, and what to mind when reading it. */
export interface Recipe {
  file: string;
  question: string;
  mind: string;
  sql: string;
}

/** The queries of the cookbook by file name. Throws a config error for one without its question or what to mind. */
export function readCookbook(): Recipe[] {
  return readdirSync(join(programRoot, folder))
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => {
      const file = `${folder}/${name}`;
      const sql = readFileSync(join(programRoot, file), "utf8");
      const [, question, mind] = /^-- (\S.*\?)\n-- mind: (\S.*)\n(?!--)/.exec(sql) ?? [];
      if (question === undefined || mind === undefined)
        throw new FunnelError(
          "config",
          "cookbook_header",
          `${file}: expected the comment lines "-- question?" and "-- mind: …" above the query`,
        );
      return { file, question, mind, sql };
    });
}

/** The table of questions. */
export const cookbookIndex = (recipes: Recipe[]): string =>
  markdownTable(
    ["question", "what to mind", "query"],
    recipes.map(({ file, question, mind }) => {
      const name = file.slice(folder.length + 1);
      return [question, mind, `[${name}](cookbook/${name})`];
    }),
  );

/** Checks how the queries are written; with `fix` writes them so. Throws a config error that names the files. */
export function checkCookbook(options: { fix: boolean }): void {
  const unformatted = readCookbook().filter(({ file, sql }) => {
    const formatted = formatSql(sql);
    if (options.fix && formatted !== sql) writeFileSync(join(programRoot, file), formatted);
    return formatted !== sql && !options.fix;
  });
  if (unformatted.length > 0)
    throw new FunnelError(
      "config",
      "cookbook_style",
      `not formatted: ${unformatted.map(({ file }) => file).join(", ")}; run npm run format`,
    );
}
