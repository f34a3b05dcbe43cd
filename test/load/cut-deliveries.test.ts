import { join } from "node:path";
import { expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { checkVolume } from "../../pipelines/audit/volume.ts";
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
  expect(checkVolume([], files, [])).toEqual([]);
});
