import { describe, expect, test } from "vitest";
import { withPresumedZones } from "../../pipelines/load/presumed-zone.ts";
import { freshHomes, load, put } from "./exports-home.ts";

freshHomes();

/** Delivers a file of a mapped source, and one of HubSpot, with deals that were created at some time. */
function deliver(time: string, mapping: Record<string, unknown> = {}): void {
  put(
    "m/mapping.json",
    JSON.stringify({
      source: "sheet",
      ...mapping,
      files: [
        {
          file: "deals.csv",
          stream: "opportunities",
          columns: { opportunity_id: "Id", created_at: "Opened" },
        },
      ],
    }),
  );
  put("m/deals.csv", `Id,Opened\n1,${time}\n`);
  for (const part of [1, 2])
    put(
      `hubspot/deals-${part}.csv`,
      `Record ID,Deal Stage,Pipeline,Create Date\n${part},New,Sales,${time}\n`,
    );
}

/** The sources with an issue about their zone, when the home sets some keys. */
const unsaid = async (...keys: string[]) =>
  withPresumedZones(await load(), (key) => keys.includes(key)).flatMap(({ source, issues }) =>
    issues.flatMap(({ kind }) => (kind === "presumed_zone" ? [source] : [])),
  );

describe("a zone that nothing declares", () => {
  test("is an issue with the line that settles it, one for each source", async () => {
    deliver("2026-01-05 09:00");
    const issues = withPresumedZones(await load(), () => false).flatMap((file) => file.issues);
    expect(issues.map(({ detail }) => detail)).toEqual([
      "Create Date: nothing says the time zone of its times, which are taken for times of Europe/Budapest; add the line hubspot.time_zone,Europe/Budapest to reference/settings.csv, or the zone that they were written in",
      'Opened: nothing says the time zone of its times, which are taken for times of Europe/Budapest; set "zone" in the mapping.json beside it, or the zone that they were written in',
    ]);
  });

  test("is declared by a setting of the source, of its folder or of all, or by the mapping", async () => {
    deliver("2026-01-05 09:00");
    expect(await unsaid("hubspot.time_zone")).toEqual(["sheet"]);
    expect(await unsaid("sheet.time_zone", "base_currency")).toEqual(["hubspot"]);
    expect(await unsaid("source_time_zone")).toEqual([]);
    deliver("2026-01-05 09:00", { zone: "Europe/Vienna" });
    expect(await unsaid()).toEqual(["hubspot"]);
  });

  test.each([
    "2026-01-05",
    "2026-01-05T09:00:00Z",
    "2026-01-05 09:00 CET",
    "2026-01-05 9:00:00 AM GMT+1",
    "1767603600000",
  ])("is needed by no time that names its offset, and by no day: %s", async (time) => {
    deliver(time);
    expect(await unsaid()).toEqual([]);
  });
});
