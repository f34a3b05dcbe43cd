import { describe, expect, test } from "vitest";
import { freshHomes, only, put, quarantineOf, rowsOf } from "./exports-home.ts";

freshHomes();

type Entry = Record<string, unknown>;

/** Delivers a file with a mapping of one entry beside it. */
function deliver(content: string | Uint8Array, entry: Entry): void {
  put(
    "m/mapping.json",
    JSON.stringify({ source: "sheet", files: [{ file: "deals.csv", stream: "opportunities", ...entry }] }),
  );
  put("m/deals.csv", content);
}
const columns = { opportunity_id: "Id", created_at: "Opened", amount: "Amount" };
const ids = (lines: string[]) => lines.map((line, index) => `${index + 1},${line}`).join("\n");

/** Delivers created_at and amount of some deals, and tells why the file was refused, or what was read. */
async function read(lines: string[], entry: Entry = {}): Promise<string[]> {
  deliver(`Id,Opened,Amount\n${ids(lines)}\n`, { columns, ...entry });
  const file = await only();
  if (file.status === "refused") return [file.reason];
  return (await rowsOf(file, "opportunities")).map(
    (row) => `${String(row["created_at"])} ${String(row["amount"])}`,
  );
}

describe("how dates are written is declared, or the values tell, or the file is refused", () => {
  test("a year of two digits that could come first or last is never guessed", async () => {
    expect(await read(["15-03-24,1", "17-04-24,2"])).toEqual([
      "line 2, Opened: the date can be read as 2015-03-24 (YY-MM-DD) or as 2024-03-15 (DD-MM-YY), and no other value of the file decides; set files.0.date_format in m/mapping.json to YY-MM-DD (or DD-MM-YY)",
    ]);
    expect(await read(["05-03-24,1"], { date_format: "DD-MM-YY" })).toEqual(["2024-03-05 00:00:00 1.00"]);
    expect(await read(["05-03-24,1"], { date_format: "YY-MM-DD" })).toEqual(["2005-03-24 00:00:00 1.00"]);
  });

  test("day and month are told apart by the value that can be read one way only", async () => {
    expect(await read(["3/4/2026,1", "3/14/2026,2"])).toEqual([
      "2026-03-04 00:00:00 1.00",
      "2026-03-14 00:00:00 2.00",
    ]);
    expect(await read(["30.3.99,1", "3.4.26,2"])).toEqual([
      "1999-03-30 00:00:00 1.00",
      "2026-04-03 00:00:00 2.00",
    ]);
    expect((await read(["3/14/2026,1", "14/3/2026,2"]))[0]).toMatch(
      /line 2, Opened, can only be read with month first, line 3, Opened, only with day first/,
    );
  });

  test("a date that is the same day either way is read, and decides nothing about the others", async () => {
    expect(await read(["5/5/2026,1"])).toEqual(["2026-05-05 00:00:00 1.00"]);
    expect(await read(["5/5/2026,1", "2026-05-06,2"])).toEqual([
      "2026-05-05 00:00:00 1.00",
      "2026-05-06 00:00:00 2.00",
    ]);
    expect(await read(["5/5/2026,1", "14/5/2026,2"])).toEqual([
      "2026-05-05 00:00:00 1.00",
      "2026-05-14 00:00:00 2.00",
    ]);
    expect((await read(["5/5/2026,1", "3/4/2026,2"]))[0]).toMatch(
      /line 3, Opened: .* set files\.0\.date_format/,
    );
  });

  test("a column may be written otherwise than the rest of its file", async () => {
    deliver("Id,Opened,Amount,Closed,Stage\n1,2026-03-05,1,05-03-26,999\n2,2026-03-06,2,31-12-26,New\n", {
      columns: {
        ...columns,
        closed_at: { header: "Closed", date_format: "DD-MM-YY" },
        stage: { header: "Stage", nulls: ["999"] },
      },
      nulls: ["n/a"],
    });
    expect(await rowsOf(await only(), "opportunities")).toMatchObject([
      { created_at: "2026-03-05 00:00:00", closed_at: "2026-03-05 00:00:00", amount: "1.00", stage: null },
      { created_at: "2026-03-06 00:00:00", closed_at: "2026-12-31 00:00:00", stage: "New" },
    ]);
  });
});

describe("the decimal mark is declared, or the values tell, or the file is refused", () => {
  test("one group of three digits alone does not tell", async () => {
    expect(await read(["2026-03-05,1.234", "2026-03-05,2.345"])).toEqual([
      'line 2, Amount: the number can be read with a decimal point or with a decimal comma, and no other value of the file decides; set files.0.decimal in m/mapping.json to "." (or ",")',
    ]);
    expect(await read(["2026-03-05,1.234"], { decimal: "," })).toEqual(["2026-03-05 00:00:00 1234.00"]);
  });

  test("a value that has both marks, or one that groups cannot explain, tells for all", async () => {
    expect(await read(["2026-03-05,1.234", '2026-03-05,"2.345,5"'])).toEqual([
      "2026-03-05 00:00:00 1234.00",
      "2026-03-05 00:00:00 2345.50",
    ]);
    expect(await read(['2026-03-05,"12 345,67 Ft"'])).toEqual(["2026-03-05 00:00:00 12345.67"]);
    expect(await read(["2026-03-05,12.5"])).toEqual(["2026-03-05 00:00:00 12.50"]);
  });
});

test.each([
  ["windows-1250", Buffer.from([0xf5, 0x96, 0xe9]), "ő–é"],
  ["iso-8859-2", Buffer.from([0xf5, 0xa9, 0xe9]), "őŠé"],
  ["windows-1252", Buffer.from([0xf5, 0x80, 0xe9]), "õ€é"],
  ["iso-8859-1", Buffer.from([0xf1, 0xe7, 0xe9]), "ñçé"],
])(
  "a text declared as %s is read as that, and its bad rows are its own bytes",
  async (encoding, bytes, stage) => {
    const good = [1, 2, 3, 4, 5].map((id) =>
      Buffer.concat([Buffer.from(`${id},`), bytes, Buffer.from(",2026-03-05\n")]),
    );
    const bad = Buffer.concat([Buffer.from("6,"), bytes, Buffer.from(",soon\n")]);
    deliver(Buffer.concat([Buffer.from("Id,Stage,Opened\n"), ...good, bad]), {
      encoding,
      columns: { opportunity_id: "Id", stage: "Stage", created_at: "Opened" },
    });
    const file = await only();
    expect(file).toMatchObject({ loaded: 5, quarantined: 1 });
    expect((await rowsOf(file, "opportunities"))[0]).toMatchObject({ stage });
    const [row] = await quarantineOf(file, "m/deals.csv");
    expect(row?.slice?.equals(row.raw)).toBe(true);
    expect(row?.raw.equals(bad.subarray(0, -1))).toBe(true);
  },
);

test.each([
  ["sep=;\nId;Stage\n1;New\n", { delimiter: ";" }],
  ["A report\nof 2026\n\nId|Stage\n1|New\n", { delimiter: "|" }],
  ["1,New\n", { header: ["Id", "Stage"] }],
  ["Id,Stage\r\n1,New\r2,Old\n3,Won", {}],
])("a table is found below what stands before it: %j", async (content, entry) => {
  deliver(content, { columns: { opportunity_id: "Id", stage: "Stage" }, ...entry });
  expect((await rowsOf(await only(), "opportunities"))[0]).toMatchObject({
    opportunity_id: "1",
    stage: "New",
  });
});

test("ids and phones whose digits a spreadsheet has cut, and its errors, are set aside", async () => {
  const good = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((id) => `${id},06 30 555 0101,New\n`).join("");
  deliver(
    `Id,Phone,Stage\n${good}1E+02,06 30 555 0101,New\n1.2021E+17,06 30 555 0101,New\n15,"3,63E+10",New\n16,06 30 555 0101,#REF!\n`,
    {
      stream: "leads",
      columns: { lead_id: "Id", phone_key: "Phone", stage: "Stage" },
    },
  );
  const file = await only();
  expect(file).toMatchObject({ loaded: 13, quarantined: 3 });
  expect((await quarantineOf(file, "m/deals.csv")).map((row) => [row.line, row.column_name])).toEqual([
    [15, "Id"],
    [16, "Phone"],
    [17, "Stage"],
  ]);
});

test("a record without its id, or of a year that cannot be, is set aside", async () => {
  const good = [1, 2, 3, 4, 5, 6, 7, 8].map((id) => `${id},2026-03-05\n`).join("");
  deliver(`Id,Opened\n${good},2026-03-05\n10,0206-03-05\n`, {
    columns: { opportunity_id: "Id", created_at: "Opened" },
  });
  const file = await only();
  expect(file).toMatchObject({ loaded: 8, quarantined: 2 });
  expect(file.reason).toMatch(/^line 10, Id: expected a value \(opportunity_id\), found nothing/);
});

test("a file that is mostly damaged is refused with its first bad line", async () => {
  deliver("Id,Opened\n1,2026-03-05\n2\n3\n", { columns: { opportunity_id: "Id", created_at: "Opened" } });
  expect((await only()).reason).toBe(
    "2 of 3 records do not fit (first: line 3: expected 2 cells, found 1 cells); it is damaged or not what it seems: export it again, or correct its records",
  );
});

describe("the currency of an amount", () => {
  const withCurrency = { columns: { ...columns, currency: "Currency" } };
  const read = async (lines: string[], entry: Entry = withCurrency) => {
    deliver(`Id,Opened,Amount,Currency\n${ids(lines.map((line) => `2026-03-05,${line}`))}\n`, {
      decimal: ",",
      ...entry,
    });
    return only();
  };
  const good = ['"12 345,67",EUR', '"12 345,67 €",EUR', "EUR12,eur", "12 Ft,Ft", "$12,USD"];

  test("sets a record aside when its currency column says another", async () => {
    for (const contradiction of ['"12\u00a0345,67 Ft",EUR', "12 €,huf", "CHF 12,Ft", "$12,HUF"]) {
      const file = await read([...good, contradiction]);
      expect(file).toMatchObject({ loaded: 5, quarantined: 1 });
      expect(file.reason).toMatch(
        /^line 7, Amount: expected an amount in the currency of its record \(Currency\), found text of \d+ characters/,
      );
    }
  });

  test("is the one that it names when no column says it", async () => {
    const file = await read(["12 €,", "12 Ft,", "12,EUR", "12,", "12 zł,"]);
    expect((await rowsOf(file, "opportunities")).map((row) => row["currency"])).toEqual([
      "EUR",
      "HUF",
      "EUR",
      null,
      "PLN",
    ]);
    const bare = await read(["12 €,", "12,"], { columns });
    expect((await rowsOf(bare, "opportunities")).map((row) => row["currency"])).toEqual(["EUR", null]);
  });

  test("is that of the base where nothing says it, which is an issue with the constant to add", async () => {
    const bare = await read(["$12,", "12 €,", "12,", ","], { columns });
    expect(bare.issues).toEqual([
      {
        kind: "presumed_currency",
        detail:
          'Amount: nothing says the currency of 2 of 3 amounts ($ alone does not), which are taken for the base currency; add "currency" to the constants of its entry in m/mapping.json',
      },
    ]);
    for (const constant of ["EUR", "USD"]) {
      const said = await read(["12,", ","], { columns, constants: { currency: constant } });
      expect(said).toMatchObject({ loaded: 2, issues: [] });
    }
  });

  test("is held against a constant as well", async () => {
    const file = await read([...Array.from({ length: 5 }, () => "12,"), "12 €,"], {
      columns,
      constants: { currency: "HUF" },
    });
    expect(file.reason).toMatch(
      /^line 7, Amount: expected an amount in the currency of its file, found text/,
    );
  });
});

describe("a fraction of a second", () => {
  test.each([
    ["2026-03-05 09:07:05.5", {}, "2026-03-05 09:07:05.5"],
    ["2026-03-05T09:07:05.123456789", {}, "2026-03-05 09:07:05.123456"],
    ['"2026-03-05 09:07:05,007"', {}, "2026-03-05 09:07:05.007"],
    ["5.3.2026 9:07:05.25", { date_format: "dmy" }, "2026-03-05 09:07:05.25"],
    ["3/5/2026 9:07:05.25 PM", { date_format: "mdy" }, "2026-03-05 21:07:05.25"],
    ["05-03-26 09:07:05.25", { date_format: "DD-MM-YY HH:mm:ss" }, "2026-03-05 09:07:05.25"],
    ["05-03-26 09:07:05.25", { date_format: "DD-MM-YY" }, "2026-03-05 09:07:05.25"],
    ["1772698025007", {}, "2026-03-05 09:07:05.007"],
  ])("is kept: %s", async (written, entry, instant) => {
    expect(await read([`${written},1`], entry)).toEqual([`${instant} 1.00`]);
  });

  test("tells until when a file is known", async () => {
    await read(["2026-03-05 09:07:05.25,1", "2026-03-05 09:07:05,1"]);
    expect((await only()).newestEvent).toBe("2026-03-05 09:07:05.25");
  });
});

describe("a time that names its offset from UTC", () => {
  const read = async (zone: string, times: string[]) => {
    put(
      "m/mapping.json",
      JSON.stringify({
        source: "api",
        zone,
        files: [
          {
            file: "deals.csv",
            stream: "opportunities",
            columns: { opportunity_id: "Id", created_at: "Opened" },
          },
        ],
      }),
    );
    put("m/deals.csv", `Id,Opened\n${ids(times)}\n`);
    return (await rowsOf(await only(), "opportunities")).map((row) => row["created_at"]);
  };

  test("is that instant, in the wall time of its source, in summer and in winter", async () => {
    const times = [
      "2026-01-05T09:07:00Z",
      "2026-07-05T09:07:00.000Z",
      "2026-01-05T09:07:00+00:00",
      "2026-07-05 09:07:00+02:00",
      "2026-07-05T09:07:00-0430",
      "2026-01-05 23:30:00+01",
      "2026-01-05 09:07",
      "2026-01-05Z",
    ];
    expect(await read("Europe/Budapest", times)).toEqual([
      "2026-01-05 10:07:00",
      "2026-07-05 11:07:00",
      "2026-01-05 10:07:00",
      "2026-07-05 09:07:00",
      "2026-07-05 15:37:00",
      "2026-01-05 23:30:00",
      "2026-01-05 09:07:00",
      "2026-01-05 00:00:00",
    ]);
    expect(await read("UTC", times)).toEqual([
      "2026-01-05 09:07:00",
      "2026-07-05 09:07:00",
      "2026-01-05 09:07:00",
      "2026-07-05 07:07:00",
      "2026-07-05 13:37:00",
      "2026-01-05 22:30:00",
      "2026-01-05 09:07:00",
      "2026-01-05 00:00:00",
    ]);
  });

  test("is told apart in the hour that autumn repeats, whichever way it names the offset", async () => {
    const times = [
      "2026-10-25T00:30:00Z",
      "2026-10-25T01:30:00Z",
      "2026-10-25 02:30:00+02:00",
      "2026-10-25 02:30:00.5+01:00",
      "2026-10-25 02:30 CEST",
      "2026-10-25 02:30 CET",
      "2026/10/25 2:30:00 AM GMT+2",
      "2026/10/25 2:30:00 AM GMT+1",
      "1792888200",
      "1792891800000",
      "2026-10-25 02:30",
      "2026-10-25 02:30:00",
    ];
    await read("Europe/Budapest", times);
    const rows = await rowsOf(await only(), "opportunities");
    expect(new Set(rows.map((row) => String(row["created_at"]).slice(0, 19)))).toEqual(
      new Set(["2026-10-25 02:30:00"]),
    );
    expect(rows.map((row) => row["created_at_repeated"])).toEqual([
      false,
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      false,
      false,
    ]);
    await read("Europe/London", [
      "2026-10-25T00:30:00Z",
      "2026-10-25T01:30:00Z",
      "2026-10-25T02:30:00Z",
      "2026-10-25 01:30",
    ]);
    expect((await rowsOf(await only(), "opportunities")).map((row) => row["created_at_repeated"])).toEqual([
      false,
      true,
      false,
      false,
    ]);
    await read("Australia/Lord_Howe", ["2026-04-04T14:40:00Z", "2026-04-04T15:10:00Z"]);
    expect(
      (await rowsOf(await only(), "opportunities")).map((row) => [
        row["created_at"],
        row["created_at_repeated"],
      ]),
    ).toEqual([
      ["2026-04-05 01:40:00", false],
      ["2026-04-05 01:40:00", true],
    ]);
  });

  test("is none by a name that means several zones: the file is refused with where a person says which", async () => {
    put(
      "m/mapping.json",
      JSON.stringify({
        source: "api",
        files: [
          {
            file: "deals.csv",
            stream: "opportunities",
            columns: { opportunity_id: "Id", created_at: "Opened" },
          },
        ],
      }),
    );
    put("m/deals.csv", "Id,Opened\n1,2026-03-01 09:12:00 CST\n");
    expect((await only()).reason).toBe(
      '1 of 1 records do not fit (first: line 2, Opened: expected a date like 2026-01-31, found a time with the name of a zone, which does not tell its offset; export the times with their offset, such as +01:00, or without the name, and declare the zone by "zone" in m/mapping.json); it is damaged or not what it seems: export it again, or correct its records',
    );
  });

  test("is as fine as it is written", async () => {
    await read("UTC", ["2026-01-05T09:07+01:00", "2026-01-05T09:07:30+01:00", "2026-01-05"]);
    const rows = await rowsOf(await only(), "opportunities");
    expect(rows.map((row) => row["created_at_precision"])).toEqual(["minute", "second", "day"]);
  });

  test.each([
    ["2026-03-05", {}, "day"],
    ["5/3/2026 09h12", { date_format: "dmy" }, "minute"],
    ["20260305T0912", {}, "minute"],
    ["20260305T091200", {}, "second"],
    ["20260305091200", { date_format: "YYYYMMDDHHmmss" }, "second"],
    ["05-03-26 09.12", { date_format: "DD-MM-YY HH.mm" }, "minute"],
    ["05-03-26", { date_format: "DD-MM-YY" }, "day"],
    ["1767603600", {}, "second"],
    ["2026年3月5日", {}, "day"],
    ["2026年3月5日 9時12分", {}, "minute"],
    ["2026年3月5日 9时12分07秒", {}, "second"],
    ["2026. 3. 5. 오전 9:12", {}, "minute"],
  ])("%s is as fine as it is written", async (time, entry, precision) => {
    deliver(`Id,Opened\n1,${time}\n2,\n`, {
      columns: { opportunity_id: "Id", created_at: "Opened" },
      ...entry,
    });
    const rows = await rowsOf(await only(), "opportunities");
    expect(rows.map((row) => row["created_at_precision"])).toEqual([precision, null]);
  });

  test("is on the day that it names, where only days count", async () => {
    put(
      "m/mapping.json",
      JSON.stringify({
        source: "api",
        zone: "America/New_York",
        files: [
          { file: "a.csv", stream: "ad_spend", columns: { platform: "p", campaign: "c", spend_date: "d" } },
        ],
      }),
    );
    put("m/a.csv", "p,c,d\nx,y,2026-03-01T00:00:00Z\n");
    expect(await rowsOf(await only(), "ad_spend")).toMatchObject([{ spend_date: "2026-03-01" }]);
  });
});

describe("a time", () => {
  test.each([
    ["2026年3月1日", "2026-03-01 00:00:00"],
    ["2026年03月01日 21:12", "2026-03-01 21:12:00"],
    ["2026年3月1日 9時12分", "2026-03-01 09:12:00"],
    ["2026年3月1日 上午9:12", "2026-03-01 09:12:00"],
    ["2026年3月1日 下午9:12:07", "2026-03-01 21:12:07"],
    ["2026/3/1 午後 9:12", "2026-03-01 21:12:00"],
    ["2026年3月1日12点05分07秒", "2026-03-01 12:05:07"],
    ["2026년 3월 1일 오후 9시 12분", "2026-03-01 21:12:00"],
    ["2026. 3. 1. 오전 9:12", "2026-03-01 09:12:00"],
    ["2026. 3. 1. 오전 12:12", "2026-03-01 00:12:00"],
    ["2026. 3. 1.", "2026-03-01 00:00:00"],
  ])("is read as Chinese, Japanese and Korean programs write it: %s", async (written, instant) => {
    deliver(`Id,Opened\n1,${written}\n`, { columns: { opportunity_id: "Id", created_at: "Opened" } });
    expect(await rowsOf(await only(), "opportunities")).toMatchObject([{ created_at: instant }]);
  });
});

describe("a word for 'not known' that stands alone in a cell is no value, and costs no record", () => {
  const words = "n/a|N.A.|n/d|?|-|–|…|ismeretlen|Nincs|unknown|NONE|TBD|k. A.|brak|(empty)|na".split("|");

  test("of dates, amounts, and what leads to something", async () => {
    const lines = words.map(
      (word, at) => `${at},2026-03-05,${word},${word},${word === "na" ? "," : `${word},${word}`}`,
    );
    deliver(`Id,Opened,Closed,Amount,Who,From\n${lines.join("\n")}\n`, {
      columns: { ...columns, closed_at: "Closed", owner_id: "Who", lead_source: "From" },
    });
    const file = await only();
    expect(file).toMatchObject({ loaded: words.length, quarantined: 0 });
    for (const row of await rowsOf(file, "opportunities"))
      expect(row).toMatchObject({
        closed_at: null,
        closed_at_precision: null,
        amount: null,
        lead_source: null,
      });
    // somebody may be called so
    expect((await rowsOf(file, "opportunities")).map((row) => row["owner_id"])).toContain("NONE");
  });

  test("beside other words it says something, and what is no number is set aside", async () => {
    deliver("Id,Opened,Amount\n1,2026-03-05,about 2 million\n2,2026-03-05,none yet\n3,2026-03-05,5\n", {
      columns,
    });
    expect((await only()).reason).toMatch(/^2 of 3 records do not fit/);
  });

  test("as the id of a deal it is none, so no two deals become one", async () => {
    deliver(
      `Id,Opened,Amount\n${ids(Array.from({ length: 60 }, () => "2026-03-05,5"))}\nn/a,2026-03-05,6\n`,
      {
        columns,
      },
    );
    expect(await quarantineOf(await only(), "m/deals.csv")).toMatchObject([
      { expected: "a value (opportunity_id)" },
    ]);
  });

  test("Namibia is a country, and a stage may be called none", async () => {
    deliver("Id,Opened,Amount,Land,State\n1,2026-03-05,5,NA,None\n", {
      columns: { ...columns, country: "Land", stage: "State" },
    });
    expect(await rowsOf(await only(), "opportunities")).toMatchObject([{ country: "NA", stage: "None" }]);
  });
});
