import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../../contract/errors.ts";
import { programRoot } from "../../contract/home.ts";
import { cookbookFolder, readCookbook, type Recipe } from "../../site/cookbook.ts";
import { formatSql } from "./format-sql.ts";
import { markdownTable } from "./generated-block.ts";

/** The table of questions. */
export const cookbookIndex = (recipes: Recipe[]): string =>
  markdownTable(
    ["question", "what to mind", "query"],
    recipes.map(({ file, question, mind }) => {
      const name = file.slice(cookbookFolder.length + 1);
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
