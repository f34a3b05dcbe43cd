import { expect, test } from "vitest";
import { freshHomes, only, put } from "../load/exports-home.ts";
import { filePattern } from "../../pipelines/commands/inspect/file-pattern.ts";
import { entriesOf, inspectText as inspect, proposed } from "./inspect-text.ts";

freshHomes();

test("a known file is explained column by column, and what is not read is named", async () => {
  const text = await inspect(
    "x.csv",
    "Record ID,Pipeline,Deal Stage,Create Date,Mood\n1,Sales,New,2026-01-05,good\n2,Sales,New,soon,good\n".concat(
      [3, 4, 5, 6].map((id) => `${id},Sales,New,2026-01-05,good\n`).join(""),
    ),
  );
  expect(text).toContain("7 records = 5 loaded + 1 quarantined + 0 deduplicated + 1 skipped");
  expect(text).toMatch(/stage +← Deal Stage/);
  expect(text).toContain("not read: Mood");
});

test("dates and numbers are shown as the values tell, and as unsettled where a refresh refuses the file for them", async () => {
  const changes = (days: string[]) =>
    inspect(
      "x.csv",
      `Opportunity ID,From Stage,To Stage,Last Modified\n${days.map((day) => `006000000000001,,New,${day}`).join("\n")}\n`,
    );
  expect(await changes(["31/12/2026", "30/12/2026"])).toContain("dates dmy");
  const unsettled = await changes(["3/14/2026", "14/3/2026"]);
  expect(unsettled).toMatch(/^x\.csv: refused; its dates contradict each other: line 2, Last Modified/);
  expect(unsettled).toContain("how dates and numbers are to be read is not settled, see above");
  expect(unsettled).not.toMatch(/dates (ymd|mdy|dmy)/);
});

test.each([
  [
    "semicolons and Hungarian",
    "Azonosító;Összeg;Létrehozva;Fázis\nA1;1 200,50;13.04.2026;Új\nA2;3,5;05.06.2026;Új\n",
    2,
  ],
  [
    "a preamble and tabs",
    "My report\nof today\n\nDeal ID\tDeal stage\tOpened\nA1\tNew\t2026-01-05\nA2\tNew\t2026-01-06\n",
    2,
  ],
  [
    "spend with its currency in the header",
    "Campaign;Day;Cost (HUF);Clicks\nSpring;2026-01-05;1 200,50;3\nSummer;2026-01-05;12,5;4\n",
    2,
  ],
  [
    "moves between stages",
    "Lead ID,Old stage,New stage,Date\n7,,New,2026-01-05 09:00\n7,New,Offer,2026-01-06 10:00\n",
    2,
  ],
])(
  "for a file nobody knows (%s) a mapping is proposed that loads as it stands",
  async (_, content, loaded) => {
    const mapping = proposed(await inspect("y.csv", content));
    put("m/y.csv", content);
    put("m/mapping.json", mapping);
    expect(await only()).toMatchObject({ status: "loaded", loaded, quarantined: 0 });
  },
);

test("names and values both decide what a column is taken for", async () => {
  const text = await inspect("y.csv", "Id;Start;Cost (EUR);Campaign\n1;soon;5,5;a\n2;later;6,5;b\n");
  const [entry] = entriesOf(text);
  expect(entry).toMatchObject({
    delimiter: ";",
    decimal: ",",
    columns: { campaign: "Campaign", cost: "Cost (EUR)" },
    constants: { currency: "EUR" },
  });
  expect(text).toContain("headers without a place yet: Id, Start");
});

test("a needed column that no header fits is left to fill in, and a mapping pasted unread is refused by its key", async () => {
  const content = "Deal ID,To stage\n1,New\n2,Offer\n";
  const text = await inspect("moves.csv", content);
  const mapping = proposed(text);
  expect(mapping).toContain('"changed_at": "fill in: ');
  expect(text).toContain("set columns.changed_at, or its value among the constants");
  put("m/moves.csv", content);
  put("m/mapping.json", mapping);
  const file = await only();
  expect(file).toMatchObject({ status: "refused", loaded: 0 });
  expect(file.reason).toMatch(
    /^m\/mapping\.json, files\.0\.constants\.changed_at: it still says what to fill in/,
  );
});

test.each([
  ["no header", "A1;Minta Anna;anna@minta.example;2026-01-05\nA2;Minta Béla;bela@minta.example;2026-01-06\n"],
  ["no name like ours", "foo|bar\nx1|2\nx2|3\nx3|3\n"],
])(
  "of a table with %s nothing is guessed and nothing shown: its stream is asked, and pasted unread it is refused",
  async (_, content) => {
    const text = await inspect("y.csv", content);
    expect(text).not.toMatch(/Minta|Anna|anna|x1/);
    expect(text).toContain("set stream: nothing in the table tells what its rows are");
    expect(entriesOf(text)).toMatchObject([
      { stream: expect.stringMatching(/^fill in: leads, /) as string, columns: {} },
    ]);
    put("m/y.csv", content);
    put("m/mapping.json", proposed(text));
    const file = await only();
    expect(file).toMatchObject({ status: "refused", loaded: 0 });
    expect(file.reason).toMatch(/^m\/mapping\.json, files\.0\.stream: /);
  },
);

test("a file without a header has its columns named by their place", async () => {
  const text = await inspect("y.csv", "A1;2026-01-05\nA2;2026-01-06\n");
  expect(text).toContain("its first record looks like data, so its columns are named by their place");
  expect(entriesOf(text)).toMatchObject([{ header: ["column 1", "column 2"] }]);
  expect(proposed(await inspect("y.csv", "Deal ID,Revenue 2026\nA1,5\n"))).toContain(
    '"amount": "Revenue 2026"',
  );
});

test("what a file does not tell is asked, not guessed", async () => {
  const text = await inspect("y.csv", "Deal ID,Created,Amount\n1,03/04/2026,1.234\n2,05/06/2026,2.345\n");
  expect(text).toContain("set date_format: the dates can be read as mdy (month first) or dmy (day first)");
  expect(text).toContain("set decimal: the numbers can be read with a decimal point or a decimal comma");
  expect(proposed(text)).not.toMatch(/date_format|"decimal"/);
});

test("what is odd about a file is said", async () => {
  const text = await inspect("y.csv", "Record ID,Pipeline,Deal Stage,Create Date\n1,Kõbánya,Új,2026-01-05\n");
  expect(text).toMatch(/odd: the text has õ or û but no ő or ű/);
});

test("the mapping that is proposed fits the next export of the same name too, and no other file beside it", () => {
  expect(filePattern("deals_2026-11-30.csv", [])).toBe("deals_*.csv");
  expect(filePattern("deals 2026-11-30 09.15.csv", ["deals 2026-11-29 10.02.csv"])).toBe("deals *.csv");
  expect(filePattern("deals_2026.csv", ["deals_notes.csv"])).toBe("deals_2026.csv");
  expect(filePattern("20261130.csv", [])).toBe("20261130.csv");
  expect(filePattern("deals.csv", [])).toBe("deals.csv");
  expect(filePattern("book 12.xlsx#Sheet 1", [])).toBe("book *.xlsx#Sheet 1");
});

test.each([
  ["empty", ""],
  ["the head of a command's output", "\n> funnelhouse@1.0.0 inspect\n> tsx pipelines/cli.ts inspect\n\n"],
])(
  "a mapping.json that the output of inspect is being sent into (%s) is not looked at",
  async (_, mapping) => {
    const text = await inspect(
      "moves 3.csv",
      "Deal ID,To stage,At\n1,New,2026-01-05\n2,Offer,2026-01-06\n",
      mapping,
    );
    expect(text).toContain("mapping.json beside it holds no JSON yet and is not looked at");
    expect(entriesOf(text)[0]).toMatchObject({ file: "moves *.csv", columns: { record_id: "Deal ID" } });
    put("m/moves 3.csv", "Deal ID,To stage,At\n1,New,2026-01-05\n");
    put("m/mapping.json", mapping + text);
    expect((await only()).reason).toMatch(
      /m\/mapping\.json: .*keep only what stands from the line \{ to the line \}/,
    );
  },
);
