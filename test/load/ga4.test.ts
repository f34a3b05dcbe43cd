import { describe, expect, test } from "vitest";
import { freshHomes, load, only, put, quarantineOf, rowsOf } from "./exports-home.ts";
import { loadText } from "./load-texts.ts";

freshHomes();

const comments = (title: string) =>
  `# ----------------------------------------\n# ${title}\n# Account: Minta\n# Property: minta.example\n# ----------------------------------------\n#\n# All Users\n# Start date: 20260301\n# End date: 20260331\n\n`;

describe("GA4", () => {
  test("every measurement of a report is a row with its period", async () => {
    const file = await loadText(
      `${comments("Pages and screens: Page path, class")}Page path,Views,Engagement rate\n/a,6225,0.5432109\n/b,3,\n`,
    );
    expect(file).toMatchObject({ connector: "ga4", loaded: 2, skipped: 10 });
    const shared = {
      property: "minta.example",
      report: "Pages and screens: Page path, class",
      dimension: "Page path",
      period_start: "2026-03-01",
      period_end: "2026-03-31",
    };
    expect(file.rows["web_analytics"]).toMatchObject([
      { ...shared, dimension_value: "/a", metric: "Views", value: "6225.0000" },
      { dimension_value: "/b", metric: "Views", value: "3.0000" },
      { dimension_value: "/a", metric: "Engagement rate", value: "0.5432" },
    ]);
  });

  test("several tables of one file have an account each, and every measurement is there", async () => {
    put(
      "overview.csv",
      `${comments("User attributes")}Country,Active users\nHungary,10\n\nCity,Active users,Views\nBudapest,2288,5\nSzeged,604,6\n\n# Start date: 20260302\n# End date: 20260303\nNth day,New users\n0000,7\n0001,8\n`,
    );
    const files = await load();
    expect(files.map((file) => [file.name, file.recordsIn, file.loaded, file.skipped])).toEqual([
      ["overview.csv", 11, 1, 10],
      ["overview.csv#2", 3, 2, 1],
      ["overview.csv#3", 5, 2, 3],
    ]);
    expect(new Set(files.map((file) => file.fileId)).size).toBe(3);
    const rows = (await Promise.all(files.map((file) => rowsOf(file, "web_analytics")))).flat();
    expect(
      rows.map((row) => [row["dimension_value"], row["metric"], row["value"], row["measured_date"] ?? null]),
    ).toEqual([
      ["Hungary", "Active users", "10.0000", null],
      ["Budapest", "Active users", "2288.0000", null],
      ["Szeged", "Active users", "604.0000", null],
      ["Budapest", "Views", "5.0000", null],
      ["Szeged", "Views", "6.0000", null],
      ["0000", "New users", "7.0000", "2026-03-02"],
      ["0001", "New users", "8.0000", "2026-03-03"],
    ]);
    expect((await load()).map((file) => file.status)).toEqual(["loaded", "loaded", "loaded"]);
  });

  test("a bad row of a later table is quarantined with its bytes at its place", async () => {
    put(
      "overview.csv",
      `${comments("x")}Country,Active users\nHungary,10\n\nCity,Active users\n${[1, 2, 3, 4, 5].map((id) => `C${id},${id}\n`).join("")}Győr,many\n`,
    );
    const second = (await load())[1];
    if (second === undefined) throw new Error("no second table");
    const [bad] = await quarantineOf(second, "overview.csv");
    expect(bad).toMatchObject({ line: 20, column_name: "Active users" });
    expect(bad?.slice?.toString()).toBe("Győr,many");
  });

  test("the grand total of an exploration, wider than its header, is no measurement; its days are days", async () => {
    put(
      "exploration.csv",
      "# ----------------------------------------\n# minta.example\n# Free form-Free form 1\n# 20260301-20260302\n# ----------------------------------------\n\nDate,Landing page,Sessions\n,,30,Grand total\n20260301,/a,10\n20260302,/a,20\n",
    );
    const file = await only();
    expect(file).toMatchObject({ loaded: 2, skipped: 7, newestEvent: "2026-03-02 00:00:00" });
    expect(await rowsOf(file, "web_analytics")).toMatchObject([
      {
        property: "minta.example",
        report: "Free form-Free form 1",
        dimension: "Date | Landing page",
        dimension_value: "20260301 | /a",
        measured_date: "2026-03-01",
        value: "10.0000",
      },
      { measured_date: "2026-03-02", value: "20.0000" },
    ]);
  });

  test("a table that ends in comment lines only is refused, not half loaded", async () => {
    put("x.csv", `${comments("x")}Country,Active users\nHungary,10\n\n# the end\n`);
    expect(await only()).toMatchObject({
      status: "refused",
      reason: expect.stringMatching(/^line 13: what follows the blank line/) as string,
    });
  });

  test("an hour, a week or a day of the period is no measurement, and a day that is none is set aside", async () => {
    put(
      "hours.csv",
      `${comments("x")}Country,Hour,Nth day,Active users\nHungary,09,0001,5\n${[1, 2, 3, 4].map((hour) => `Hungary,1${hour},0002,${hour}\n`).join("")}Hungary,20,(other),7\n`,
    );
    const file = await only();
    expect(file).toMatchObject({ loaded: 5, quarantined: 1 });
    expect(file.reason).toMatch(/^line 17, Nth day: expected a date/);
    const [first] = await rowsOf(file, "web_analytics");
    expect(first).toMatchObject({
      dimension: "Country | Hour | Nth day",
      dimension_value: "Hungary | 09 | 0001",
      measured_date: "2026-03-02",
    });
  });

  test("a table below comments that state no days is not taken for one", async () => {
    put("x.csv", "# a note\nCountry,Active users\nHungary,10\n");
    expect((await only()).reason).toMatch(/no connector knows its header/);
  });
});
