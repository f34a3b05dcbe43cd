import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt, type Home } from "../../pipelines/contract/home.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { describeFindings, questionsOf } from "../../pipelines/commands/setup/describe.ts";
import { setup } from "../../pipelines/commands/setup/setup.ts";
import { Random } from "../../tools/simulate/random.ts";
import { wallTime } from "../../tools/simulate/wall-time.ts";
import { ask, built } from "../presume/presumed.ts";
import { ownNames, pipeline, speechless } from "../presume/pipelines.ts";
import { walk } from "../presume/walk.ts";
import { hubspotDeals } from "../presume/write-exports.ts";
import { scratchFolder } from "../scratch.ts";

const root = scratchFolder();
const effects = { now: () => new Date("2026-11-01T03:00:00Z"), report: silent };
const span = { from: wallTime("2025-10-01"), until: wallTime("2026-10-30", 18) };

let made = 0;
function homeWith(...of: (typeof ownNames)[]): Home {
  const home = homeAt(join(root, String(made++)));
  const lists = of.map((each, at) => ({
    pipeline: each,
    deals: walk(each, 150, new Random(60 + at), span, 1 + 1000 * at),
  }));
  hubspotDeals(join(home.exports, "hubspot", "deals.csv"), lists);
  return home;
}

const run = (home: Home, confirm = false) => setup({ home, confirm }, effects);
/** A refresh of its own instant, for a run is named after it. */
async function refreshed(home: Home): Promise<{ warehouse: string }> {
  const now = new Date(Date.parse("2026-11-01T03:00:00Z") + 1000 * made++);
  await refresh({ home, site: false, threads: 1 }, { now: () => now, report: silent });
  return { warehouse: join(home.current, "warehouse.duckdb") };
}
const read = (home: Home, name: string) => readFileSync(join(home.reference, name), "utf8");
const states = (warehouse: string) =>
  ask<{ state: string }>(warehouse, "select distinct state from marts.pipeline order by state");
const facts = (warehouse: string) =>
  ask(
    warehouse,
    "select opportunity_id, pipeline, started_at, outcome, outcome_at, current_stage, furthest_stage, amount_base from core.fct_journey order by all",
  );

test("what setup writes is what a refresh had read from the data, and it says so until a person confirms it", async () => {
  const home = homeWith(ownNames);
  const presumed = await refreshed(home);
  const before = await facts(presumed.warehouse);
  expect(await states(presumed.warehouse)).toEqual([{ state: "presumed" }]);
  const { changed } = await run(home);
  expect(changed).toEqual(expect.arrayContaining(["stages.csv", "stage_map.csv"]));
  const written = await built(home);
  expect(await facts(written.warehouse)).toEqual(before);
  expect(await states(written.warehouse)).toEqual([{ state: "written" }]);
  expect(await run(home)).toMatchObject({ changed: [], confirmed: false });
  await run(home, true);
  const confirmed = await built(home);
  expect(await facts(confirmed.warehouse)).toEqual(before);
  expect(await states(confirmed.warehouse)).toEqual([{ state: "decided" }]);
  expect(await ask(confirmed.warehouse, "from ops.issue where kind like 'presumed_s%'")).toEqual([]);
});

test("a pipeline keeps its name when a person has confirmed it", async () => {
  const home = homeWith(ownNames);
  const labels = ({ warehouse }: { warehouse: string }) => ask(warehouse, "select label from marts.pipeline");
  await run(home, true);
  expect(await labels(await built(home))).toEqual([{ label: ownNames.name }]);
});

test("a line that a person changed stays letter by letter, and counts as confirmed", async () => {
  const home = homeWith(ownNames);
  await run(home);
  const edited = read(home, "stages.csv")
    .replace(/Demo,Demo/, 'Demo,"Bemutató, élőben"')
    .replaceAll("\n", "\r\n");
  writeFileSync(join(home.reference, "stages.csv"), edited);
  await run(home);
  expect(read(home, "stages.csv")).toBe(edited);
  expect(await states((await built(home)).warehouse)).toEqual([{ state: "decided" }]);
});

test("lines that a person wrote for another source stay where they are", async () => {
  const home = homeWith(ownNames);
  mkdirSync(home.reference, { recursive: true });
  const own = 'source,value,lead_source\nshop,  Über uns ,inbound_web\nshop,"a, b",partner\n';
  writeFileSync(join(home.reference, "source_map.csv"), own);
  await run(home);
  expect(read(home, "source_map.csv").startsWith(own)).toBe(true);
});

test("a stage that is new since the last time is added in its place", async () => {
  const home = homeWith(ownNames);
  await run(home);
  const wider = pipeline(
    ownNames.name,
    ["Discovery call", "Igényfelmérés", "Technical fit", "Demo", "Offer out", "Legal"],
    {
      won: "Signed",
      lost: ["Dead"],
    },
  );
  hubspotDeals(join(home.exports, "hubspot", "more.csv"), [
    { pipeline: wider, deals: walk(wider, 150, new Random(77), span, 5001) },
  ]);
  const { findings } = await run(home);
  expect(findings.pipelines.map(({ stages }) => stages)).toEqual([
    "Discovery call → Igényfelmérés → Technical fit → Demo → Offer out → Legal",
  ]);
  expect(
    read(home, "stages.csv")
      .split("\n")
      .slice(1, 7)
      .map((line) => line.split(",")[2]),
  ).toEqual(["1", "2", "3", "4", "5", "6"]);
});

test("a new stage of a pipeline that a person has confirmed is asked for with the line to add, and moves none of its stages", async () => {
  const home = homeWith(ownNames);
  await run(home, true);
  const before = read(home, "stages.csv");
  const wider = pipeline(ownNames.name, ["Discovery call", "Technical fit", "Demo"], {
    won: "Signed",
    lost: ["Dead"],
  });
  hubspotDeals(join(home.exports, "hubspot", "more.csv"), [
    { pipeline: wider, deals: walk(wider, 60, new Random(77), span, 5001) },
  ]);
  const { findings } = await run(home);
  expect(read(home, "stages.csv")).toBe(before);
  expect(questionsOf(findings).join("\n")).toMatch(
    /no row for Technical fit \(\d+ records\); add hubspot,.*,Technical fit,<kind>/,
  );
});

test("one line says what a name means where nothing tells it, and the rest stays presumed", async () => {
  const home = homeWith(speechless);
  const asked = await ask<{ detail: string }>(
    (await built(home)).warehouse,
    "select detail from ops.issue where kind = 'presumed_stage'",
  );
  const line = /add to reference\/stage_map.csv (\S+,Alpha track),<stage>,won,,,,/.exec(
    asked[0]?.detail ?? "",
  )?.[1];
  expect(line).toBe("hubspot,Alpha track");
  mkdirSync(home.reference, { recursive: true });
  writeFileSync(
    join(home.reference, "stage_map.csv"),
    "source,pipeline,source_stage,kind,target_pipeline,stage,valid_from,valid_to\n",
  );
  appendFileSync(join(home.reference, "stage_map.csv"), `${line ?? ""},${speechless.won},won,,,,\n`);
  const { warehouse } = await built(home);
  expect(await ask(warehouse, "select won_names, state from marts.pipeline")).toEqual([
    { won_names: speechless.won, state: "presumed" },
  ]);
  const [won] = await ask<{ won: string }>(
    warehouse,
    "select count(*) as won from core.fct_journey where outcome = 'won'",
  );
  expect(Number(won?.won)).toBeGreaterThan(0);
});

test("a line that says what a name means holds before what setup wrote of it, in whatever order they came", async () => {
  const line = `hubspot,Alpha track,${speechless.won},won,,,,\n`;
  const header = "source,pipeline,source_stage,kind,target_pipeline,stage,valid_from,valid_to\n";
  const wins = async (home: Home) =>
    ask(
      (await built(home)).warehouse,
      "select pipelines.stages_en, pipelines.won_names, count(*) filter (where outcome = 'won') > 0 as has_won from marts.pipeline as pipelines join core.fct_journey as journeys on journeys.pipeline = pipelines.pipeline group by all",
    );
  const first = homeWith(speechless);
  mkdirSync(first.reference, { recursive: true });
  writeFileSync(join(first.reference, "stage_map.csv"), header + line);
  const expected = await wins(first);
  expect(expected).toEqual([expect.objectContaining({ won_names: speechless.won, has_won: true })]);
  await run(first);
  expect(await wins(first)).toEqual(expected);
  const later = homeWith(speechless);
  await run(later);
  appendFileSync(join(later.reference, "stage_map.csv"), line);
  expect(await wins(later)).toEqual(expected);
  await run(later);
  expect(await wins(later)).toEqual(expected);
});

test("a pipeline of which nobody knows what means won is not confirmed", async () => {
  const home = homeWith(speechless);
  await run(home, true);
  expect(await states((await built(home)).warehouse)).toEqual([{ state: "written" }]);
});

test("what was found reads as tables, with what a person should check", async () => {
  const { findings } = await run(homeWith(ownNames));
  const text = describeFindings(findings).join("\n");
  expect(text).toMatch(/hubspot\/deals\.csv +hubspot +151 +150 +0 +ymd/);
  expect(text).toMatch(/1 +discovery_call +Discovery call +\d+ +\d+ +stage/);
  expect(text).toMatch(/Signed +\d+ +\d+ +won +the name/);
  expect(text).toMatch(/4 +offer_out +Offer out .* \d+ records came here from it, \d+ the other way/);
  expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
});

test("beside the files lies why each line was written", async () => {
  const home = homeWith(ownNames);
  await run(home);
  expect(read(home, "SETUP.md")).toMatch(/Nobody has confirmed it yet/);
  await run(home, true);
  expect(read(home, "SETUP.md")).not.toMatch(/Nobody has confirmed it yet/);
});

test("without exports setup writes nothing and says where they belong", async () => {
  const home = homeAt(join(root, "empty"));
  await expect(run(home)).rejects.toThrow(/exports: no file holds a record to read; put your exports there/);
  expect(existsSync(home.reference)).toBe(false);
});

test("what setup remembers, damaged, is refused with the way out", async () => {
  const home = homeWith(ownNames);
  await run(home);
  writeFileSync(join(home.reference, "setup.json"), "{");
  await expect(run(home)).rejects.toThrow(
    /reference\/setup\.json: expected what npm run setup wrote; delete the file/,
  );
});

describe("from activities and people", () => {
  /** Twelve deals that were met at Qualified, each by a demo and a call, and lost. */
  function homeWithSales(): Home {
    const home = homeAt(join(root, String(made++)));
    const write = (name: string, lines: string[]) => {
      mkdirSync(join(home.exports, "crm"), { recursive: true });
      writeFileSync(join(home.exports, "crm", name), `${lines.join("\n")}\n`);
    };
    const deals = Array.from({ length: 12 }, (_, at) => String(101 + at));
    write("deals.csv", [
      "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Update time,Deal - Won time,Deal - Lost time",
      ...deals.map(
        (id) => `${id},x,Proposal,Won,2026-01-05 09:00:00,2026-01-20 09:00:00,2026-01-20 09:00:00,`,
      ),
    ]);
    write("activities.csv", [
      "Activity - ID,Activity - Subject,Activity - Type,Activity - Done,Activity - Marked as done time,Activity - Add time,Activity - Deal ID",
      ...deals.map((id) => `1${id},x,Site survey,Done,2026-01-06 09:00:00,2026-01-05 09:00:00,${id}`),
      ...deals.map((id) => `2${id},x,Call,Done,2026-01-05 12:00:00,2026-01-05 09:00:00,${id}`),
    ]);
    write("history.csv", [
      "deal,from,to,at",
      ...deals.flatMap((id) => [
        `${id},,Qualified,2026-01-05 09:00:00`,
        `${id},Qualified,Proposal,2026-01-10 09:00:00`,
        `${id},Proposal,Won,2026-01-20 09:00:00`,
      ]),
    ]);
    write("roles.csv", [
      "deal,person,role",
      ...deals.map((id) => `${id},p${id},${id === "101" ? "Gatekeeper of sorts" : "Döntéshozó"}`),
    ]);
    write("mapping.json", [
      JSON.stringify({
        source: "pipedrive",
        files: [
          {
            file: "history.csv",
            stream: "stage_changes",
            columns: { record_id: "deal", from_stage: "from", to_stage: "to", changed_at: "at" },
            constants: { record_type: "opportunity" },
          },
          {
            file: "roles.csv",
            stream: "contact_roles",
            columns: { opportunity_id: "deal", contact_id: "person", role: "role" },
          },
        ],
      }),
    ]);
    return home;
  }

  test("setup writes the roles it understands, asks for the others, and makes rules of own types and tasks of what is usual", async () => {
    const home = homeWithSales();
    const { findings, changed } = await run(home);
    expect(changed).toEqual(expect.arrayContaining(["role_map.csv", "activity_rules.csv", "playbook.csv"]));
    expect(read(home, "role_map.csv")).toBe("source,value,role\npipedrive,Döntéshozó,decision_maker\n");
    expect(questionsOf(findings)).toContain(
      "role Gatekeeper of sorts of pipedrive (1 people) is unknown; add pipedrive,Gatekeeper of sorts,<role> to reference/role_map.csv",
    );
    expect(read(home, "activity_rules.csv")).toContain("site_survey,pipedrive,*,type,eq,Site survey,false\n");
    expect(read(home, "activity_rules.csv")).toContain("proposal,*,*,subject,contains,ajánlat,false\n");
    const tasks = read(home, "playbook.csv").trim().split("\n").slice(1);
    expect(tasks).toHaveLength(2);
    expect(tasks[0]).toMatch(/,Call,3,clock,call,$/);
    expect((await run(home)).changed).toEqual(["playbook.csv"]);
    expect(read(home, "playbook.csv")).toMatch(/,Task: site survey,24,clock,task,site_survey\n/);
    expect((await run(home)).changed).toEqual([]);
    const { warehouse } = await built(home);
    expect(await ask(warehouse, "select stage from reference.stages where is_proposal")).toEqual([
      { stage: "proposal" },
    ]);
  });

  test("lines of a person stay, and setup's own beside them", async () => {
    const home = homeWithSales();
    await run(home);
    const path = (name: string) => join(home.reference, name);
    writeFileSync(
      path("playbook.csv"),
      read(home, "playbook.csv").replace(",Call,3,clock,", ",Ring them,5,work,"),
    );
    appendFileSync(path("activity_rules.csv"), "audit,*,*,subject,eq,Audit,false\n");
    writeFileSync(path("role_map.csv"), "source,value,role\n*,döntéshozó,champion\n");
    await run(home);
    expect(read(home, "playbook.csv")).toContain(",Ring them,5,work,call,\n");
    expect(read(home, "playbook.csv")).not.toContain(",Call,3");
    expect(read(home, "activity_rules.csv")).toContain("audit,*,*,subject,eq,Audit,false\n");
    expect(read(home, "activity_rules.csv")).toContain("site_survey,pipedrive,*,type,eq,Site survey,false\n");
    expect(read(home, "role_map.csv")).toBe("source,value,role\n*,döntéshozó,champion\n");
  });
});
