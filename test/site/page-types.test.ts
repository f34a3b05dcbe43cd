import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageTypes, pageTypesFile } from "../../pipelines/commands/check/page-types.ts";
import { checkWritten } from "../../pipelines/commands/check/written-file.ts";
import { programRoot } from "../../pipelines/contract/home.ts";
import { parsePageQuery, readPageQueries, type PageQuery } from "../../pipelines/site/page-queries.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse(":memory:", { threads: 1 });
  await warehouse.run(
    `create schema marts;
     create table marts.leak (stage varchar, verdict varchar, reached_count bigint, rate double, found_on date)`,
  );
});
afterAll(() => {
  warehouse.close();
});

const query = (sql: string): PageQuery => parsePageQuery("dashboards/data/summary/leaks.sql", sql);
const typesOf = (sql: string) => pageTypes(warehouse, [query(sql)], []);

describe("the types of the pages' data", () => {
  test("are those of the columns, null and values where the header says so", async () => {
    const types = await typesOf(
      `-- nullable: rate
-- values: verdict: leak, fine
select stage, verdict, reached_count, rate, found_on::varchar as found_on from marts.leak`,
    );
    expect(types.replace(/\s+/g, " ")).toContain(
      'export type SummaryLeaksRow = { stage: string; verdict: "leak" | "fine"; reached_count: number; rate: number | null; found_on: string; };',
    );
    expect(types.replace(/\s+/g, " ")).toContain(
      "export type Summary = { leaks: Columns<SummaryLeaksRow>; };",
    );
  });

  test("are stale after a column was renamed, and the check says so", async () => {
    const written = readFileSync(join(programRoot, pageTypesFile), "utf8");
    expect(() => checkWritten(pageTypesFile, written, "queries", { fix: false })).not.toThrow();
    const before = await typesOf("select stage, reached_count from marts.leak");
    const after = await typesOf("select stage, reached_count as reached from marts.leak");
    expect(after).not.toBe(before);
    expect(() => checkWritten(pageTypesFile, after, "queries", { fix: false })).toThrow(
      "dashboards/lib/data.ts: not what the queries say; run npm run format",
    );
  });

  test.each([
    [
      "-- nullable: rates\nselect rate from marts.leak",
      /header names rates, which the query does not return/,
    ],
    ["-- values: kind: a, b\nselect rate from marts.leak", /header names kind/],
    ["select found_on from marts.leak", /found_on is DATE, which JSON cannot hold; cast it to varchar/],
    ["select reached from marts.leak", /summary\/leaks\.sql: Binder Error/],
  ])("cannot be written for %j", async (sql, message) => {
    await expect(typesOf(sql)).rejects.toThrow(message);
  });

  test.each(["-- nullable: rate reason", "-- values: a, b", "-- nullable: x: a"])(
    "need a header that can be read: %s",
    (line) => {
      expect(() => query(`${line}\nselect 1 as one`)).toThrow(/expected "-- nullable: column, column"/);
    },
  );

  test("cover every query, and no query gives one column two names", () => {
    const types = readFileSync(join(programRoot, pageTypesFile), "utf8");
    for (const { file, sql } of readPageQueries()) {
      expect(types).toContain(`/** A row of ${file}. */`);
      expect(sql, file).not.toMatch(/ as "?\w*[A-Z]/);
    }
  });
});
