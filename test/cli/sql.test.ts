import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, test } from "vitest";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { homeAt } from "../../pipelines/contract/home.ts";
import { loader, runModule } from "../../pipelines/release/child.ts";
import { publishedRelease } from "../release/small-release.ts";
import { runCli } from "./run-cli.ts";

const root = mkdtempSync(join(tmpdir(), "funnelhouse-sql-"));
const secret = join(root, "secret.csv");
const sql = (statement: string, ...more: string[]) => runCli("sql", statement, "--home", root, ...more);

/** The sandbox's own process, without the command line around it. */
function sandboxed(statement: string): { code: number | null; out: string; err: string } {
  const request = {
    path: join(root, "current", "warehouse.duckdb"),
    sql: statement,
    format: "csv",
    seconds: 20,
    memoryLimit: "200MB",
    threads: 1,
  };
  const child = new URL("../../pipelines/warehouse/sandbox-child.ts", import.meta.url).pathname;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...loader, child], {
    input: JSON.stringify(request),
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

beforeAll(async () => {
  writeFileSync(secret, "password\nhunter2\n");
  await publishedRelease(homeAt(root), "run1", 42);
  return () => rmSync(root, { recursive: true, force: true });
});

describe("npm run sql", () => {
  test("json is an array of row objects with numbers as numbers", async () => {
    const { code, out } = await sql(
      "select answer, name, sum(answer) over () as total, 1.50::decimal(9,2) as money, 9007199254740993 as big, null as nothing from marts.answer",
      "--format",
      "json",
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual([
      { answer: 42, name: "Kovács Béla", total: 42, money: "1.50", big: "9007199254740993", nothing: null },
    ]);
  });

  test("what is wrong with a query is said, and that the file is read-only", async () => {
    expect((await sql("selec 1")).err).toMatch(/syntax error at or near "selec"/);
    expect((await sql("drop table marts.answer")).err).toMatch(
      /Cannot execute statement of type "DROP".*read-only/,
    );
  });

  test("no rows are an empty array", async () => {
    expect(JSON.parse((await sql("select 1 as one where false", "--format", "json")).out)).toEqual([]);
  });

  test("csv quotes cells and keeps a spreadsheet from running text as a formula, but leaves numbers alone", async () => {
    const { out } = await sql(
      `select '=1+1' as a, -5 as b, 'x,"y"' as c, '@z' as d, '＝1+1' as e, null as f`,
      "--format",
      "csv",
    );
    expect(out).toBe(`a,b,c,d,e,f\n'=1+1,-5,"x,""y""",'@z,'＝1+1,\n`);
  });

  test("a table aligns its columns", async () => {
    const { out } = await sql("select answer, name from marts.answer");
    expect(out).toBe("answer  name\n──────  ───────────\n    42  Kovács Béla\n");
  });

  test("a table cuts long cells, but not those of its last column, which may be a line to copy", async () => {
    const { out } = await sql("select repeat('a', 100) as first, repeat('b', 100) as last");
    expect(out.split("\n")[2]).toBe(`${"a".repeat(59)}…  ${"b".repeat(100)}`);
  });

  test("the sandbox cannot read or write host files, change data or unlock itself", async () => {
    const target = join(root, "written.csv");
    for (const statement of [
      `select * from read_csv('${secret}')`,
      `select * from read_text('${secret}')`,
      `select * from '${secret}'`,
      `copy (select 1) to '${target}'`,
      `attach '${join(root, "other.duckdb")}' as other`,
      `export database '${join(root, "dump")}'`,
      "set enable_external_access = true",
      "set lock_configuration = false",
      "install httpfs",
      "load httpfs",
      "delete from marts.answer",
      "create table marts.mine as select 1 as one",
      "select 1; select 2",
    ]) {
      const { code, out, err } = sandboxed(statement);
      expect({ statement, code }).toEqual({ statement, code: 64 });
      expect(out + err).not.toContain("hunter2");
    }
    expect(existsSync(target)).toBe(false);
  });

  test("errors do not quote row content", async () => {
    const { code, err } = await sql("select name::integer from marts.answer");
    expect(code).toBe(64);
    expect(err).toContain("Conversion Error");
    expect(err).not.toContain("Kovács");
  });

  test("a query that runs too long is stopped", async () => {
    const { code } = await runModule(new URL("long-query.ts", import.meta.url), [
      join(root, "current", "warehouse.duckdb"),
    ]);
    expect(code).toBe(64);
  });
});
