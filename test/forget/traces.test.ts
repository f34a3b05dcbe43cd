import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { cutRecords } from "../../pipelines/commands/forget/cut-records.ts";
import { identityOf } from "../../pipelines/commands/forget/identity.ts";
import { scanHome } from "../../pipelines/commands/forget/scan.ts";
import { patternOf } from "../../pipelines/commands/forget/traces.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { buildWorkbook } from "../formats/build-workbook.ts";
import { buildZip } from "../formats/build-zip.ts";
import { emptyHome, person } from "./person-home.ts";

const identities = [identityOf(person.email), identityOf(person.phone)];
const pattern = patternOf(
  identities,
  identities.flatMap((each) => (each.kind === "record" ? [] : [`${each.kind}:${each.key}`])),
  [
    { source: "hubspot", type: "lead", id: "900000301" },
    { source: "hubspot", type: "lead", id: "12" },
  ],
);

/** Where a scan finds the person in one file. */
async function found(name: string, content: string | Uint8Array): Promise<string[] | undefined> {
  const home = emptyHome();
  const path = join(home.root, name);
  for (const folder of [dirname(path), home.exports, home.state]) mkdirSync(folder, { recursive: true });
  writeFileSync(path, content);
  return (await scanHome(home, pattern)).traces[0]?.where;
}

const text = `x\nAnna <${person.email}>\n`;

describe("a person is found", () => {
  test.each<[string, string, string | Uint8Array, string]>([
    ["as text", "a.csv", text, "lines 2"],
    ["in capitals", "a.csv", text.toUpperCase(), "lines 2"],
    ["in UTF-16", "a.csv", Buffer.from(text, "utf16le"), "lines 2"],
    ["in UTF-16 the other way", "a.csv", Buffer.from(text, "utf16le").swap16(), "lines 2"],
    ["percent-encoded", "a.log", "x\n/?q=kovacs.bela%40minta.example&a=1", "lines 2"],
    ["escaped in JSON", "a.json", '{"mail":"kovacs.bela\\u0040minta.example"}', "lines 1"],
    ["behind an escaped line break", "a.json", '{"note":"x\\nkovacs.bela@minta.example"}', "lines 1"],
    ["escaped in HTML", "a.html", "<p>kovacs.bela&#64;minta.example</p>", "lines 1"],
    ["in base64", "a.txt", `x\ny ${Buffer.from(`ab${text}`).toString("base64")}`, "lines 2"],
    ["in base64 of addresses", "a.txt", Buffer.from(`abc${text}`).toString("base64url"), "lines 1"],
    ["by the md5 of the address", "a.txt", "key,8f9fd0a8f1879c35d25201a60d4c09e8", "lines 1"],
    ["by the number as people write it", "a.csv", "1;06 (30) 123-45-67;x", "lines 1"],
    ["by the number with its country", "a.csv", "0036 30/123 4567", "lines 1"],
    ["by a long id of a record", "a.csv", "deal,900000301,x", "lines 1"],
    ["in gzip", "a.gz", gzipSync(text), "lines 2"],
    ["in a zip archive", "a.zip", buildZip([{ name: "b.csv", content: text }]), "b.csv in it, lines 2"],
    [
      "in a workbook",
      "a.xlsx",
      buildWorkbook({
        sheets: [{ name: "A", rows: '<row><c t="s"><v>0</v></c></row>' }],
        sharedStrings: [person.email],
      }),
      "xl/sharedStrings.xml in it",
    ],
    ["beyond the first part of a long file", "a.csv", `${"x,y\n".repeat(9 << 20)}${text}`, "lines 9437186"],
  ])("%s", async (_, name, content, where) => {
    expect(await found(name, content)).toEqual([where]);
  });

  test("in columns of Parquet and of a database, however they are packed", async () => {
    const home = emptyHome();
    for (const folder of [home.loads, home.exports, home.state]) mkdirSync(folder, { recursive: true });
    const parquet = join(home.loads, "a.parquet");
    const rows = `select i::varchar as id, md5(i::varchar) as email_key, case when i = 77 then encode('x' || chr(10) || '${person.email}') end as raw from range(5000) as t(i)`;
    const engine = await openWarehouse(":memory:", { threads: 1 });
    await engine.run(`copy (${rows}) to '${parquet}' (format parquet, compression zstd)`);
    engine.close();
    const database = await openWarehouse(join(home.loads, "b.duckdb"), { threads: 1 });
    await database.run(`create schema core; create table core."a table" as ${rows}`);
    database.close();
    const { traces } = await scanHome(home, pattern);
    expect(traces.map(({ file, where }) => [file, where.filter((place) => place !== "its bytes")])).toEqual([
      ["loads/a.parquet", ["raw of 1 rows"]],
      ["loads/b.duckdb", ["core.a table.raw of 1 rows"]],
    ]);
  });
});

test.each([
  ["another address", "akovacs.bela@minta.example, kovacs.bela@minta.example.com.x"],
  ["another number", "+36301234568, 1301234567890"],
  ["a short id", "12"],
  ["a longer id", "9000003012"],
])("%s is nobody's trace", async (_, content) => {
  expect(await found("a.csv", content)).toBeUndefined();
});

describe("of a text", () => {
  const cut = (content: string, records: string[], kind: "text" | "json", encoding = "utf-8") => {
    const of = (written: string) => Buffer.from(written, encoding === "utf-8" ? "utf8" : "utf16le");
    const bytes = of(content);
    const places = records.map((record) => ({
      line: 1,
      offset: bytes.indexOf(of(record)),
      length: of(record).length,
    }));
    return cutRecords(bytes, places, kind, encoding).toString(encoding === "utf-8" ? "utf8" : "utf16le");
  };

  test.each([
    ["a line with its end", "a\r\nb\r\nc\r\n", ["b"], "a\r\nc\r\n"],
    ["the last line without an end", "a\nb", ["b"], "a\n"],
    ["lines that follow each other", "a\nb\nc\nd\n", ["c", "b"], "a\nd\n"],
    ["a record of two lines", 'a\n"b\nb"\nc\n', ['"b\nb"'], "a\nc\n"],
  ])("%s is cut", (_, content, records, left) => {
    expect(cut(content, records, "text")).toBe(left);
  });

  test("in UTF-16 a line is cut with its end", () => {
    expect(cut("a\r\nb\r\nc", ["b"], "text", "utf-16le")).toBe("a\r\nc");
  });

  test.each([
    ["the first", '[{"a":1}, {"b":2}]', ['{"a":1}'], '[ {"b":2}]'],
    ["the last", '[{"a":1}, {"b":2} ]', ['{"b":2}'], '[{"a":1} ]'],
    ["the last two", '[{"a":1},\n{"b":2},\n{"c":3}\n]', ['{"b":2}', '{"c":3}'], '[{"a":1}\n]'],
    ["all", '{"r":[{"a":1},{"b":2}]}', ['{"a":1}', '{"b":2}'], '{"r":[]}'],
  ])("%s of a JSON list is cut with its comma", (_, content, records, left) => {
    expect(cut(content, records, "json")).toBe(left);
    expect(() => JSON.parse(left) as unknown).not.toThrow();
  });
});

test.each([
  ["Kovacs@Minta.example ", "email"],
  ["+36 30 123 4567", "phone"],
  ["06-1-234-5678", "phone"],
  ["0061G0000000001", "record"],
  ["hubspot:contact:101", "record"],
  ["101", "record"],
])("%s is taken for an %s", (written, kind) => {
  expect(identityOf(written).kind).toBe(kind);
});
