import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Columns } from "../../dashboards/lib/columns.ts";
import type { RecipeRow } from "../../dashboards/lib/built-files.ts";
import { FunnelError } from "../contract/errors.ts";
import { programRoot } from "../contract/home.ts";
import { columnsOf } from "./operations.ts";
import { tableOf } from "./read-marts.ts";
import { openWarehouse, type Warehouse } from "../warehouse/open.ts";

export const cookbookFolder = "docs/cookbook";

/** Rows of an answer that the site shows. */
const shownRows = 20;

/** A query to start from: what it answers, and what to mind when reading it. */
export interface Recipe {
  file: string;
  name: string;
  question: string;
  mind: string;
  questionHu: string;
  mindHu: string;
  /** Why the site does not show what it answers. */
  unpublished?: string;
  /** With its header. */
  sql: string;
}

const header =
  /^-- (\S.*\?)\n-- mind: (\S.*)\n-- hu: (\S.*\?)\n-- hu mind: (\S.*)\n(?:-- unpublished: (\S.*)\n)?(?!--)/;

/** The queries of the cookbook by file name. Throws a config error for one without its question or what to mind, in both languages. */
export function readCookbook(): Recipe[] {
  return readdirSync(join(programRoot, cookbookFolder))
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => {
      const file = `${cookbookFolder}/${name}`;
      const sql = readFileSync(join(programRoot, file), "utf8");
      const [, question, mind, questionHu, mindHu, unpublished] = header.exec(sql) ?? [];
      if (question === undefined || mind === undefined || questionHu === undefined || mindHu === undefined)
        throw new FunnelError(
          "config",
          "cookbook_header",
          `${file}: expected the comment lines "-- question?", "-- mind: …", "-- hu: kérdés?" and "-- hu mind: …" above the query`,
        );
      const withheld = unpublished === undefined ? {} : { unpublished };
      return { file, name: name.slice(0, -4), question, mind, questionHu, mindHu, sql, ...withheld };
    });
}

/** The queries and what they answer on a warehouse, as the site has them. */
export async function answers(path: string, recipes: Recipe[]): Promise<Columns<RecipeRow>> {
  const warehouse = await openWarehouse(path, { readOnly: true });
  try {
    const rows: RecipeRow[] = [];
    for (const recipe of recipes) {
      const { name, question, mind, questionHu, mindHu, sql } = recipe;
      rows.push({
        name,
        question_en: question,
        question_hu: questionHu,
        mind_en: mind,
        mind_hu: mindHu,
        sql: sql.replace(/^(--.*\n)+/, "").trimEnd(),
        ...(recipe.unpublished === undefined
          ? await answerOf(warehouse, recipe)
          : { columns: null, rows: null, row_count: null }),
      });
    }
    return columnsOf(rows, [
      "name",
      "question_en",
      "question_hu",
      "mind_en",
      "mind_hu",
      "sql",
      "columns",
      "rows",
      "row_count",
    ]);
  } finally {
    warehouse.close();
  }
}

async function answerOf(warehouse: Warehouse, { file, sql }: Recipe) {
  const [counted] = await warehouse
    .rows<{ row_count: number }>(`select count(*)::double as row_count from (${sql}\n)`)
    .catch((error: unknown) => {
      throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    });
  const table = await tableOf(warehouse, `from (${sql}\n) limit ${shownRows}`);
  const [first = []] = Object.values(table);
  const rows = first.map((_, place) => Object.values(table).map((cells) => cells[place]));
  return {
    columns: JSON.stringify(Object.keys(table)),
    rows: JSON.stringify(rows),
    row_count: counted?.row_count ?? 0,
  };
}
