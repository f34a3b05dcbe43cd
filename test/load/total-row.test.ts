import { expect, test } from "vitest";
import type { LoadedFile } from "../../pipelines/contract/loaded-file.ts";
import { freshHomes, load, put } from "./exports-home.ts";

freshHomes();

const columns = {
  opportunity_id: "Nr",
  account_id: "Client",
  stage: "State",
  amount: "Value",
  created_at: "Opened",
};

/** Loads one file of deals of 10 and 20 for each of some last lines. */
async function loadWith(lines: string[]): Promise<LoadedFile[]> {
  put(
    "m/mapping.json",
    JSON.stringify({
      source: "sheet",
      files: [{ file: "*.csv", stream: "opportunities", delimiter: ";", decimal: ",", columns }],
    }),
  );
  for (const [at, last] of lines.entries())
    put(
      `m/deals-${at + 10}.csv`,
      `Nr;Client;State;Value;Opened\n1;Total Kft.;New;10,00;2026-03-05\n2;Summa;Won;20,00;2026-03-06\n${last}\n`,
    );
  return load();
}

test("a total row is no deal, with or without the word for it", async () => {
  const lines = [
    "Összesen:;;;30,00;",
    "Osszesen;2 ügylet;;30,00;2 db",
    ";Mindösszesen;;30,00;",
    "TOTAL;;;30,00;",
    "Grand Total (2 records);;;30,00;",
    "Gesamtsumme;;;30,00;",
    "Total général :;;;30,00;",
    "Razem;;;30,00;",
    "Łącznie;;;30,00;",
    "Celkem: 2;;;30,00;",
    "Március összesen:;;;30,00;",
    ";;;30,00;",
  ];
  for (const [at, file] of (await loadWith(lines)).entries())
    expect([lines[at], file.loaded, file.skipped, file.quarantined, file.reason]).toEqual([
      lines[at],
      2,
      2,
      0,
      "",
    ]);
});

test("a total row whose sum is another says both; totals of parts that add up to all are no difference", async () => {
  const [other, parts] = await loadWith(["Összesen:;;;31,50;", "March total;;;10,00;\nApril total;;;20,00;"]);
  expect(other).toMatchObject({
    loaded: 2,
    reason: "amount: its total row says 31.50, its rows add up to 30",
  });
  expect(parts).toMatchObject({ loaded: 2, skipped: 3, reason: "" });
});

test("a deal that stands at a stage, has a date or only a company of such a name is one", async () => {
  const lines = ["Total;;New;5,00;", "Sum;;;5,00;2026-03-07", "3;Összesen;;5,00;2026-03-07"];
  for (const file of await loadWith(lines)) expect(file).toMatchObject({ loaded: 3, skipped: 1 });
});

test("a deal without an id whose amount is no sum is set aside", async () => {
  const [file] = await loadWith([
    `${Array.from({ length: 60 }, (_, at) => `${at + 3};;New;1,00;2026-03-05`).join("\n")}\n;;;31,00;`,
  ]);
  expect(file).toMatchObject({ loaded: 62, quarantined: 1, skipped: 1 });
  expect(file?.reason).toContain("expected a value (opportunity_id)");
});

test("a total row below a vendor's export is none of its deals, and a company may be called Total", async () => {
  put(
    "h/hubspot.csv",
    "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Create Date,Close Date\n7,Mint,New,Sales,5,2026-03-05 09:00,\nTotal,,,,5,,\n",
  );
  put(
    "m/mapping.json",
    JSON.stringify({
      source: "sheet",
      files: [{ file: "*.csv", stream: "accounts", columns: { account_id: "Name", industry: "Branch" } }],
    }),
  );
  put("m/accounts.csv", "Name,Branch\nTotal,Energy\nSumma,\n");
  expect((await load()).map(({ loaded, skipped, reason }) => [loaded, skipped, reason])).toEqual([
    [1, 2, ""],
    [2, 1, ""],
  ]);
});
