import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, test } from "vitest";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { readXlsx } from "hucre/xlsx";
import { join } from "node:path";
import { homeAt, starter } from "../../pipelines/contract/home.ts";
import { runModule } from "../../pipelines/release/child.ts";
import { publishedRelease } from "../release/small-release.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { quotedPath } from "../../pipelines/warehouse/paths.ts";
import { writeWorkbook } from "../../pipelines/warehouse/workbook.ts";
import { harmless, refused } from "./hostile-statements.ts";
import { runCli } from "./run-cli.ts";
import { scratchFolder } from "../scratch.ts";

const root = scratchFolder();
const secret = join(root, "secret.csv");
const warehouse = join(root, "releases", "run1", "warehouse.duckdb");
const sql = (statement: string, ...more: string[]) => runCli("sql", statement, "--home", root, ...more);

/** What each statement ended with in the sandbox, and all that was printed. */
function sandboxed(statements: string[]): { codes: number[]; printed: string } {
  const batch = new URL("sandbox-batch.ts", import.meta.url).pathname;
  const { stdout, stderr } = spawnSync(process.execPath, [starter, batch], {
    input: JSON.stringify({ path: warehouse, statements }),
    encoding: "utf8",
    env: { PATH: process.env["PATH"], FUNNELHOUSE_SECRET: "hunter2" },
  });
  const codes = JSON.parse(/^codes (.*)$/m.exec(stdout)?.[1] ?? "[]") as number[];
  return { codes, printed: stdout + stderr };
}

/** Every file below the folder of the test with the hash of its bytes. */
const bytesBelow = () =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .sort()
    .filter((name) => statSync(join(root, name)).isFile())
    .map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(root, name)))
        .digest("hex"),
    ]);

beforeAll(async () => {
  writeFileSync(secret, "password\nhunter2\n");
  await publishedRelease(homeAt(root), "run1", 42);
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
      /the warehouse is read-only: expected a SELECT, found DROP/,
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

  test("no statement reads or writes a file, changes data or a setting, or reaches the network", () => {
    const targets = { secret, written: join(root, "written.csv"), folder: root, warehouse };
    const [wrong, idle] = [refused(targets), harmless(targets)];
    expect(wrong.length + idle.length).toBeGreaterThanOrEqual(70);
    const before = bytesBelow();
    const { codes, printed } = sandboxed([...wrong, ...idle]);
    expect(wrong.filter((_, index) => codes[index] !== 64)).toEqual([]);
    expect(codes.slice(wrong.length)).toEqual(idle.map(() => 0));
    expect(printed).not.toContain("hunter2");
    expect(bytesBelow()).toEqual(before);
  }, 120_000);

  test("errors do not quote row content", async () => {
    const { code, err } = await sql("select name::integer from marts.answer");
    expect(code).toBe(64);
    expect(err).toContain("Conversion Error");
    expect(err).not.toContain("Kovács");
  });

  test("a query that runs too long is stopped within a second, one that does not heed the engine's interrupt as well", async () => {
    const { code, stdout } = await runModule(new URL("long-query.ts", import.meta.url), [warehouse]);
    expect(code).toBe(0);
    const { codes, latest } = JSON.parse(stdout) as { codes: number[]; latest: number };
    expect(codes).toEqual([64, 64]);
    expect(latest).toBeLessThan(1000);
  });
});

describe("a statement with parameters", () => {
  const file = join(root, "by-name.sql");

  test("comes from a file, and each parameter has the type that it is compared with", async () => {
    writeFileSync(
      file,
      "-- who is it?\nselect name, $label as label from marts.answer where answer >= $least and date '2026-01-02' > $day; -- that is all\n",
    );
    const values = ["--param", "least=42", "--param", "label=a; drop 'b'", "--param", "$day=2026-01-01"];
    const { code, out, err } = await runCli(
      "sql",
      "--home",
      root,
      "--file",
      file,
      ...values,
      "--format",
      "json",
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toEqual([{ name: "Kovács Béla", label: "a; drop 'b'" }]);
  });

  test("is refused with the name of the parameter that is missing or needless", async () => {
    expect((await sql("select $least")).err).toMatch(
      /the parameter \$least has no value; add --param least=VALUE/,
    );
    expect((await sql("select 1", "--param", "more=1")).err).toMatch(/the statement has no parameter \$more/);
    expect((await sql("select 1", "--param", "more")).err).toMatch(/expected name=value/);
  });

  test("is one statement, given once", async () => {
    expect(await runCli("sql", "--home", root)).toMatchObject({ code: 64 });
    expect((await sql("select 1", "--file", file)).err).toMatch(
      /expected one statement in quotes, or --file FILE/,
    );
    expect((await runCli("sql", "--home", root, "--file", join(root, "none.sql"))).err).toMatch(
      /none\.sql: expected a readable file/,
    );
  });
});

describe("rows in a file", () => {
  const values =
    "select '=1+1' as formula, 42::bigint as whole, 12345678901234567::bigint as long, 1.25::decimal(9,2) as money, date '2026-02-28' as day, timestamp '2026-02-28 13:14:15' as at, true as yes, null as none";

  test("a parquet file keeps the engine's types", async () => {
    const out = join(root, "rows.parquet");
    expect(
      (await sql(`${values}, $x as x; -- done`, "--param", "x=1", "--format", "parquet", "--out", out)).code,
    ).toBe(0);
    const engine = await openWarehouse(":memory:", { threads: 1 });
    const types = await engine.rows<{ column_type: string }>(
      `describe from read_parquet(${quotedPath(out)})`,
    );
    engine.close();
    expect(types.map((column) => column.column_type)).toEqual([
      "VARCHAR",
      "BIGINT",
      "BIGINT",
      "DECIMAL(9,2)",
      "DATE",
      "TIMESTAMP",
      "BOOLEAN",
      "INTEGER",
      "VARCHAR",
    ]);
  });

  test("a workbook keeps numbers, dates and booleans, what Excel cannot hold exactly is text, and text is no formula", async () => {
    const out = join(root, "rows.xlsx");
    expect(await sql(values, "--format", "xlsx", "--out", out)).toMatchObject({ code: 0, err: "" });
    const { sheets } = await readXlsx(readFileSync(out));
    expect(sheets[0]?.rows).toEqual([
      ["formula", "whole", "long", "money", "day", "at", "yes", "none"],
      [
        "=1+1",
        42,
        "12345678901234567",
        1.25,
        new Date("2026-02-28T00:00:00Z"),
        new Date("2026-02-28T13:14:15Z"),
        true,
        null,
      ],
    ]);
  });

  test("rows beyond one sheet of Excel go on in the next, a cell too long for it is cut, and both are said", async () => {
    const out = join(root, "long.xlsx");
    const engine = await openWarehouse(":memory:", { threads: 1 });
    const rows = await engine.connection.stream(
      "select range as n, repeat('a', 40000 * (range = 6)::integer) as t from range(7)",
    );
    const notes = await writeWorkbook(rows, out, 4);
    engine.close();
    const { sheets } = await readXlsx(readFileSync(out));
    expect(sheets.map(({ name, rows: of }) => [name, of.slice(1).map(([n]) => n)])).toEqual([
      ["Result", [0, 1, 2]],
      ["Result_2", [3, 4, 5]],
      ["Result_3", [6]],
    ]);
    expect(notes.join("\n")).toMatch(
      /7 rows are more than .* Result_2 to Result_3\n1 cells are longer than the 32767/,
    );
  });

  test("a statement that fails leaves the file of before, and no draft", async () => {
    const out = join(root, "before.csv");
    writeFileSync(out, "mine");
    expect((await sql("select error('no')", "--format", "csv", "--out", out)).code).toBe(64);
    expect(readFileSync(out, "utf8")).toBe("mine");
    expect((await sql("select 1 as one", "--format", "csv", "--out", out)).code).toBe(0);
    expect(readFileSync(out, "utf8")).toBe("one\n1\n");
    expect(readdirSync(root).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("is not written among what the home keeps, through a link neither", async () => {
    symlinkSync(join(root, "releases"), join(root, "elsewhere"));
    for (const out of ["current/warehouse.duckdb", "releases/x.csv", "elsewhere/x.csv"])
      expect((await sql("select 1", "--out", join(root, out))).err).toMatch(
        /which the refresh keeps; write elsewhere/,
      );
    expect((await sql("select 1", "--format", "xlsx")).err).toMatch(/--format xlsx: expected --out FILE/);
  });
});

test("a damaged warehouse is said to be damaged, with the way out, and not by a crash", async () => {
  const home = scratchFolder();
  await publishedRelease(homeAt(home), "run1", 42);
  const path = join(home, "releases", "run1", "warehouse.duckdb");
  const bytes = readFileSync(path);
  bytes[5000] = (bytes[5000] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
  const { code, err } = await runCli("sql", "select 1", "--home", home);
  expect(code).toBe(74);
  expect(err).toMatch(/the warehouse cannot be opened: .*npm run verify .*npm run rollback/);
  expect(err).not.toMatch(/\n\s+at |Node\.js v/);
});
