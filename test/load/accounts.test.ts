import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import { readReference, settingsOf } from "../../pipelines/reference/read.ts";
import { withReading } from "../../pipelines/commands/setup/read-exports.ts";
import { freshHomes, home, put } from "./exports-home.ts";

freshHomes();

const effects = { now: () => new Date(0), report: silent };

/** Loads what was delivered with lines of reference/settings.csv. */
async function load(...settings: string[]) {
  mkdirSync(home.reference, { recursive: true });
  writeFileSync(join(home.reference, "settings.csv"), ["key,value", ...settings, ""].join("\n"));
  return loadExports(home, settingsOf(await readReference(home)), effects);
}
const sourcesOf = async (...settings: string[]) =>
  Object.fromEntries((await load(...settings)).map((file) => [file.name, file.source]));

const deals = (...created: string[]) =>
  [
    "Deal - ID,Deal - Title,Deal - Pipeline,Deal - Stage,Deal - Status,Deal - Deal created",
    ...created.map((at, index) => `${index + 1},Minta,Eladás,Ajánlat,Open,${at}`),
    "",
  ].join("\n");
const north = deals("2026-01-05 09:00:00", "2026-02-05 09:00:00", "2026-02-07 09:00:00");
const south = deals("2026-01-15 09:00:00", "2026-02-25 09:00:00");

test("deals of one id that were created at other times are those of an account per folder", async () => {
  put("north/deals.csv", north);
  put("south/2026-03/deals.csv", south);
  const files = await load();
  expect(files.map((file) => file.source)).toEqual(["pipedrive_north", "pipedrive_south"]);
  expect(files.map((file) => file.vendor)).toEqual(["pipedrive", "pipedrive"]);
  expect(files.map((file) => file.issues.map(({ kind }) => kind))).toEqual([
    ["several_accounts"],
    ["several_accounts"],
  ]);
  expect(files[0]?.issues[0]?.detail).toMatch(
    /2 of 2 shared ids.*north: pipedrive_north; south: pipedrive_south.*settings\.csv: pipedrive\.accounts,one$/,
  );
});

test("a folder that is named like the vendor, or no folder, keeps the name of the vendor", async () => {
  put("deals.csv", north);
  put("pipedrive_south/deals.csv", south);
  expect(await sourcesOf()).toEqual({
    "deals.csv": "pipedrive",
    "pipedrive_south/deals.csv": "pipedrive_south",
  });
});

test("folders that hold versions of the same deals are one account, beside another one", async () => {
  put("older/deals.csv", deals("2026-01-05", "2026-02-06"));
  put("newer/deals.csv", north);
  expect(new Set(Object.values(await sourcesOf()))).toEqual(new Set(["pipedrive"]));
  put("south/deals.csv", south);
  expect(await sourcesOf()).toEqual({
    "older/deals.csv": "pipedrive_newer",
    "newer/deals.csv": "pipedrive_newer",
    "south/deals.csv": "pipedrive_south",
  });
});

test("a date that was corrected makes no second account", async () => {
  put("older/deals.csv", north);
  put("newer/deals.csv", deals("2025-11-05 09:00:00", "2026-02-05 09:00:00", "2026-02-07 09:00:00"));
  expect(new Set(Object.values(await sourcesOf()))).toEqual(new Set(["pipedrive"]));
});

test("a contradiction within a folder, or between dates of delivery, is refused with the line that settles it", async () => {
  put("crm/deals_a.csv", north);
  put("crm/deals_b.csv", south);
  const [, refused] = await load();
  expect(refused).toMatchObject({ name: "crm/deals_b.csv", status: "refused" });
  expect(refused?.reason).toMatch(
    /those of crm\/deals_a\.csv have the same ids .*2 of 2 shared ids.*folder of its own.*settings\.csv: pipedrive\.accounts,one$/,
  );
  expect((await load("pipedrive.accounts,one")).map((file) => file.status)).toEqual(["loaded", "loaded"]);
});

test("folders named by dates tell of no account", async () => {
  put("2026-03-01/deals.csv", north);
  put("2026-03-02/deals.csv", south);
  expect((await load()).map((file) => file.status)).toEqual(["loaded", "refused"]);
});

test("a person may say that each folder is an account, or that all are one", async () => {
  put("north/deals.csv", north);
  put("south/deals.csv", deals("2026-01-05 09:00:00"));
  expect(await sourcesOf("pipedrive.accounts,folders")).toEqual({
    "north/deals.csv": "pipedrive_north",
    "south/deals.csv": "pipedrive_south",
  });
  put("south/deals.csv", south);
  expect(new Set(Object.values(await sourcesOf("pipedrive.accounts,one")))).toEqual(new Set(["pipedrive"]));
});

test("answers of two forms that number them from 1 are those of two accounts", async () => {
  put("shop/form.csv", "Entry ID,Submitted at,Email\n1,2026-01-05 09:00:00,a@minta.example\n");
  put("blog/form.csv", "Entry ID,Submitted at,Email\n1,2026-01-05 10:00:00,b@minta.example\n");
  expect(await sourcesOf()).toEqual({ "shop/form.csv": "web_form_shop", "blog/form.csv": "web_form_blog" });
});

test("lists of one name from two vendors are those of two accounts", async () => {
  const list = (vendor: string, member: string) =>
    `List ID,Vendor,Delivered at,Phone\nQ1,${vendor},2026-01-05,+3630555010${member}\n`;
  put("alfa/list.csv", list("Alfa", "1"));
  put("beta/list.csv", list("Beta", "2"));
  expect(new Set(Object.values(await sourcesOf()))).toEqual(
    new Set(["purchased_list_alfa", "purchased_list_beta"]),
  );
  put("beta/list.csv", list("Alfa", "2"));
  expect(new Set(Object.values(await sourcesOf()))).toEqual(new Set(["purchased_list"]));
});

const spend = (currency: string, ...costs: number[]) =>
  [
    "Day,Campaign,Currency code,Cost,Impr.,Clicks",
    ...costs.map((cost, index) => `2026-03-0${index + 1},Brand,${currency},${cost},100,5`),
    "",
  ].join("\n");

test("campaigns of one name that cost something else on the same days are those of two ad accounts", async () => {
  put("north/ads.csv", spend("EUR", 10, 20, 30));
  put("south/ads.csv", spend("EUR", 100, 5, 70));
  expect(await sourcesOf()).toEqual({
    "north/ads.csv": "google_ads_north",
    "south/ads.csv": "google_ads_south",
  });
  put("south/ads.csv", spend("HUF", 10, 20, 30));
  expect(await sourcesOf()).toEqual({
    "north/ads.csv": "google_ads_north",
    "south/ads.csv": "google_ads_south",
  });
});

test("a report told anew, whose last day was not over before, is of the same ad account", async () => {
  put("monday/ads.csv", spend("EUR", 10, 20, 3));
  put("tuesday/ads.csv", spend("EUR", 10, 21, 30, 4));
  expect(new Set(Object.values(await sourcesOf()))).toEqual(new Set(["google_ads"]));
});

test("what is decided of a vendor holds for its accounts, but where they have rows of their own", async () => {
  put("north/deals.csv", north);
  put("south/deals.csv", south);
  mkdirSync(home.reference, { recursive: true });
  const write = (name: string, ...lines: string[]) =>
    writeFileSync(join(home.reference, `${name}.csv`), `${lines.join("\n")}\n`);
  write(
    "stages",
    "pipeline,stage,ordinal,team,label_en,label_hu,benchmark_low,benchmark_high,benchmark_source,horizon_days",
    "sales,offer,1,sales,Offer,Ajánlat,,,,",
    "sales,talks,2,sales,Talks,Tárgyalás,,,,",
  );
  write(
    "stage_map",
    "source,pipeline,source_stage,kind,target_pipeline,stage,valid_from,valid_to",
    "pipedrive,*,Ajánlat,stage,sales,offer,,",
    "pipedrive,*,Won,won,sales,,,",
    "pipedrive_south,*,Ajánlat,stage,sales,talks,,",
  );
  write("source_map", "source,value,lead_source", "pipedrive,Fair,event");
  const files = await load(
    "pipedrive.history_starts,2026-01-01",
    "pipedrive.time_zone,Europe/Vienna",
    "pipedrive_south.time_zone,Europe/Bucharest",
  );
  expect(files.map((file) => file.zone)).toEqual(["Europe/Vienna", "Europe/Bucharest"]);
  const reference = await readReference(home);
  const read = await withReading(files, reference, effects, async (warehouse) => ({
    stages: await warehouse.rows(
      "select source, source_stage, stage from reference.stage_map where source <> 'pipedrive' order by all",
    ),
    words: await warehouse.rows("select source from reference.source_map order by all"),
    settings: await warehouse.rows(
      "select key from reference.settings where ends_with(key, 'history_starts') order by all",
    ),
  }));
  expect(read).toEqual({
    stages: [
      { source: "pipedrive_north", source_stage: "Ajánlat", stage: "offer" },
      { source: "pipedrive_north", source_stage: "Won", stage: null },
      { source: "pipedrive_south", source_stage: "Ajánlat", stage: "talks" },
      { source: "pipedrive_south", source_stage: "Won", stage: null },
    ],
    words: [{ source: "pipedrive" }, { source: "pipedrive_north" }, { source: "pipedrive_south" }],
    settings: [
      { key: "pipedrive.history_starts" },
      { key: "pipedrive_north.history_starts" },
      { key: "pipedrive_south.history_starts" },
    ],
  });
});
