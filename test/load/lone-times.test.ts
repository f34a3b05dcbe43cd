import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loneSince } from "../../pipelines/load/lone-times.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { freshHomes, load, put } from "./exports-home.ts";

let engine: Warehouse;
beforeAll(async () => {
  engine = await openWarehouse(":memory:", { threads: 1 });
});
afterAll(() => {
  engine.close();
});

/** The day since which times are lone, among records with one time each. */
const since = (...days: string[]) =>
  loneSince(
    engine,
    days.map((day, place) => `select ${place} as record, date '${day}' as day`).join(" union all "),
  );

/** A record on each of so many days in a row. */
const daily = (count: number, from = "2026-01-05") =>
  `select place as record, date '${from}' + place::integer as day from range(${count}) as places(place)`;

describe("a lone time far beyond all others is a mistyped year", () => {
  test("a year that ends every silence before it, of three records or of a thousand", async () => {
    expect(await since("2026-01-05", "2026-01-06", "2062-01-07")).toBe("2062-01-07");
    expect(await since("2024-01-05", "2025-02-06", "2025-12-01", "2026-01-06", "2206-01-07")).toBe(
      "2206-01-07",
    );
    expect(await loneSince(engine, `${daily(1000)} union all select 5, date '2029-01-09'`)).toBe(
      "2029-01-09",
    );
  });
  test("several of them in a large home, from the first one on", async () => {
    const typed = [7, 300, 301].map((record) => `select ${record}, date '20${(record % 50) + 30}-01-09'`);
    expect(await loneSince(engine, [daily(500), ...typed].join(" union all "))).toBe("2030-01-09");
  });
  test("though another year was mistyped into the past", async () => {
    expect(await since("0206-01-05", "2026-01-05", "2026-01-06", "2026-01-07", "2062-01-07")).toBe(
      "2062-01-07",
    );
  });
  test("and no time that others are near to, or that few are there to tell of", async () => {
    expect(await loneSince(engine, daily(1000))).toBeUndefined();
    expect(await since("2020-01-05", "2062-01-07")).toBeUndefined();
    expect(await since("2024-01-05", "2024-01-06", "2024-01-07", "2026-01-06")).toBeUndefined();
    expect(await loneSince(engine, `${daily(30)} union all ${daily(30, "2028-01-05")}`)).toBeUndefined();
    expect(
      await loneSince(
        engine,
        `${daily(300, "2022-01-05")} union all ${daily(300, "2024-01-05")} union all select 5, date '2025-12-09'`,
      ),
    ).toBeUndefined();
  });
});

describe("a file with a mistyped year", () => {
  freshHomes();
  const header = "Record ID,Pipeline,Deal Stage,Create Date,Last Modified Date\n";
  const deals = (...lines: string[]) =>
    header + lines.map((line, at) => `${at + 1},Sales,New,${line}\n`).join("");

  test("is known until its newest time before it, says so once for its source, and is no newer than the next export", async () => {
    put(
      "hubspot/deals-1.csv",
      deals(
        "2026-01-05 09:00,2026-01-05 09:00",
        "2026-01-06 09:00,2062-01-06 09:00",
        "2026-01-07 09:00,2026-01-07 10:00",
      ),
    );
    put(
      "hubspot/deals-2.csv",
      deals(
        "2026-01-05 09:00,2026-02-05 09:00",
        "2026-01-06 09:00,2062-01-06 09:00",
        "2026-01-07 09:00,2026-01-07 10:00",
      ),
    );
    const files = await load();
    expect(files.map(({ newestEvent }) => newestEvent)).toEqual([
      "2026-01-07 10:00:00",
      "2026-02-05 09:00:00",
    ]);
    expect(files.flatMap(({ issues }) => issues).filter(({ kind }) => kind === "lone_time")).toEqual([
      {
        kind: "lone_time",
        detail:
          "its newest time is in 2062, far beyond every other: a mistyped year, most likely, so the source is not taken as known until then, and what happened then is flagged as impossible and left out of durations; correct it in the source, or if it is right, refresh with --as-of at or after it",
      },
    ]);
  });

  test("is far beyond all others of its home, not of its source alone", async () => {
    put("hubspot/deals.csv", deals("2026-01-05 09:00,2062-01-05 09:00"));
    put(
      "web_form/form.csv",
      "Email,Submitted at\na@minta.example,2026-02-20 11:00\nb@minta.example,2026-02-21 11:00\n",
    );
    expect((await load()).map(({ newestEvent }) => newestEvent)).toEqual([
      "2026-01-05 09:00:00",
      "2026-02-21 11:00:00",
    ]);
  });
});
