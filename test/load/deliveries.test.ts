import { appendFileSync, existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { withLostColumns } from "../../pipelines/audit/columns.ts";
import { checkVolume, recordsBySource } from "../../pipelines/audit/volume.ts";
import { manifestsOf } from "../../pipelines/release/manifest.ts";
import { manifestName } from "../../pipelines/release/manifest.ts";
import { waitForDeliveries } from "../../pipelines/intake/deliveries.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { freshHomes, home, load, only, put, rowsOf } from "./exports-home.ts";

freshHomes();

const effects = { now: () => new Date("2026-11-01T03:00:00Z"), report: silent };
const age = (name: string, seconds: number) => {
  const at = Date.now() / 1000 - seconds;
  utimesSync(join(home.exports, name), at, at);
};

test("a delivery that has been left alone for a minute, or is marked done, is read at once", async () => {
  put("old.csv", "a");
  age("old.csv", 61);
  put("marked.csv", "a");
  put("marked.csv.done", "");
  let waits = 0;
  const changing = await waitForDeliveries(home.exports, effects, async () => waits++);
  expect([waits, changing.size]).toEqual([0, 0]);
});

test("a delivery that grows while we wait is for the next run", async () => {
  put("grows.csv", "a");
  const changing = await waitForDeliveries(home.exports, effects, async () => {
    appendFileSync(join(home.exports, "grows.csv"), "b");
  });
  expect([...changing]).toEqual([join(home.exports, "grows.csv")]);
});

test("a delivery that stays as it is is read when it is a minute old", async () => {
  put("young.csv", "a");
  const changing = await waitForDeliveries(home.exports, effects, async () => age("young.csv", 61));
  // its age is part of what we watch: setting it counts as a change, as a copy program's last touch does
  expect(changing.size).toBe(1);
  expect((await waitForDeliveries(home.exports, effects)).size).toBe(0);
});

const deals = (count: number) =>
  `Record ID,Pipeline,Deal Stage,Create Date\n${Array.from({ length: count }, (_, id) => `${id},Sales,New,2026-01-05 09:00\n`).join("")}`;

test("a source that shrinks by more than a fifth is not published until a person accepts it", async () => {
  const run = (accepted: string[] = []) => {
    let second = 0;
    const clock = { ...effects, now: () => new Date(Date.now() + second++) };
    return refresh({ home, site: false, accepted, threads: 1 }, clock);
  };
  put("deals.csv", deals(10));
  await run();
  put("deals.csv", deals(8));
  await run();
  put("deals.csv", deals(7));
  await expect(run()).rejects.toMatchObject({ code: "volume_drop", kind: "dataCheck" });
  await run(["hubspot"]);
  await run();
  rmSync(join(home.exports, "deals.csv"));
  mkdirSync(home.exports, { recursive: true });
  writeFileSync(join(home.exports, "ads.csv"), "Campaign,Cost,Impr.\nSpring,1,2\n");
  await expect(run()).rejects.toMatchObject({ code: "volume_drop" });
  // and when nothing at all is there, the sample does not take the place of one's own numbers
  rmSync(join(home.exports, "ads.csv"));
  await expect(run()).rejects.toMatchObject({ code: "exports_gone", kind: "config" });
}, 240_000);

test("an export that holds a header alone is named, and when no export holds a record nothing is published", async () => {
  const warnings: string[] = [];
  const report = { ...silent, warn: (message: string) => warnings.push(message) };
  const run = () => refresh({ home, site: false, threads: 1 }, { now: () => new Date(), report });
  put("deals.csv", deals(0));
  await expect(run()).rejects.toMatchObject({
    code: "no_records",
    kind: "config",
    message: expect.stringContaining("deals.csv: it holds a header and no record") as string,
  });
  expect(existsSync(home.current)).toBe(false);
  put("more deals.csv", deals(3));
  await run();
  expect(existsSync(home.current)).toBe(true);
  expect(warnings).toContain("deals.csv: it holds a header and no record");
}, 240_000);

test.each([
  [
    "2025-12-31",
    [
      "--as-of: hubspot is taken as known until 2025-12-31 00:00:00 (UTC) but tells of 2026-01-05 08:00:00; what happened in between is flagged as impossible and left out of durations",
    ],
  ],
  ["2026-01-31", []],
])("an as-of of %s before what the exports tell is a warning", async (asOf, expected) => {
  const warnings: string[] = [];
  const report = { ...silent, warn: (message: string) => warnings.push(message) };
  put("deals.csv", deals(1));
  await refresh({ home, site: false, asOf, threads: 1 }, { ...effects, report });
  expect(warnings.filter((warning) => warning.startsWith("--as-of"))).toEqual(expected);
});

test("the newest export that is smaller than those before it stops the refresh until a person accepts the file, once", async () => {
  let run = 0;
  const check = async (accepted: string[] = []) => {
    const files = await loadExports(home, new Map(), effects);
    const acceptedFiles = checkVolume(manifestsOf(home), files, { accepted });
    const release = join(home.releases, String(run++));
    mkdirSync(release, { recursive: true });
    const manifest = {
      run: "",
      finishedAt: "",
      asOf: null,
      version: "",
      contentHash: "0".repeat(64),
      isSample: false,
      records: recordsBySource(files),
      acceptedFiles,
    };
    writeFileSync(join(release, manifestName), JSON.stringify(manifest));
  };
  const changedOn = (date: string, count: number) =>
    deals(count).replace("Create Date", "Last Modified Date").replaceAll("2026-01-05", date);
  const day = (date: string, count: number) => put(`deals ${date}.csv`, changedOn(date, count));
  day("2026-01-05", 30);
  day("2026-01-06", 24);
  await check();
  day("2026-01-07", 19);
  await expect(check()).rejects.toMatchObject({
    code: "volume_drop",
    message: expect.stringMatching(/more than 20 % fewer; .* --accept "deals 2026-01-07\.csv"$/) as string,
  });
  await check(["deals 2026-01-07.csv"]);
  await check();
  // one small export does not make small ones usual
  day("2026-01-08", 18);
  await expect(check()).rejects.toMatchObject({ code: "volume_drop" });
  await check(["deals 2026-01-08.csv"]);
  put("partner 2026-01-07.csv", changedOn("2026-01-07", 10));
  put("partner 2026-01-08.csv", changedOn("2026-01-08", 1));
  await check();
  const changed = (from: number, to: number) =>
    `Id,StageName,CloseDate\n${Array.from({ length: to - from }, (_, id) => `${from + id},New,2026-01-05\n`).join("")}`;
  put("changed 1.csv", changed(0, 30));
  put("changed 2.csv", changed(30, 32));
  await check();
});

test("whether an export is full is said by the mapping, by a setting, or presumed by its connector", async () => {
  const files = [{ file: "*", stream: "leads", columns: { lead_id: "id" } }];
  put("a/mapping.json", JSON.stringify({ source: "a", files }));
  put("a/a.csv", "id\n1\n");
  put("b/mapping.json", JSON.stringify({ source: "b", delivery: "full", files }));
  put("b/b.csv", "id\n2\n");
  put(
    "c/mapping.json",
    JSON.stringify({
      source: "c",
      delivery: "full",
      files: files.map((file) => ({ ...file, delivery: "delta" })),
    }),
  );
  put("c/c.csv", "id\n3\n");
  put("d.csv", deals(1));
  put("e.csv", "Record Id,Lead Status\n1,New\n");
  const said = async (settings: [string, string][]) =>
    (await loadExports(home, new Map(settings), effects)).map((file) => file.delivery);
  expect(await said([])).toEqual(["delta", "full", "delta", "presumed_full", "presumed_full"]);
  expect(
    await said([
      ["zoho.delivery", "delta"],
      ["hubspot.delivery", "full"],
    ]),
  ).toEqual(["delta", "full", "delta", "full", "delta"]);
});

test("an older export delivered later changes nothing that a newer one says", async () => {
  const of = (amount: number, changed: string) =>
    `Record ID,Pipeline,Deal Stage,Create Date,Last Modified Date,Amount\n1,Sales Pipeline,New Lead,2026-01-05 09:00,${changed},${amount}\n`;
  put("1.csv", of(200, "2026-01-09 09:00"));
  put("2.csv", of(100, "2026-01-07 09:00"));
  await refresh({ home, site: false, threads: 1 }, effects);
  const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), { readOnly: true });
  try {
    expect(await warehouse.rows("select amount, is_deleted from core.fct_journey")).toEqual([
      { amount: "200.00", is_deleted: false },
    ]);
    expect(await warehouse.rows("select name, delivery from ops.file order by name")).toEqual([
      { name: "1.csv", delivery: "presumed_full" },
      { name: "2.csv", delivery: "presumed_full" },
    ]);
    expect(
      await warehouse.rows("select id, source from ops.issue where kind = 'presumed_currency' order by id"),
    ).toEqual([
      { id: "1.csv", source: "hubspot" },
      { id: "2.csv", source: "hubspot" },
    ]);
  } finally {
    warehouse.close();
  }
}, 240_000);

test.each([
  ["presumed_full", "Record ID,Pipeline,Deal Stage\n1,Sales,New\n"],
  ["presumed_full", "Deal - ID,Deal - Stage\n1,New\n"],
  ["presumed_full", "Record Id,Lead Status\nzcrm_1,New\n"],
  ["presumed_full", "(Do Not Modify) Contact,(Do Not Modify) Row Checksum\n1,x\n"],
  ["presumed_full", "Opportunity ID,Stage\n0065e00000MintA,New\n"],
  ["delta", "Id,StageName,CloseDate\n0065e00000MintA,New,2026-01-31\n"],
  ["delta", 'Opportunity Owner,Amount\nMinta Anna,100\n\n"Copyright (c) 2000-2026 salesforce.com, inc."\n'],
])("an export is %s where its vendor says nothing: %j", async (delivery, text) => {
  put("deals.csv", text);
  expect(await only()).toMatchObject({ status: "loaded", delivery });
});

test("a zone that is set later holds for files that are loaded already", async () => {
  put("form.csv", "Timestamp,Email\n2026-01-05T09:07:00Z,a@minta.example\n");
  const opened = async (zone: string) => {
    const [file] = await loadExports(home, new Map([["web_form.time_zone", zone]]), effects);
    if (file === undefined) throw new Error("no file");
    return (await rowsOf(file, "leads")).map((row) => row["created_at"]);
  };
  expect(await opened("Europe/Budapest")).toEqual(["2026-01-05 10:07:00"]);
  expect(await opened("America/New_York")).toEqual(["2026-01-05 04:07:00"]);
});

const entered = (columns: string[], modified: string) =>
  `Record ID,Pipeline,Deal Stage,Create Date,Last Modified Date,${columns.map((name) => `"${name}"`).join(",")}\n1,Sales,New,2026-01-05 09:00,${modified},${columns.map(() => "2026-01-06 09:00").join(",")}\n`;
const demo = `Date entered ""Demo (Sales)""`;
const offer = `Date entered ""Offer (Sales)""`;
const lost = async () =>
  withLostColumns(await load()).flatMap(({ name, issues }) =>
    issues.filter(({ kind }) => kind === "lost_column").map(({ detail }) => [name, detail]),
  );

describe("a column that the export before had", () => {
  test("and the newest one lacks is an issue that names it", async () => {
    put("deals-2026-01-07.csv", entered([demo, offer], "2026-01-07 09:00"));
    put("deals-2026-01-08.csv", entered([offer, "Entered demo"], "2026-01-08 09:00"));
    expect(await lost()).toEqual([
      [
        "deals-2026-01-08.csv",
        'not in it, but in deals-2026-01-07.csv: Date entered "Demo (Sales)"; what older exports hold of it stays; if that was not meant, export it again with this column under its old name',
      ],
    ]);
  });

  test("and the newest one has in HubSpot's other generation, or in other letters, is not lost", async () => {
    put(
      "deals-2026-01-07.csv",
      "hs_object_id,pipeline,dealstage,createdate,hs_date_entered_a,hs_date_entered_b\n1,S,a,2026-01-05 09:07,2026-01-05 09:07,\n",
    );
    put(
      "deals-2026-01-08.csv",
      "hs_object_id,pipeline,dealstage,createdate,hs_v2_date_entered_a,hs_v2_date_entered_b\n1,S,b,2026-01-05 09:07,2026-01-05 09:07,2026-01-08 09:07\n",
    );
    expect(await lost()).toEqual([]);
  });

  test("is no issue once an export has it again, or when the older export is the one that lacks it", async () => {
    put("deals-1.csv", entered([offer], "2026-01-07 09:00"));
    put("deals-2.csv", entered([demo, offer], "2026-01-08 09:00"));
    expect(await lost()).toEqual([]);
    put("deals-3.csv", entered([offer], "2026-01-09 09:00"));
    put("deals-4.csv", entered([offer, demo], "2026-01-10 09:00"));
    expect(await lost()).toEqual([]);
  });

  test("is compared among exports of one kind only", async () => {
    put("export-1.csv", entered([demo, offer], "2026-01-07 09:00"));
    put(
      "export-2.csv",
      "Record ID,Email,Lifecycle Stage,Create Date\n9,minta@example.com,Lead,2026-01-08 09:00\n",
    );
    const report =
      "# Account: Minta\n# Property: minta.example\n# Start date: 20260301\n# End date: 20260331\n";
    put(
      "ga4.csv",
      `${report}\nNth day,Active users\n0000,7\n\nCity,Active users\nPécs,4\n\nCountry,Active users\nHungary,4\n`,
    );
    put("list-1.csv", "Lista,Telefon,Do not call\nL1,06 30 555 0101,\n");
    put("list-2.csv", "Lista,Telefon\nL2,06 30 555 0102\n");
    expect((await load()).map(({ status }) => status)).toEqual(Array(7).fill("loaded"));
    expect(await lost()).toEqual([]);
  });
});
