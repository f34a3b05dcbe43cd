import { quotedString } from "@duckdb/node-api";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { blankFile, type LoadedFile } from "../../pipelines/contract/loaded-file.ts";
import type { StreamName } from "../../pipelines/contract/streams.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { makeChanges, makeDeals, writeReference, type Shape } from "./generate.ts";

/** How often something was done per lead: five activities, and six touches beside four rows of spend. */
const perLead = { activities: 5, touches: 6, spend: 4 };

const filesName = "files.json";

/**
 * Writes a company whose marketing and sales work together, as it stands after loading: per lead five activities and ten rows of touches
 * and spend, people with their parts in the decision, proposals, lists. The same every time; kept for the next run.
 */
export async function generateWork(root: string, { events, winding }: Shape): Promise<string> {
  const home = join(root, `work-${events}-${winding}`);
  if (existsSync(join(home, filesName))) return home;
  const building = `${home}.building`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(join(building, "loads"), { recursive: true });
  writeReference(join(building, "reference"), { marketing: 2, proposal: "proposal" });
  writeFileSync(join(building, "reference", "playbook.csv"), playbook.join("\n"));
  const engine = await openWarehouse(":memory:", { memoryLimit: "4GB" });
  try {
    await makeDeals(engine, { events, files: 0, winding });
    await makeChanges(engine);
    const leads = Math.round(events / 4);
    const files = [];
    for (const [part, stream, sql] of deliveries(leads))
      files.push(await write(engine, part, stream, sql, building, home));
    writeFileSync(join(building, filesName), JSON.stringify(files));
  } finally {
    engine.close();
  }
  rmSync(home, { recursive: true, force: true });
  renameSync(building, home);
  return home;
}

/** The files of such a company. `alone`: only what tells of leads and deals. */
export function filesOfWork(home: string, which: "alone" | "together"): LoadedFile[] {
  const files = JSON.parse(readFileSync(join(home, filesName), "utf8")) as LoadedFile[];
  const ofLeads = ["opportunities", "leads", "stage_changes", "list_members"];
  return which === "together"
    ? files
    : files.filter(({ streams: [part] }) => part !== undefined && ofLeads.includes(part.stream));
}

const playbook = [
  "pipeline,stage,team,task,due_hours,calendar,kind,purpose",
  "sales,lead,marketing,first_call,8,work,call,",
  "sales,contacted,marketing,follow_up,96,clock,*,follow_up",
  "sales,meeting,sales,meeting,240,clock,meeting,",
  "sales,meeting,sales,summary,336,clock,email,summary",
  "sales,proposal,sales,send_proposal,48,clock,email,proposal",
];

const pick = (values: string[], draw: string) =>
  `[${values.map(quotedString).join(", ")}][1 + (hash(${draw}) % ${values.length})::integer]`;

/** One in so many. */
const one = (of: number, draw: string) => `hash(${draw}) % ${of} = 0`;

const lastStage = "(select deal, max_by(to_stage, step) as stage from change group by deal)";

/** Every delivered file by its name, its stream, and the SQL of its rows. */
function deliveries(leads: number): [string, StreamName, string][] {
  const spendMonths = 24;
  return [
    [
      "opportunities",
      "opportunities",
      `select id as opportunity_id, created_at, 'second' as created_at_precision, stage, amount::decimal(18, 2) as amount, 'HUF' as currency,
         lead_source, 'K' || campaign as campaign_id, 'Account ' || deal % 50000 as account_id, owner as owner_id, country
       from deal join ${lastStage} using (deal) order by deal`,
    ],
    [
      "history",
      "stage_changes",
      `select 'opportunity' as record_type, id as record_id, from_stage, to_stage, changed_at, 'second' as changed_at_precision, step as sequence
       from change join deal using (deal) order by deal, step`,
    ],
    [
      "leads",
      "leads",
      `select 'L' || deal as lead_id, created_at - interval 2 days as created_at, 'second' as created_at_precision, lead_source, id as converted_opportunity_id,
         owner as owner_id, md5('person' || deal || '@minta.example') as email_key
       from deal where hash(deal, 30) % 5 < 3 order by deal`,
    ],
    [
      "members",
      "list_members",
      `select 'List ' || member % 5 as list_id, 'M' || member as member_id, 'Minta Lista Kft.' as vendor, timestamp '2024-02-01' as delivered_at, 'day' as delivered_at_precision,
         100000::decimal(18, 2) as cost, 'HUF' as currency, ${one(10, "member, 61")} as is_do_not_call, md5('phone' || member) as phone_key
       from range(${Math.round(leads / 25)}) as members(member)`,
    ],
    ["activities", "activities", activitiesSql(leads)],
    [
      "contacts",
      "contacts",
      `select 'C' || contact as contact_id, timestamp '2023-01-01' + to_minutes((hash(contact, 70) % 1000000)::bigint) as created_at, 'second' as created_at_precision,
         'Account ' || contact % 50000 as account_id, md5('contact' || contact || '@minta.example') as email_key
       from range(${Math.round(leads / 2)}) as contacts(contact)`,
    ],
    [
      "roles",
      "contact_roles",
      `select id as opportunity_id, 'C' || hash(n, 71) % ${Math.round(leads / 2)} as contact_id, ${pick(["Decision Maker", "Champion", "End User", "Döntéshozó", ""], "n, 72")} as role,
         created_at + to_seconds((hash(n, 73) % 5000000)::bigint) as created_at, 'second' as created_at_precision, ${one(3, "n, 74")} as is_primary
       from range(${Math.round(leads * 0.6)}) as roles(n) join deal on deal.deal = hash(n, 75) % ${leads} order by n`,
    ],
    [
      "proposals",
      "proposals",
      `select 'P' || n as proposal_id, 'opportunity' as record_type, id as record_id, created_at + to_seconds((hash(n, 80) % 5000000)::bigint) as sent_at, 'second' as sent_at_precision,
         (created_at + interval 90 days)::date as valid_until, case when ${one(3, "n, 81")} then created_at + interval 70 days end as answered_at, 'second' as answered_at_precision,
         case when ${one(3, "n, 81")} then ${pick(["accepted", "declined"], "n, 82")} end as answer, amount::decimal(18, 2) as amount, 'HUF' as currency,
         (hash(n, 83) % 30) / 100.0::decimal(18, 4) as discount_rate, ${one(2, "n, 84")} as is_personalised, 'Price;Goals;Scope' as parts, owner as owner_id
       from range(${Math.round(leads / 4)}) as proposals(n) join deal on deal.deal = hash(n, 85) % ${leads} order by n`,
    ],
    [
      "touches",
      "touches",
      `select 'T' || n as touch_id, 'KCampaign ' || hash(n, 90) % 2000 as campaign_id,
         case hash(n, 91) % 10 when 0 then 'contact' when 1 then 'contact' when 2 then null when 3 then null else 'lead' end as record_type,
         case hash(n, 91) % 10 when 0 then 'C' || deal % ${Math.round(leads / 2)} when 1 then 'C' || deal % ${Math.round(leads / 2)} when 2 then null when 3 then null else 'L' || deal end as record_id,
         case when hash(n, 91) % 10 in (2, 3) then md5('person' || deal || '@minta.example') end as email_key,
         ${pick(["Sent", "Opened", "Clicked", "Responded"], "n, 92")} as kind, ${one(4, "n, 92")} as is_response,
         created_at - interval 60 days + to_seconds((hash(n, 93) % 10000000)::bigint) as occurred_at, 'second' as occurred_at_precision
       from range(${leads * perLead.touches}) as touches(n) join deal on deal.deal = hash(n, 94) % ${leads} order by n`,
    ],
    [
      "campaigns",
      "campaigns",
      `select 'KCampaign ' || n as campaign_id, 'Campaign ' || n as name, 'email' as kind, date '2023-02-01' + (n % 600)::integer as start_date, 50000::decimal(18, 2) as cost, 'HUF' as currency
       from range(2000) as campaigns(n)`,
    ],
    // every month is delivered with the last week of the month before
    ...Array.from({ length: spendMonths }, (_, month): [string, StreamName, string] => [
      `spend-${month}`,
      "ad_spend",
      `select 'google_ads' as platform, 'KCampaign ' || campaign as campaign_id, 'Campaign ' || campaign as campaign, spend_date,
           'Device ' || segment as segment, (hash(n, 95) % 100000 / 100.0)::decimal(18, 2) as cost, 'HUF' as currency, (hash(n, 96) % 1000)::bigint as impression_count, (hash(n, 97) % 40)::bigint as click_count
         from (
           select n, n % 2000 as campaign, n // 2000 % 3 as segment, (date '2023-01-01' + interval ${month} months)::date - 7 + (n // 6000)::integer as spend_date
           from range(${Math.round((leads * perLead.spend) / spendMonths)}) as spend(n)
         ) order by spend_date, n`,
    ]),
  ];
}

const activitiesSql = (leads: number) => `
  with
    drawn as (
      select n, deal.*, ${pick(["call", "call", "email", "email", "email", "meeting", "task", "task", "note"], "n, 50")} as kind,
        created_at + to_seconds((hash(n, 51) % 15000000)::bigint) as done_at, hash(n, 52) % 10 as belongs, ${one(8, "n, 53")} as is_planned
      from range(${leads * perLead.activities}) as activities(n) join deal on deal.deal = hash(n, 54) % ${leads}
    )
  select '00T' || lpad(n::varchar, 12, '0') as activity_id,
    case when belongs < 6 then 'opportunity' when belongs < 8 then 'lead' else 'contact' end as record_type,
    case when belongs < 6 then id when belongs < 8 then 'L' || deal else 'C' || hash(n, 55) % ${Math.round(leads / 2)} end as record_id,
    kind, case when kind in ('call', 'email') then ${pick(["out", "out", "out", "in"], "n, 56")} end as direction,
    case hash(n, 57) % 6 when 0 then 'Összefoglaló: Deal ' || deal when 1 then 'Next step' when 2 then 'Ajánlat ' || deal when 3 then 'Re: Deal ' || deal when 4 then 'Follow up' end as subject,
    case when kind = 'call' then ${pick(["Connected", "No answer", "Busy", "Left voicemail"], "n, 58")} end as outcome,
    done_at - to_seconds((hash(n, 59) % 400000)::bigint) as logged_at, 'second' as logged_at_precision,
    case when not is_planned then done_at end as occurred_at, 'second' as occurred_at_precision,
    case when is_planned or kind = 'task' then done_at end as due_at, 'second' as due_at_precision,
    not is_planned as is_done, owner as owner_id
  from drawn order by n`;

async function write(
  engine: Warehouse,
  name: string,
  stream: StreamName,
  sql: string,
  building: string,
  home: string,
): Promise<LoadedFile> {
  const file = join("loads", `${name}.parquet`);
  await engine.run(
    `copy (${sql}) to ${quotedString(join(building, file))} (format parquet, compression zstd)`,
  );
  const columns = await engine.rows<{ column_name: string }>(
    `describe from read_parquet(${quotedString(join(building, file))})`,
  );
  const [row] = await engine.rows<{ rows: number }>(
    `select count(*)::integer as rows from read_parquet(${quotedString(join(building, file))})`,
  );
  const rows = row?.rows ?? 0;
  return {
    ...blankFile(`${stream}/${name}.csv`),
    fileId: name,
    source: stream === "ad_spend" ? "google_ads" : "salesforce",
    connector: "mapped",
    recordsIn: rows,
    loaded: rows,
    status: "loaded",
    delivery: "full",
    exportName: name,
    zone: "UTC",
    declaredAsOf: "2024-12-31 03:00:00",
    streams: [
      { stream, path: join(home, file), rows, columns: columns.map(({ column_name }) => column_name) },
    ],
  };
}
