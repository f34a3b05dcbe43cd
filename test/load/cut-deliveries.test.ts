import { utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { checkVolume, recordsByExport, recordsBySource } from "../../pipelines/audit/volume.ts";
import { arrivedAt } from "../../pipelines/intake/deliveries.ts";
import { exportName } from "../../pipelines/intake/export-name.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { freshHomes, home, load, put } from "./exports-home.ts";

freshHomes();

const deals = (from: number, to: number, changed: string) =>
  `Record ID,Pipeline,Deal Stage,Create Date,Last Modified Date\n${Array.from({ length: to - from }, (_, id) => `${from + id},Sales,New,2026-01-05 09:00,${changed} 09:00\n`).join("")}`;

test.each([
  ["before its last cell", "13,Sales,Ne"],
  ["inside a quote", '13,Sales,"Ne'],
])(
  "an export that ends %s is called cut off and deletes nothing",
  async (_, end) => {
    put("deals 2026-02-01.csv", deals(1, 15, "2026-02-01"));
    put("deals 2026-03-01.csv", `${deals(1, 13, "2026-03-01")}${end}`);
    const [, cut] = await load();
    expect(cut).toMatchObject({
      status: "loaded",
      loaded: 12,
      quarantined: 1,
      isCutOff: true,
      delivery: "delta",
    });
    expect(cut?.reason).toMatch(/it is cut off: it ends inside its last record/);
    expect(cut?.issues).toMatchObject([{ kind: "cut_off" }]);
    // and is known for that when it is not read anew
    expect((await load())[1]).toMatchObject({ isCutOff: true, delivery: "delta" });
    const effects = { now: () => new Date("2026-11-01T03:00:00Z"), report: silent };
    await refresh({ home, site: false, threads: 1 }, effects);
    const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), { readOnly: true });
    try {
      expect(
        await warehouse.rows(
          "select count(*)::integer as journeys from core.fct_journey where not is_deleted",
        ),
      ).toEqual([{ journeys: 14 }]);
      expect(
        await warehouse.rows(
          "select kind from ops.issue where kind in ('cut_off', 'deleted', 'deletion_unclear')",
        ),
      ).toEqual([{ kind: "cut_off" }]);
    } finally {
      warehouse.close();
    }
  },
  120_000,
);

test("an export whose last line is whole is not cut off, with a line end or without", async () => {
  put("a.csv", deals(1, 5, "2026-02-01"));
  put("b.csv", deals(1, 6, "2026-02-02").trimEnd());
  expect((await load()).map(({ isCutOff, delivery }) => [isCutOff, delivery])).toEqual([
    [false, "presumed_full"],
    [false, "presumed_full"],
  ]);
});

test("an export of which a part is cut off is not full", async () => {
  put("deals part 1.csv", `${deals(1, 11, "2026-02-01")}11,Sa`);
  put("deals part 2.csv", deals(20, 30, "2026-02-01"));
  expect((await load()).map(({ delivery }) => delivery)).toEqual(["delta", "delta"]);
});

test.each([
  ["crm/deals part 1.csv", "crm/deals.csv"],
  ["crm/deals_part2of3.csv.gz", "crm/deals.csv.gz"],
  ["deals (2 of 5).csv", "deals.csv"],
  ["üzletek 2. rész.csv", "üzletek.csv"],
  ["üzletek_rész_2.xlsx", "üzletek.xlsx"],
  ["Deals Teil 2 von 4.csv", "Deals.csv"],
  ["WE_00D5e000000Minta_2.ZIP", "WE_00D5e000000Minta.ZIP"],
  ["deals-2026-01-15.csv", "deals-2026-01-15.csv"],
  ["deals 2.csv", "deals 2.csv"],
  ["partners 2026.csv", "partners 2026.csv"],
])("%s is a part of the export %s", (delivered, name) => {
  expect(exportName(delivered)).toBe(name);
});

test("the parts of an export are counted together against the exports before it", async () => {
  put("2026-01/deals.csv", deals(1, 41, "2026-01-05"));
  put("2026-02/deals part 1.csv", deals(1, 31, "2026-02-05"));
  put("2026-02/deals part 2.csv", deals(31, 41, "2026-02-05"));
  const files = await load();
  expect(checkVolume([], files)).toEqual([]);
});

describe("an export that is much smaller stops the refresh where any sign calls it the newest, and passes where it is an older one", () => {
  /** Deals whose newest change is on a day. */
  const day = (name: string, count: number, changed: string, end = "") => {
    put(name, `${deals(1, count + 1, changed)}${end}`);
  };
  const deliveredAt = (name: string, hours: number) => {
    const at = new Date(Date.UTC(2026, 2, 5, hours));
    utimesSync(join(home.exports, name), at, at);
  };
  const isRefused = async (accepted: string[] = []) => {
    const files = await load();
    const check = () =>
      checkVolume([], files, { accepted, arrivedAt: ({ name }) => arrivedAt(home.exports, name) });
    try {
      check();
      return false;
    } catch (error) {
      expect(error).toMatchObject({ code: "volume_drop", kind: "dataCheck" });
      return (error as Error).message;
    }
  };

  test("cut inside a record, with the newest event in it or without", async () => {
    for (const changed of ["2026-03-02", "2026-02-20"]) {
      day("deals-2026-03-01.csv", 40, "2026-03-01");
      day("deals-2026-03-02.csv", 12, changed, "13,Sales,Ne");
      expect(await isRefused()).toMatch(
        /^deals-2026-03-02\.csv: expected about 40 records as in the export before it, found 12: .*it ends inside a record, so that it was cut off .*--accept "deals-2026-03-02\.csv"$/,
      );
      expect(await isRefused(["deals-2026-03-02.csv"])).toBe(false);
    }
  });

  test.each([
    ["its name", "deals-2026-03-01.csv", "deals-2026-03-02.csv"],
    ["a number in its name", "deals 9.csv", "deals 10.csv"],
    ["a date with the day first", "deals 28.02.2026.csv", "deals 01.03.2026.csv"],
    ["a date with the month first", "deals 12-30-2025.csv", "deals 01-02-2026.csv"],
    ["a month", "deals 12-2025.csv", "deals 01-2026.csv"],
    ["a second download", "deals.csv", "deals (1).csv"],
    ["its folder", "2026-03-01/deals.csv", "2026-03-02/deals.csv"],
  ])("newest by %s", async (_, before, newest) => {
    day(before, 40, "2026-03-01");
    day(newest, 12, "2026-02-20");
    expect(await isRefused()).toContain(`${newest}: expected about 40 records`);
  });

  test("newest by its arrival, unless all arrived together or their own times say otherwise", async () => {
    day("deals 7.csv", 40, "2026-03-01");
    day("deals 3.csv", 12, "2026-02-20");
    for (const name of ["deals 7.csv", "deals 3.csv"]) deliveredAt(name, 3);
    expect(await isRefused()).toBe(false);
    deliveredAt("deals 3.csv", 30);
    expect(await isRefused()).toContain("deals 3.csv: expected about 40 records");
  });

  test("whose name says nothing about the age of the others", async () => {
    day("deals 7.csv", 40, "2026-02-20");
    day("deals 3.csv", 45, "2026-03-01");
    day("deals 5.csv", 42, "2026-02-25");
    day("deals 9.csv", 12, "2026-01-20");
    expect(await isRefused()).toBe(false);
  });

  test("and that has the name of the one before it", async () => {
    day("people.csv", 400, "2026-03-01");
    day("deals.csv", 40, "2026-03-01");
    const files = await load();
    const before = {
      records: recordsBySource(files),
      exports: recordsByExport(files),
      accepted: [],
      acceptedFiles: [],
    };
    day("deals.csv", 12, "2026-03-02");
    const cut = await load();
    expect(() => checkVolume([before], cut)).toThrow(
      /^deals\.csv: expected about 40 records as in the last release, found 12/,
    );
    const [accepted = ""] = checkVolume([before], cut, { accepted: ["deals.csv"] });
    expect(checkVolume([{ ...before, acceptedFiles: [accepted] }], cut)).toEqual([accepted]);
  });
});
