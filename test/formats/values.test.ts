import { afterAll, beforeAll, expect, test } from "vitest";
import { wallTimeIn } from "../../pipelines/formats/values/wall-time.ts";
import {
  markedSql,
  castSql,
  typedSql,
  type Format,
  type Reading,
} from "../../pipelines/formats/values/value-sql.ts";
import { repeatedDays } from "../../pipelines/formats/values/repeated-days.ts";
import { parseInstant } from "../../pipelines/formats/values/values.ts";
import { writtenDays } from "../../pipelines/formats/values/written-days.ts";
import { createLoadFunctions } from "../../pipelines/load/functions.ts";
import type { Kind } from "../../pipelines/contract/streams.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";

let engine: Warehouse;
beforeAll(async () => {
  engine = await openWarehouse(":memory:", { threads: 1 });
  await createLoadFunctions(engine);
});
afterAll(() => {
  engine.close();
});

const format = (changes: Partial<Format> = {}): Format => ({
  order: "ymd",
  decimal: ".",
  nulls: [],
  ...changes,
});

/** What the loader makes of texts: their values as text, null for those that do not fit. */
async function read(kind: Kind, texts: string[], how: Partial<Format> = {}): Promise<(string | null)[]> {
  const list = texts.map((text) => `('${text.replaceAll("'", "''")}')`).join(", ");
  const valueOf = (reading: Reading) =>
    `cast(${castSql(kind, `(${typedSql(kind, "written", format(how), reading)})`)} as varchar)`;
  const rows = await engine.rows<{ value: string | null; plain: string | null }>(
    `select ${valueOf("whole")} as value, ${valueOf("plain")} as plain from (
      select ${markedSql("written", format(how))} as written, place from (
        select clean_text(written) as written, row_number() over () as place from (values ${list}) as cells(written)))
    order by place`,
  );
  // what a plain reading reads at all, it reads as the whole one does
  for (const { value, plain } of rows) expect([value, null]).toContain(plain);
  return rows.map(({ value }) => value);
}

/** Reads pairs of text and expected value. */
async function expectValues(kind: Kind, pairs: [string, string | null][], how: Partial<Format> = {}) {
  const values = await read(
    kind,
    pairs.map(([text]) => text),
    how,
  );
  expect(pairs.map(([text], index) => [text, values[index]])).toEqual(pairs);
}

const never = (texts: string[]): [string, null][] => texts.map((text) => [text, null]);

test("what is no number never becomes one, whatever the engine's casts think of it", async () => {
  const texts = [
    ..."NaN nan Infinity -inf 1e309 1e308 1e5 3.63E+10 1_000 0x1F 0b1 1,2,3 1.2.3 --5 5- +-5 (5) ١٢ 50% $1.5M #REF! #N/A TBD . , - .5".split(
      " ",
    ),
    "1 2",
    "12 34",
    "1 EUR 2",
    "1 234 56",
    "(1 234,50)",
    "1,234 567",
  ];
  for (const kind of ["money", "number", "count"] as const) await expectValues(kind, never(texts));
  await expectValues("money", never(texts), { decimal: "," });
});

test("numbers are read by the declared mark, whatever groups and currencies stand around them", async () => {
  await expectValues("money", [
    ["1234.5", "1234.50"],
    ["-0", "0.00"],
    ["1,234", "1234.00"],
    ["1,234,567.891", "1234567.89"],
    ["9007199254740993", "9007199254740993.00"],
    ["\u22125", "-5.00"],
    ["-5", "-5.00"],
    ["$12.34", "12.34"],
    ["CA$12.34", "12.34"],
    ["-€5", "-5.00"],
    ["EUR 12", "12.00"],
    ["12 PLN", "12.00"],
    ["1 234.5", "1234.50"],
    ["37k", "37000.00"],
    ["144.", "144.00"],
  ]);
  await expectValues(
    "money",
    [
      ["12 345,67 Ft", "12345.67"],
      ["12\u00a0345,67\u00a0Ft", "12345.67"],
      ["1\u202f020,50", "1020.50"],
      ["1 234 568 Ft", "1234568.00"],
      ["1234,5", "1234.50"],
      ["1234,50 EUR", "1234.50"],
      ["12,34 €", "12.34"],
      ["1.234", "1234.00"],
      ["1.234.567,8", "1234567.80"],
      ["1.5", null],
      ["1,234.5", null],
    ],
    { decimal: "," },
  );
  await expectValues("count", [
    ["1,234", "1234"],
    ["12.0", "12"],
    ["12.5", null],
    ["12.7", null],
  ]);
});

test("dates that do not exist, and numbers that are no dates, are none", async () => {
  const texts =
    "2024-02-30 0000-00-00 1900-01-00 13/13/2024 9999-12-31 2024-W10-2 45356 05-Már infinity epoch today TBD 05-03-24 2024-13-01".split(
      " ",
    );
  for (const order of ["ymd", "mdy", "dmy"])
    for (const kind of ["instant", "date"] as const) await expectValues(kind, never(texts), { order });
});

test("Hungarian dates are read in every usual writing", async () => {
  await expectValues("instant", [
    ["2024. 03. 05.", "2024-03-05 00:00:00"],
    ["2024. 03. 05. 9:07:03", "2024-03-05 09:07:03"],
    ["2024.04.12", "2024-04-12 00:00:00"],
    ["2024. márc. 5.", "2024-03-05 00:00:00"],
    ["2024. márc. 5. 9:07", "2024-03-05 09:07:00"],
    ["2024. március 5.", "2024-03-05 00:00:00"],
    ["2024. MÁJ. 5. 23:59", "2024-05-05 23:59:00"],
    ["2024. mart. 5.", null],
    ["2024. febr. 30.", null],
  ]);
  const months = "jan. febr. márc. ápr. máj. jún. júl. aug. szept. okt. nov. dec.".split(" ");
  const long =
    "január február március április május június július augusztus szeptember október november december".split(
      " ",
    );
  for (const names of [months, long])
    await expectValues(
      "date",
      names.map((name, index) => [`2026. ${name} 9.`, `2026-${String(index + 1).padStart(2, "0")}-09`]),
    );
});

test("a declared pattern decides between day, month and a year of two digits", async () => {
  await expectValues(
    "date",
    [
      ["05-03-24", "2024-03-05"],
      ["31-12-99", "1999-12-31"],
    ],
    { order: "DD-MM-YY" },
  );
  await expectValues("date", [["05-03-24", "2005-03-24"]], { order: "YY-MM-DD" });
  await expectValues("instant", [["05-03-24 9:07", "2024-03-05 09:07:00"]], { order: "DD-MM-YY" });
  await expectValues(
    "instant",
    [
      ["3/4/2026", "2026-03-04 00:00:00"],
      ["3/4/2026 1:05 PM", "2026-03-04 13:05:00"],
      ["13/4/2026", null],
    ],
    { order: "mdy" },
  );
  await expectValues(
    "instant",
    [
      ["3/4/2026", "2026-04-03 00:00:00"],
      ["4/13/2026", null],
    ],
    { order: "dmy" },
  );
});

test("null marks mean nothing was said, and ids stay the text they are", async () => {
  const nulls = ["--", "n/a", "Select", "999"];
  await expectValues(
    "text",
    [
      ["--", null],
      [" -- ", null],
      ["n/a", null],
      ["Select", null],
      ["999", null],
      ["9990", "9990"],
    ],
    { nulls },
  );
  await expectValues("text", [
    ["007", "007"],
    ["1e5", "1e5"],
    ["120210000000000001", "120210000000000001"],
    ["NaN", "NaN"],
    ["0x1F", "0x1F"],
    ["#1001", "#1001"],
  ]);
});

test("the export time of a report is on the clock of twelve hours or none at all", () => {
  const read = (text: string) => parseInstant(text, "mdy")?.value;
  expect(read("3/4/2026 12:05 AM")).toBe("2026-03-04 00:05:00");
  expect(read("3/4/2026 12:05 PM")).toBe("2026-03-04 12:05:00");
  expect(read("3/4/2026, 11:59 pm")).toBe("2026-03-04 23:59:00");
  expect(read("3/4/2026 13:05")).toBe("2026-03-04 13:05:00");
  for (const none of [
    "3/4/2026 13:05 PM",
    "3/4/2026 0:05 AM",
    "3/4/2026 24:00",
    "2/30/2026",
    "3/4/26 1:05 PM",
  ])
    expect(read(none), none).toBeUndefined();
});

test.each([
  ["January 5, 2026 - Feb. 6, 2026", ["2026-01-05", "2026-02-06"]],
  ["5. Januar 2026", ["2026-01-05"]],
  ["1er août 2026 – 15 déc. 2026", ["2026-08-01", "2026-12-15"]],
  ["1 de março de 2026 - 2 de out. de 2026", ["2026-03-01", "2026-10-02"]],
  ["5 de enero de 2026 - 6 dic 2026", ["2026-01-05", "2026-12-06"]],
  ["2026. szeptember 1. - 2026. okt. 2.", ["2026-09-01", "2026-10-02"]],
  ["20260301-20260331", ["2026-03-01", "2026-03-31"]],
  ["2026-02-31", []],
  ["12 apples 2026, 03/04/2026", []],
])("the days written in %j", (line, days) => {
  expect(writtenDays(line)).toEqual(days);
});

test("times that vendors write and that no date_format can describe are read", async () => {
  await expectValues(
    "instant",
    [
      ["2026/03/01 9:12:00 AM GMT+1", "2026-03-01 09:12:00"],
      ["2026/07/01 9:12:00 PM GMT+2", "2026-07-01 21:12:00"],
      ["2026-03-01 09:12:00 CET", "2026-03-01 09:12:00"],
      ["2026-03-01 08:12:00 UTC", "2026-03-01 09:12:00"],
      ["2026-03-01 08:12:00 +0000", "2026-03-01 09:12:00"],
      ["2026-03-01T03:12:00 EST", "2026-03-01 09:12:00"],
      ["Sun Mar 01 2026 09:12:00 GMT+0100 (Central European Standard Time)", "2026-03-01 09:12:00"],
      ["Sun, 01 Mar 2026 08:12:00 GMT", "2026-03-01 09:12:00"],
      ["1772352720", "2026-03-01 09:12:00"],
      ["1772352720000", "2026-03-01 09:12:00"],
      ["2026-03-01\u202f09:12:00", "2026-03-01 09:12:00"],
      ["3/1/2026, 9:12:00\u202fAM", "2026-03-01 09:12:00"],
      ["1772352720.25", "2026-03-01 09:12:00.25"],
      ["1772352720000250", "2026-03-01 09:12:00.00025"],
      ["20260301T081200Z", "2026-03-01 09:12:00"],
      ["20260301T0912", "2026-03-01 09:12:00"],
      ["2026-03-01T03:12:00-05:00[America/New_York]", "2026-03-01 09:12:00"],
      ["3/1/2026 9:12 a. m.", "2026-03-01 09:12:00"],
      ["3/1/2026 à 09h12", "2026-03-01 09:12:00"],
      ["3/1/2026 09:12 Uhr", "2026-03-01 09:12:00"],
      ["2026. március 1., vasárnap 9:12", "2026-03-01 09:12:00"],
    ],
    { zone: "Europe/Budapest", order: "mdy" },
  );
});

test("what stands in brackets behind a time without an offset is its offset, or it is not read", async () => {
  await expectValues(
    "instant",
    [
      ["2026-03-01 03:12 (UTC-05:00)", "2026-03-01 09:12:00"],
      ["2026-03-01 08:12 (GMT)", "2026-03-01 09:12:00"],
      ["2026-03-01 03:12:00 -0500 (CST)", "2026-03-01 09:12:00"],
      ["2026-03-01 (Sunday)", "2026-03-01 00:00:00"],
      ["2026-03-01 09:12 (CST)", null],
      ["2026-03-01 09:12 (Central Time)", null],
      ["2026-03-01 09:12 America/New_York", null],
    ],
    { zone: "Europe/Budapest" },
  );
});

test("months in words are read in the languages that we read, and a word that is two months is not", async () => {
  await expectValues("instant", [
    ["March 1, 2026 9:12 AM", "2026-03-01 09:12:00"],
    ["Mar 1, 2026", "2026-03-01 00:00:00"],
    ["Sunday, March 1st, 2026", "2026-03-01 00:00:00"],
    ["1 March 2026", "2026-03-01 00:00:00"],
    ["15 Apr, 2021 00:02:00", "2021-04-15 00:02:00"],
    ["01-Mar-2026", "2026-03-01 00:00:00"],
    ["1. März 2026 um 09:12 Uhr", "2026-03-01 09:12:00"],
    ["Sonntag, 1. März 2026", "2026-03-01 00:00:00"],
    ["1er mars 2026 à 09:12", "2026-03-01 09:12:00"],
    ["1 de marzo de 2026", "2026-03-01 00:00:00"],
    ["1 de março de 2026 às 09:12", "2026-03-01 09:12:00"],
    ["1 marzo 2026", "2026-03-01 00:00:00"],
    ["1 maart 2026", "2026-03-01 00:00:00"],
    ["1 marca 2026", "2026-03-01 00:00:00"],
    ["2026. március 1. 9:12", "2026-03-01 09:12:00"],
    ["2026. márc. 1.", "2026-03-01 00:00:00"],
    ["1 listopad 2026", null],
    ["1 mood 2026", null],
    ["31 June 2026", null],
  ]);
});

test("day numbers of a spreadsheet are dates where that is declared, and no date is read out of other numbers", async () => {
  await expectValues(
    "instant",
    [
      ["46082", "2026-03-01 00:00:00"],
      ["46082.5", "2026-03-01 12:00:00"],
      ["2026-03-01", "2026-03-01 00:00:00"],
    ],
    { order: "serial" },
  );
  await expectValues(
    "instant",
    never(["46082", "123", "20260301", "202603010912", "0772352720", "9772352720000"]),
  );
});

test("the days on which a zone sets its clocks back", () => {
  const of = (zone: string, year: string) => repeatedDays(zone).filter((day) => day.startsWith(year));
  expect(of("Europe/Budapest", "2026")).toEqual(["2026-10-25"]);
  expect(of("America/New_York", "2026")).toEqual(["2026-11-01"]);
  expect(of("Australia/Lord_Howe", "2026")).toEqual(["2026-04-05"]);
  expect(of("America/Santiago", "2026")).toEqual(["2026-04-04"]);
  expect(of("Atlantic/Azores", "2026")).toEqual(["2026-10-25"]);
  expect([...repeatedDays("UTC"), ...of("Asia/Tokyo", "2026")]).toEqual([]);
});

test.each([
  ["2026-01-05T09:07:00Z", "2026-01-05 10:07:00"],
  ["2026-07-05 09:07:00.987+0000", "2026-07-05 11:07:00"],
  ["2026-01-05 23:30:00-05:00", "2026-01-06 05:30:00"],
  ["2026-01-05T09:07:00.987", "2026-01-05 09:07:00"],
  ["2026-01-05 09:07", "2026-01-05 09:07"],
  ["2026-01-05", "2026-01-05"],
  ["", ""],
])("clocks in Budapest show %s as %s, and no fraction of a second", (time, shown) => {
  expect(wallTimeIn(time, "Europe/Budapest")).toBe(shown);
});
