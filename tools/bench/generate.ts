import { quotedString } from "@duckdb/node-api";
import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { exportsOf, type ExportKind } from "./exports.ts";
import { planName, type Planted } from "./planted.ts";

/** How large a generated company is, and how its deals go. */
export interface Shape {
  /** Stage changes, about. */
  events: number;
  /** Delivered files, about. */
  files: number;
  /** Percent of the identities whose way winds: ties, steps back, reopenings, misclicks, and leads that are linked and merged. */
  winding: number;
}

const ladder = ["Prospecting", "Contacted", "Qualification", "Meeting", "Proposal", "Negotiation"];
const stages = ["lead", "contacted", "qualified", "meeting", "proposal", "negotiation"];
const owners = 300;
const campaigns = 2000;

/** Per kind of winding way its steps: stage, and seconds after the first. */
const ways: Record<string, [stage: string, seconds: number][]> = {
  tie: [
    ["Prospecting", 0],
    ["Contacted", 259_200],
    ["Qualification", 259_200],
    ["Meeting", 777_600],
  ],
  back: [
    ["Prospecting", 0],
    ["Contacted", 172_800],
    ["Qualification", 432_000],
    ["Contacted", 691_200],
    ["Meeting", 1_036_800],
  ],
  reopened: [
    ["Prospecting", 0],
    ["Contacted", 172_800],
    ["Closed Lost", 864_000],
    ["Contacted", 2_592_000],
    ["Closed Won", 5_184_000],
  ],
  again: [
    ["Prospecting", 0],
    ["Contacted", 172_800],
    ["Closed Lost", 864_000],
    ["Contacted", 18_144_000],
    ["Qualification", 19_872_000],
  ],
  misclick: [
    ["Prospecting", 0],
    ["Contacted", 172_800],
    ["Proposal", 518_400],
    ["Contacted", 518_420],
    ["Meeting", 864_000],
  ],
};

/** The night after: open deals of one in a hundred are lost. */
const lostAt = "timestamp '2026-10-30 10:00:00'";

/**
 * Writes a company as it exports: a Salesforce with opportunities, their history and leads, a second CRM behind a mapping, and purchased
 * lists, in many files; about four changes per deal, 3 % skips, 300 owners, 2,000 campaigns, rules for the ideal customer. Beside the
 * exports lie those of the next night, whole and as a delta, and what was planted. The same every time; kept for the next run.
 */
export async function generateHome(root: string, shape: Shape): Promise<string> {
  const home = join(root, `bench-${shape.events}-${shape.files}-${shape.winding}`);
  if (existsSync(join(home, planName))) return home;
  const building = `${home}.building`;
  rmSync(building, { recursive: true, force: true });
  writeReference(join(building, "reference"));
  const engine = await openWarehouse(":memory:", { memoryLimit: "4GB" });
  try {
    await makeDeals(engine, shape);
    await makeChanges(engine);
    const before = await countPlanted(engine, shape);
    await writeExports(engine, shape, join(building, "exports"));
    await engine.run(`create table night as
      select moved.deal, moved.step + 1 as step, 'Closed Lost' as to_stage, ${lostAt} as changed_at, to_stage as from_stage
      from (select deal, max(step) as step, max_by(to_stage, step) as to_stage from change group by deal) as moved join deal using (deal)
      where not is_shop and to_stage not like 'Closed%' and hash(deal, 40) % 100 = 0`);
    await engine.run("insert into change by name select * from night");
    await writeExports(engine, shape, join(building, "nights", "full"));
    const delta = join(building, "nights", "delta");
    mkdirSync(join(delta, "salesforce"), { recursive: true });
    await write(
      engine,
      "history",
      historySql("deal in (select deal from night) and changed_at = " + lostAt),
      delta,
      "-night",
    );
    const after = await countPlanted(engine, shape);
    writeFileSync(join(building, planName), JSON.stringify({ before, after }));
  } finally {
    engine.close();
  }
  rmSync(home, { recursive: true, force: true });
  renameSync(building, home);
  return home;
}

/** What is decided of a generated company. `marketing`: how many stages belong to marketing; `proposal`: the stage of proposals. */
export function writeReference(
  folder: string,
  { marketing, proposal }: { marketing: number; proposal?: string } = { marketing: 0 },
): void {
  mkdirSync(folder, { recursive: true });
  const map = (source: string) => [
    ...ladder.map((name, index) => `${source},*,${name},stage,sales,${stages[index] ?? ""},,`),
    `${source},*,Closed Won,won,sales,,,`,
    `${source},*,Closed Lost,lost,sales,,,`,
  ];
  const tables = {
    "stages.csv": [
      "pipeline,stage,ordinal,team,label_en,label_hu,benchmark_low,benchmark_high,benchmark_source,horizon_days,is_proposal",
      ...stages.map(
        (stage, index) =>
          `sales,${stage},${index + 1},${index < marketing ? "marketing" : "sales"},${stage},${stage},,,,,${String(stage === proposal)}`,
      ),
    ],
    "stage_map.csv": [
      "source,pipeline,source_stage,kind,target_pipeline,stage,valid_from,valid_to",
      ...map("salesforce"),
      "salesforce,*,New,stage,sales,lead,,",
      ...map("shop"),
    ],
    "icp_rules.csv": [
      "rule,field,operator,value,weight,valid_from,valid_to",
      "near,country,in,Hungary;Austria,3,,",
      "came_by_itself,lead_source,in,inbound_web;referral;event,2,,",
      "round_account,account,contains,00,1,2023-06-01,",
    ],
    "icp_tiers.csv": ["tier,min_score", "A,4", "B,2", "C,0"],
  };
  for (const [name, lines] of Object.entries(tables)) writeFileSync(join(folder, name), lines.join("\n"));
}

const draw = (salt: string) => `(hash(deal, ${salt}) % 1000000)::double / 1000000`;
const isWinding = (winding: number) => `hash(deal, 20) % 1000 < ${winding * 10}`;

/** Creates the table `deal`: who the deals are, about four changes each. */
export async function makeDeals(engine: Warehouse, { events, winding }: Shape): Promise<void> {
  const kinds = `[${Object.keys(ways).map(quotedString).join(", ")}]`;
  await engine.run(`create table deal as
    with drawn as (
      select deal, timestamp '2023-01-01' + to_minutes((hash(deal, 1) % 1051200)::bigint) as created_at,
        1 + (hash(deal, 2) % 7)::integer as change_count, ${draw("3")} as fate, (1000 + hash(deal, 4) % 9000000)::bigint as amount,
        case when ${isWinding(winding)} then ${kinds}[1 + (hash(deal, 21) % ${Object.keys(ways).length})::integer] end as way
      from range(${Math.round(events / 4)}) as deals(deal)
    )
    -- a history in minutes shows no misclick
    select *, case when coalesce(way = 'misclick', deal % 5 = 4) then 'S' || deal else '006' || lpad(deal::varchar, 12, '0') end as id, coalesce(way = 'misclick', deal % 5 = 4) as is_shop,
      ['Web', 'Referral', 'Event', 'Outbound', 'Partner'][1 + (hash(deal, 9) % 5)::integer] as lead_source,
      'Owner ' || hash(deal, 10) % ${owners} as owner, 'Campaign ' || hash(deal, 11) % ${campaigns} as campaign,
      ['Hungary', 'Austria', 'Germany', 'Poland'][1 + (hash(deal, 12) % 4)::integer] as country
    from drawn`);
}

/** Creates the table `change`: the stage changes of the deals. */
export async function makeChanges(engine: Warehouse): Promise<void> {
  const list = `[${ladder.map(quotedString).join(", ")}]`;
  const steps = Object.entries(ways).flatMap(([way, rows]) =>
    rows.map(([stage, seconds], index) => `('${way}', ${index + 1}, '${stage}', ${seconds})`),
  );
  await engine.run(`create table change as
    with straight as (
      select deal, step,
        case
          when step = change_count and change_count > 1 and fate < 0.7 then case when fate < 0.2 then 'Closed Won' else 'Closed Lost' end
          else ${list}[1 + least(step - 1 + case when ${draw("step + 50")} < 0.03 then 1 else 0 end, 5)::integer]
        end as to_stage,
        created_at + to_minutes(case when step = 1 then 0 else ((step - 1) * 1440 * (1 + hash(deal, 7) % 12) + hash(deal, step) % 1440)::bigint end) as changed_at
      from deal, range(1, 8) as steps(step)
      where way is null and step <= change_count
    ),
    winding as (
      select deal, step, to_stage, created_at + to_seconds(after) as changed_at
      from deal join (values ${steps.join(", ")}) as steps(way, step, to_stage, after) on steps.way = deal.way
    )
    select deal, step::bigint as step, to_stage, changed_at, coalesce(lag(to_stage) over (partition by deal order by step), '') as from_stage
    from (from straight union all by name from winding)`);
}

const parts = (files: number) => ({
  history: Math.max(1, Math.round(files * 0.6)),
  changes: Math.max(1, Math.round(files * 0.4)),
});

const usDay = (day: string) => `strftime(${day}, '%-m/%-d/%Y')`;

const historySql = (
  condition: string,
) => `select id, 'Deal ' || deal, from_stage, to_stage, strftime(changed_at, '%-m/%-d/%Y %-I:%M %p'), amount,
  ${usDay("created_at::date + 90")}, to_stage, ${usDay("created_at")} from change join deal using (deal) where not is_shop and ${condition} order by deal, step`;

const last = "(select deal, max_by(to_stage, step) as stage from change group by deal)";

const leadsSql = ({ events, winding }: Shape) => `
  select '00Q' || lpad(deal::varchar, 12, '0'), 'New', id, '', 'false', strftime(created_at - interval 5 days, '%Y-%m-%dT%H:%M:%S.000Z'), lead_source, owner
  from deal where ${linked(winding)}
  union all
  select '00Q8' || lpad(deal::varchar, 11, '0'), 'New', '', '', 'false', strftime(timestamp '2023-02-01' + to_minutes((hash(deal, 31) % 900000)::bigint), '%Y-%m-%dT%H:%M:%S.000Z'), 'Web', 'Owner ' || hash(deal, 32) % ${owners}
  from range(${leadCount(events)}) as leads(deal)
  union all
  select '00Q9' || lpad(deal::varchar, 11, '0'), 'New', '', '00Q8' || lpad(deal::varchar, 11, '0'), 'true', strftime(timestamp '2023-02-01' + to_minutes((hash(deal, 31) % 900000)::bigint), '%Y-%m-%dT%H:%M:%S.000Z'), 'Web', 'Owner 1'
  from range(${mergeCount({ events, winding })}) as merged(deal)
  order by all`;

const linked = (winding: number) =>
  winding === 0 ? "false" : "not is_shop and way is null and hash(deal, 30) % 4 = 0";
const leadCount = (events: number) => Math.round(events / 40);
const mergeCount = ({ events, winding }: Pick<Shape, "events" | "winding">) =>
  winding === 0 ? 0 : Math.round(events / 400);
const memberCount = (events: number) => Math.round(events / 100);

async function writeExports(engine: Warehouse, shape: Shape, exports: string): Promise<void> {
  for (const { folder } of Object.values(exportsOf)) mkdirSync(join(exports, folder), { recursive: true });
  const { history, changes } = parts(shape.files);
  for (let part = 0; part < history; part++)
    await write(engine, "history", historySql(`deal % ${history} = ${part}`), exports, `-${part}`);
  await write(
    engine,
    "opportunities",
    `select id, 'Deal ' || deal, 'Account ' || deal % 50000, stage, amount, 'HUF', ${usDay("created_at")}, ${usDay("created_at::date + 90")}, lead_source, owner, campaign, country
    from deal join ${last} using (deal) where not is_shop order by deal`,
    exports,
  );
  await write(engine, "leads", leadsSql(shape), exports);
  for (let part = 0; part < changes; part++)
    await write(
      engine,
      "changes",
      `select id, from_stage, to_stage, changed_at from change join deal using (deal) where is_shop and deal % ${changes} = ${part} order by deal, step`,
      exports,
      `-${part}`,
    );
  await write(
    engine,
    "deals",
    `select id, created_at, stage, amount, 'HUF', lead_source, owner, campaign, country from deal join ${last} using (deal) where is_shop order by deal`,
    exports,
  );
  await write(
    engine,
    "members",
    `select 'List ' || member % 5, 'Minta Lista Kft.', '2024-02-0' || 1 + member % 5, '+3630' || lpad((1000000 + member)::varchar, 7, '0'), 'person' || member || '@minta.example', 'No', 'Legitimate interest', 100000, 'HUF'
    from range(${memberCount(shape.events)}) as members(member)`,
    exports,
  );
  const columns = {
    stage_changes: { record_id: "deal", from_stage: "before", to_stage: "after", changed_at: "changed" },
    opportunities: {
      opportunity_id: "deal",
      created_at: "opened",
      stage: "stage",
      amount: "amount",
      currency: "currency",
      lead_source: "source",
      owner_id: "owner",
      campaign_id: "campaign",
      country: "country",
    },
  };
  const mapping = {
    source: "shop",
    as_of: "2026-10-31 03:00:00",
    delivery: "delta",
    files: [
      {
        file: "changes*.csv",
        stream: "stage_changes",
        date_format: "ymd",
        decimal: ".",
        columns: columns.stage_changes,
        constants: { record_type: "opportunity" },
      },
      {
        file: "deals*.csv",
        stream: "opportunities",
        date_format: "ymd",
        decimal: ".",
        columns: columns.opportunities,
      },
    ],
  };
  writeFileSync(join(exports, "shop", "mapping.json"), JSON.stringify(mapping, null, 2));
}

/** Writes one export; those of the first CRM that are reports end with its footer. */
async function write(
  engine: Warehouse,
  kind: ExportKind,
  sql: string,
  exports: string,
  mark = "",
): Promise<void> {
  const { folder, columns } = exportsOf[kind];
  const path = join(exports, folder, `${kind}${mark}.csv`);
  const names = Object.keys(columns)
    .map((name) => `"${name}"`)
    .join(", ");
  await engine.run(
    `copy (select * from (${sql}) as written(${names})) to ${quotedString(path)} (header, force_quote *)`,
  );
  if (kind === "history" || kind === "opportunities")
    appendFileSync(
      path,
      `\n\n"${kind}"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n"Confidential Information - Do Not Distribute"\n"Generated By:  Bench  10/31/2026 3:00 AM"\n"Bench Kft."\n`,
    );
}

async function countPlanted(engine: Warehouse, shape: Shape): Promise<Planted> {
  const [row = {}] = await engine.rows<Record<string, string>>(
    `select count(*) as deals, count(*) filter (where stage = 'Closed Won') as won, count(*) filter (where stage = 'Closed Lost') as lost,
       count(*) filter (where way = 'back') as back, count(*) filter (where way = 'again') as again, count(*) filter (where way = 'misclick') as misclick,
       count(*) filter (where ${linked(shape.winding)}) as linked
     from deal join ${last} using (deal)`,
  );
  const of = (name: string) => Number(row[name]);
  return {
    journeys: of("deals") + of("again") + leadCount(shape.events) + memberCount(shape.events),
    won: of("won"),
    lost: of("lost") + of("again"),
    backMoves: of("back"),
    reopenedLate: of("again"),
    misclicks: of("misclick"),
    merges: mergeCount(shape),
    linked: of("linked"),
    members: memberCount(shape.events),
  };
}
