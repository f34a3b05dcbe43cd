import { chmodSync, cpSync, mkdirSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt, sampleHome, type Home } from "../../pipelines/contract/home.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { scratchFolder } from "../scratch.ts";

/** A CRM of 12 deals that started on 1 October 2025: 4 won, 4 lost, 4 open in the second stage. Deal 1 was won on 4 November. */
const stages = ["Lead", "Meeting", "Proposal"];
const changes: [string, string, string][] = [];
for (let deal = 1; deal <= 12; deal++) {
  changes.push(
    [String(deal), "Lead", "2025-10-01 10:00:00"],
    [String(deal), "Meeting", "2025-10-03 10:00:00"],
  );
  if (deal <= 4)
    changes.push([String(deal), "Won", deal === 1 ? "2025-11-04 10:00:00" : "2025-10-20 10:00:00"]);
  else if (deal <= 8) changes.push([String(deal), "Lost", "2025-10-10 10:00:00"]);
}

const root = scratchFolder();
let run = 0;
const effects = { now: () => new Date(Date.UTC(2026, 0, 20, 0, 0, run++)), report: silent };
const base = homeAt(join(root, "base"));

function deliver(home: Home, name: string, rows: string[][], asOf: string, merged = "", referred = ""): void {
  const folder = join(home.exports, name);
  mkdirSync(folder, { recursive: true });
  const deals = [...new Set(rows.map(([deal]) => deal ?? ""))];
  writeFileSync(
    join(folder, "changes.csv"),
    ["Deal,Stage,At", ...rows.map((row) => row.join(","))].join("\n"),
  );
  writeFileSync(
    join(folder, "deals.csv"),
    [
      "Deal,Created,Merged,Source",
      ...deals.map(
        (deal) =>
          `${deal},2025-10-01 10:00:00,${deal === "1" ? merged : ""},${deal === referred ? "referral" : "inbound_web"}`,
      ),
    ].join("\n"),
  );
  const file = { delimiter: ",", encoding: "utf-8", date_format: "ymd" };
  writeFileSync(
    join(folder, "mapping.json"),
    JSON.stringify({
      source: "crm",
      zone: "Europe/Budapest",
      as_of: asOf,
      files: [
        {
          ...file,
          file: "deals.csv",
          stream: "opportunities",
          columns: {
            opportunity_id: "Deal",
            created_at: "Created",
            merged_ids: "Merged",
            lead_source: "Source",
          },
          constants: { currency: "HUF" },
        },
        {
          ...file,
          file: "changes.csv",
          stream: "stage_changes",
          columns: { record_id: "Deal", to_stage: "Stage", changed_at: "At" },
          constants: { record_type: "opportunity" },
        },
      ],
    }),
  );
}

function write(home: Home, table: string, rows: string[]): void {
  cpSync(sampleHome.reference, home.reference, { recursive: true, force: false });
  writeFileSync(join(home.reference, `${table}.csv`), `${rows.join("\n")}\n`);
}

const map = (meeting: string) => [
  "source,pipeline,source_stage,kind,target_pipeline,stage,valid_from,valid_to",
  `crm,*,Lead,stage,sales,lead,,`,
  `crm,*,Meeting,stage,sales,${meeting},,`,
  `crm,*,Won,won,sales,,,`,
  `crm,*,Lost,lost,sales,,,`,
];

/** A copy of the home whose base has been published once, changed, refreshed again; and what the second refresh restates. */
async function restated(name: string, change: (home: Home) => void | Promise<void>, segment = "all") {
  const home = homeAt(join(root, name));
  cpSync(base.root, home.root, { recursive: true, verbatimSymlinks: true });
  await change(home);
  const { contentHash } = await refresh({ home, site: false, threads: 1 }, effects);
  const rows = await ask(
    home,
    `select metric, stage, cohort_month::varchar as month, reason, journey_count, reached_count_before || '→' || reached_count_after as reached,
       advanced_count_before || '→' || advanced_count_after as advanced, example_id
     from marts.restatement where segment = '${segment}' order by metric, stage, segment_value, reason`,
  );
  return { home, contentHash, rows };
}

async function ask(home: Home, sql: string) {
  const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), {
    readOnly: true,
    threads: 1,
  });
  try {
    return await warehouse.rows(sql);
  } finally {
    warehouse.close();
  }
}

const row = (
  metric: string,
  stage: string | null,
  reason: string,
  journeys: string,
  reached: string,
  advanced: string,
  example: string,
) => ({
  metric,
  stage,
  month: "2025-10-01",
  reason,
  journey_count: journeys,
  reached,
  advanced,
  example_id: example,
});

beforeAll(async () => {
  write(base, "stages", [
    "pipeline,stage,ordinal,team,label_en,label_hu,benchmark_low,benchmark_high,benchmark_source,horizon_days",
    ...stages.map((stage, index) => `sales,${stage.toLowerCase()},${index + 1},sales,${stage},${stage},,,,`),
  ]);
  write(base, "stage_map", map("meeting"));
  deliver(base, "crm", changes, "2026-01-10 12:00:00");
  await refresh({ home: base, site: false, threads: 1 }, effects);
});

test("a file that comes late restates the months of its deals", async () => {
  const { rows } = await restated("late", (home) => {
    deliver(
      home,
      "late",
      [
        ["20", "Lead", "2025-10-05 10:00:00"],
        ["21", "Lead", "2025-10-05 10:00:00"],
        ["21", "Won", "2025-10-09 10:00:00"],
      ],
      "2026-01-10 12:00:00",
    );
  });
  expect(rows).toEqual([
    row("lead_to_customer", null, "late_file", "2", "12→14", "4→5", "20"),
    row("stage_conversion", "lead", "late_file", "2", "12→14", "12→13", "20"),
    row("stage_conversion", "meeting", "late_file", "1", "12→13", "4→5", "21"),
    row("stage_conversion", "proposal", "late_file", "1", "4→5", "4→5", "21"),
  ]);
});

test("deals that were merged restate the months in which they were two", async () => {
  const { rows } = await restated("merge", (home) => {
    deliver(home, "crm", changes, "2026-01-10 12:00:00", "5");
  });
  expect(rows).toEqual([
    row("lead_to_customer", null, "merge", "1", "12→11", "4→4", "5"),
    row("stage_conversion", "lead", "merge", "1", "12→11", "12→11", "5"),
    row("stage_conversion", "meeting", "merge", "1", "12→11", "4→4", "5"),
  ]);
});

test("a win that was reopened restates the month that had counted it, and time that passes restates nothing", async () => {
  const { rows } = await restated("reopened", (home) => {
    const later = [
      ["1", "Meeting"],
      ["9", "Proposal"],
      ["10", "Lost"],
      ["13", "Lead"],
    ].map((change) => [...change, "2026-01-12 10:00:00"]);
    deliver(home, "crm", [...changes, ...later], "2026-01-18 12:00:00");
  });
  expect(rows).toEqual([
    row("lead_to_customer", null, "reopened", "1", "12→12", "4→3", "1"),
    row("stage_conversion", "meeting", "reopened", "1", "12→12", "4→3", "1"),
    row("stage_conversion", "proposal", "reopened", "1", "4→3", "4→3", "1"),
  ]);
});

test("a changed stage map restates what it reads differently, and the content hash does not know the release before", async () => {
  const { home, rows, contentHash } = await restated("map", (changed) => {
    write(changed, "stage_map", map("proposal"));
  });
  expect(rows).toEqual([
    row("stage_conversion", "meeting", "changed_map", "8", "12→12", "4→12", "10"),
    row("stage_conversion", "proposal", "changed_map", "8", "4→12", "4→4", "10"),
  ]);
  const again = await refresh({ home, site: false, threads: 1 }, effects);
  expect(await ask(home, "from marts.restatement"), "the same exports restate nothing").toEqual([]);
  expect(await ask(home, "from marts.comparison"), "but they were compared").toHaveLength(1);
  expect(again.contentHash).toBe(contentHash);
});

test("a deal that newer exports lack restates its month as gone", async () => {
  const { rows } = await restated("gone", (home) => {
    deliver(
      home,
      "crm",
      changes.filter(([deal]) => deal !== "2"),
      "2026-01-10 12:00:00",
    );
  });
  expect(rows).toEqual([
    row("lead_to_customer", null, "record_gone", "1", "12→11", "4→3", "2"),
    row("stage_conversion", "lead", "record_gone", "1", "12→11", "12→11", "2"),
    row("stage_conversion", "meeting", "record_gone", "1", "12→11", "4→3", "2"),
    row("stage_conversion", "proposal", "record_gone", "1", "4→3", "4→3", "2"),
  ]);
});

test("a deal whose source was corrected moves from one source to the other as a changed record", async () => {
  const { rows } = await restated(
    "corrected",
    (home) => {
      deliver(home, "crm", changes, "2026-01-10 12:00:00", "", "9");
    },
    "lead_source",
  );
  expect(rows).toEqual([
    row("lead_to_customer", null, "changed_record", "1", "12→11", "4→4", "9"),
    row("lead_to_customer", null, "changed_record", "1", "0→1", "0→0", "9"),
    row("stage_conversion", "lead", "changed_record", "1", "12→11", "12→11", "9"),
    row("stage_conversion", "lead", "changed_record", "1", "0→1", "0→1", "9"),
    row("stage_conversion", "meeting", "changed_record", "1", "12→11", "4→4", "9"),
    row("stage_conversion", "meeting", "changed_record", "1", "0→1", "0→0", "9"),
  ]);
});

test("what the same files said otherwise in the release before is told as a new version of the program", async () => {
  const { rows } = await restated("version", async (home) => {
    const path = join(home.current, "warehouse.duckdb");
    chmodSync(path, 0o644);
    const warehouse = await openWarehouse(path, { threads: 1 });
    await warehouse.run(
      `delete from core.fct_stage_reach where stage = 'meeting'
         and journey_id in (select journey_id from core.fct_journey where opportunity_id = '9')`,
    );
    warehouse.close();
  });
  expect(rows).toEqual([
    row("stage_conversion", "lead", "new_version", "1", "12→12", "11→12", "9"),
    row("stage_conversion", "meeting", "new_version", "1", "11→12", "4→4", "9"),
  ]);
});

test("an analyst can join two releases by journey_id: older deals and other sources that come later change none", async () => {
  const home = homeAt(join(root, "joined"));
  cpSync(base.root, home.root, { recursive: true, verbatimSymlinks: true });
  const before = readlinkSync(home.current);
  deliver(home, "crm", [["0", "Lead", "2025-09-01 10:00:00"], ...changes], "2026-01-12 12:00:00");
  deliver(home, "a crm", [["00", "Meeting", "2025-08-01 10:00:00"]], "2026-01-12 12:00:00");
  await refresh({ home, site: false, threads: 2 }, effects);
  const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), {
    readOnly: true,
    threads: 1,
  });
  await warehouse.run(
    `attach '${join(home.root, before, "warehouse.duckdb").replaceAll("'", "''")}' as before (read_only)`,
  );
  const rows = await warehouse.rows(
    `select count(*)::integer as joined, count(*) filter (where told.opportunity_id = now.opportunity_id)::integer as same,
       min(length(journey_id::varchar)) as digits
     from before.core.fct_journey as told join core.fct_journey as now using (journey_id)`,
  );
  warehouse.close();
  expect(rows).toEqual([{ joined: 12, same: 12, digits: "19" }]);
});

test("a sample is never compared with a company", async () => {
  const home = homeAt(join(root, "sample"));
  await refresh({ home, site: false, threads: 1 }, effects);
  cpSync(base.exports, home.exports, { recursive: true });
  cpSync(base.reference, home.reference, { recursive: true });
  await refresh({ home, site: false, threads: 1 }, effects);
  expect(await ask(home, "select source_system from core.fct_journey group by all")).toEqual([
    { source_system: "crm" },
  ]);
  expect(await ask(home, "from marts.restatement")).toEqual([]);
});
