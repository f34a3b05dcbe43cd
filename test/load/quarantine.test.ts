import { describe, expect, test } from "vitest";
import { windows1250 } from "../formats/windows1250.ts";
import { freshHomes, load, only, put, quarantineOf, rowsOf } from "./exports-home.ts";

freshHomes();

const header = "Record ID,Deal Name,Pipeline,Deal Stage,Create Date";
const deal = (id: number, created = "2026-01-05 09:00") => `${id},Őri ${id} 🙂,Eladás,Új,${created}`;
const lines = [
  header,
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((id) => deal(id, id === 7 ? "hétfő" : undefined)),
];

/** Two of twelve deals cannot be read: the seventh has no date, the ninth lacks cells. */
const damaged = lines.map((line, index) => (index === 9 ? "9,Őri" : line));
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
const utf16be = (text: string) => Buffer.from(utf16(text)).swap16();

describe("a quarantined record is the delivered bytes at the recorded place", () => {
  test.each([
    ["UTF-8", Buffer.from(damaged.join("\n"))],
    ["UTF-8 with byte order mark and CRLF", Buffer.from(`\uFEFF${damaged.join("\r\n")}\r\n`)],
    ["UTF-16 little-endian", utf16(damaged.join("\r\n"))],
    ["UTF-16 big-endian", utf16be(damaged.join("\n"))],
    ["windows-1250", windows1250(damaged.join("\r\n").replaceAll(" 🙂", ""))],
    [
      "line ends of three kinds",
      Buffer.from(damaged.map((line, index) => line + (["\n", "\r\n", "\r"][index % 3] ?? "")).join("")),
    ],
    ["blank lines between", Buffer.from(damaged.join("\n\n   \n"))],
  ])("%s", async (_, bytes) => {
    put("deals.csv", bytes);
    const file = await only();
    expect(file).toMatchObject({ status: "loaded", recordsIn: 13, loaded: 10, quarantined: 2, skipped: 1 });
    const [date, short] = await quarantineOf(file, "deals.csv");
    for (const bad of [date, short]) expect(bad?.slice?.equals(bad.raw)).toBe(true);
    expect(date).toMatchObject({ column_name: "Create Date", found: "text of 5 characters" });
    expect(short).toMatchObject({ expected: "5 cells", found: "2 cells" });
    const [last] = (await rowsOf(file, "opportunities")).slice(-1);
    expect(last).toMatchObject({ opportunity_id: "12", pipeline: "Eladás", stage: "Új" });
  });

  test("bytes that are no UTF-8 quarantine their row, the others load", async () => {
    const plain = lines.map(
      (line, index) => `${line.normalize("NFD").replace(/[^\x20-\x7e]/g, "")}${index === 4 ? "#" : ""}`,
    );
    const bytes = Buffer.from(plain.join("\n").replace("hetfo", "2026-01-05"));
    bytes[bytes.indexOf("#")] = 0xff;
    put("deals.csv", bytes);
    const file = await only();
    expect(file).toMatchObject({ loaded: 11, quarantined: 1 });
    expect(await quarantineOf(file, "deals.csv")).toMatchObject([{ line: 5, expected: "text in UTF-8" }]);
  });
});

test("a record with a quote inside an unquoted cell is set aside: where the cell ends cannot be told", async () => {
  put(
    "deals.csv",
    [
      header,
      deal(1),
      deal(2),
      deal(3),
      deal(4),
      '5,24" monitor,Eladás,Új,2026-01-05',
      '6,"a ""b"", c",Eladás,Új,2026-01-06',
    ].join("\n"),
  );
  const file = await only();
  expect(file).toMatchObject({ loaded: 5, quarantined: 1 });
  expect(file.reason).toMatch(/^line 6, record: expected a cell with a quote in it to be in quotes/);
});

test.each([
  ["in quotes", (id: number) => `"=""00${id}"""`],
  ["without them", (id: number) => `="00${id}"`],
])("an id that a spreadsheet shall not compute is the same id as without its guard, %s", async (_, guard) => {
  put("a.csv", [header, ...[1, 2].map((id) => deal(id).replace(/^\d+/, guard(id)))].join("\n"));
  put(
    "b.csv",
    [header, deal(1, "2026-02-01").replace(/^1/, "001"), deal(2).replace(/^2/, " 002")].join("\n"),
  );
  const ids = await Promise.all((await load()).map((file) => rowsOf(file, "opportunities")));
  expect(ids.map((rows) => rows.map((row) => row["opportunity_id"]))).toEqual([
    ["001", "002"],
    ["001", "002"],
  ]);
});

test("a header that is repeated among the records is no record, and is counted", async () => {
  put("deals.csv", [header, deal(1), header, deal(2), header].join("\n"));
  const file = await only();
  expect(file).toMatchObject({ recordsIn: 5, loaded: 2, quarantined: 0, skipped: 3 });
  expect(file.reason).toBe(
    "its header is repeated 2 times among its records, as where exports are put together",
  );
});

test.each([
  ["in other letters", header.toUpperCase()],
  ["behind a byte order mark", `\uFEFF${header}`],
])("a header that is repeated %s is no record either", async (_, again) => {
  put("owners.csv", "Ref,Owner,Team\n1,Anna,North\nREF,OWNER,TEAM\n");
  put(
    "mapping.json",
    JSON.stringify({
      source: "crm",
      files: [{ file: "owners.csv", stream: "owners", columns: { owner_id: "Owner", team: "Team" } }],
    }),
  );
  put("deals.csv", [header, deal(1), again, deal(2)].join("\n"));
  const files = await load();
  expect(files.map(({ loaded, quarantined, skipped }) => [loaded, quarantined, skipped])).toEqual([
    [2, 0, 2],
    [1, 0, 2],
  ]);
});

test("the same deal twice is one deal, and the repeat is counted", async () => {
  put("deals.csv", [header, deal(1), deal(2), deal(1), deal(2, "2026-01-06 10:00")].join("\n"));
  const file = await only();
  expect(file).toMatchObject({ recordsIn: 5, loaded: 3, deduplicated: 1, skipped: 1 });
});

test("a cell above 1 MiB sets its row aside, and a file of nothing else is refused", async () => {
  const huge = `6,${"x".repeat(5 << 20)},Sales,New,2026-01-05`;
  put("deals.csv", [header, deal(1), deal(2), deal(3), deal(4), deal(5), huge].join("\n"));
  const file = await only();
  expect(file).toMatchObject({ loaded: 5, quarantined: 1 });
  const [row] = await quarantineOf(file, "deals.csv");
  expect(row).toMatchObject({ expected: "cells of at most 1 MiB", line: 7 });
  expect(row?.slice?.equals(row.raw)).toBe(true);
  expect(row?.raw.length).toBe(huge.length);
  put("deals.csv", `${header}\n${huge}\n`);
  expect((await only()).reason).toMatch(/first: line 2: expected cells of at most 1 MiB, found a longer one/);
});

test("a header of 100,000 columns of one name is refused in seconds", async () => {
  const started = performance.now();
  put("deals.csv", `Record ID,Pipeline,Deal Stage${",a".repeat(100_000)}\n`);
  expect((await only()).reason).toMatch(/^expected at most 2000 columns, found 100003/);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test("a table of more than 2,000 columns is refused", async () => {
  const extra = (text: string) => `,${text}`.repeat(2000);
  const names = Array.from({ length: 2000 }, (_, index) => `,c${index}`).join("");
  put("deals.csv", `${header}${names}\n${deal(1)}${extra("1")}\n`);
  expect((await only()).reason).toBe(
    "expected at most 2000 columns, found 2005; delete the columns that are not needed",
  );
});

test("a file that is parsed again gives the same rows and is not parsed twice", async () => {
  put("deals.csv", damaged.join("\n"));
  const [first] = await load();
  const [again] = await load();
  expect(again).toEqual(first);
});
