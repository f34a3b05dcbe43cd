import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt, sampleHome } from "../../pipelines/contract/home.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { companyName, lostReasons, owners, pipelines } from "../../tools/simulate/company.ts";
import { standing, type Deal, type Move } from "../../tools/simulate/journey.ts";
import { Random } from "../../tools/simulate/random.ts";
import { simulate } from "../../tools/simulate/simulate.ts";
import { isoMinute, usDate, usMinute } from "../../tools/simulate/wall-time.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";

type Table = (string | number)[][];
type Facts = Record<"journeys" | "visits" | "reach", Record<string, unknown>[]>;

const scratch = mkdtempSync(join(tmpdir(), "funnelhouse-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/**
 * Sales deals of the simulator that every layout can express. HubSpot keeps only the last entry into a stage, so deals that
 * enter one twice (loops, reopenings, misclicks) are left out.
 */
async function drawDeals(): Promise<Deal[]> {
  const deals: Deal[] = [];
  await simulate({
    seed: 7,
    leads: 150,
    out: join(scratch, "simulated"),
    watch: ({ deal }) => deals.push(deal),
  });
  return deals.filter(
    ({ pipeline, moves }) =>
      pipeline === "sales" && new Set(moves.map((move) => move.to)).size === moves.length,
  );
}

const exportedAt = "2026-10-31 18:30";
const { hubspot: pipelineLabel, stages } = pipelines.sales;
const stageName = (to: Move["to"], system: "hubspot" | "salesforce") =>
  to === "won" ? "Closed Won" : to === "lost" ? "Closed Lost" : (stages[to - 1]?.[system] ?? "");

/** What a CRM knows of a deal beside its stages. */
function recordOf(deal: Deal, index: number) {
  const random = new Random(7, 99, index);
  const account = companyName(random, index);
  const now = standing(deal);
  return {
    id: 9_000_000_000 + index * 7,
    account,
    name: `${account} – bővítés, fűtés`,
    amount: 100_000 + index * 1234.5,
    owner: random.pick(owners),
    reason: now.to === "lost" ? random.pick(lostReasons) : "",
    created: (deal.moves[0] ?? now).at,
    now,
  };
}

function hubspotDeals(deals: Deal[]): Table {
  const entered: Move["to"][] = [...stages.map((_, index) => index + 1), "won", "lost"];
  return [
    [
      "Record ID",
      "Deal Name",
      "Pipeline",
      "Deal Stage",
      "Amount",
      "Currency",
      "Create Date",
      "Close Date",
      "Deal owner",
      "Original Source",
      "Company Name",
      "Closed Lost Reason",
      ...entered.map((to) => `Date entered "${stageName(to, "hubspot")} (${pipelineLabel})"`),
    ],
    ...deals.map((deal, index) => {
      const { id, account, name, amount, owner, reason, created, now } = recordOf(deal, index);
      const at = new Map(deal.moves.map((move) => [move.to, isoMinute(move.at)]));
      return [
        id,
        name,
        pipelineLabel,
        stageName(now.to, "hubspot"),
        amount.toFixed(2),
        "HUF",
        isoMinute(created),
        typeof now.to === "number" ? "" : isoMinute(now.at),
        owner,
        deal.source.hubspot,
        account,
        reason,
        ...entered.map((to) => at.get(to) ?? ""),
      ];
    }),
  ];
}

/** Every move with the stage before it. */
const movesOf = (deal: Deal) =>
  deal.moves.map((move, index) => {
    const before = deal.moves[index - 1];
    return {
      from: before === undefined ? "" : stageName(before.to, "salesforce"),
      to: stageName(move.to, "salesforce"),
      at: move.at,
    };
  });

const salesforceHistory = (deals: Deal[]): Table => [
  ["Opportunity ID", "Opportunity Name", "From Stage", "To Stage", "Last Modified", "Amount"],
  ...deals.flatMap((deal, index) => {
    const { id, name, amount } = recordOf(deal, index);
    return movesOf(deal).map(({ from, to, at }) => [id, name, from, to, usMinute(at), amount.toFixed(2)]);
  }),
];

const salesforceOpportunities = (deals: Deal[]): Table => [
  [
    "Opportunity ID",
    "Opportunity Name",
    "Account Name",
    "Stage",
    "Amount",
    "Amount Currency",
    "Created Date",
    "Close Date",
    "Lead Source",
    "Opportunity Owner",
    "Lost Reason",
  ],
  ...deals.map((deal, index) => {
    const { id, account, name, amount, owner, reason, created, now } = recordOf(deal, index);
    return [
      id,
      name,
      account,
      stageName(now.to, "salesforce"),
      amount.toFixed(2),
      "HUF",
      usDate(created),
      usDate(now.at),
      deal.source.salesforce,
      owner,
      reason,
    ];
  }),
];

const footer = [
  "",
  "Opportunity History",
  "Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.",
  "Confidential Information - Do Not Distribute",
  "Generated By:  Szűcs Ernő  10/31/2026 6:30 PM",
  "Minta Vállalat Zrt.",
];

/** As a Hungarian system writes it: 2026. 03. 05. 9:07. */
const hungarian = (at: number) => isoMinute(at).replace(/^(\d+)-(\d+)-(\d+) 0?/, "$1. $2. $3. ");

function hungarianDeals(deals: Deal[]): Table {
  return [
    ["Azonosító", "Ügyfél", "Szakasz", "Érték", "Nyitva", "Felelős", "Forrás", "Elvesztés oka"],
    ...deals.map((deal, index) => {
      const { id, account, amount, owner, reason, created, now } = recordOf(deal, index);
      return [
        id,
        account,
        stageName(now.to, "salesforce"),
        amount.toFixed(2).replace(".", ","),
        hungarian(created),
        owner,
        deal.source.name,
        reason,
      ];
    }),
  ];
}

const hungarianMoves = (deals: Deal[]): Table => [
  ["Azonosító", "Előző szakasz", "Új szakasz", "Időpont", "Megjegyzés"],
  ...deals.flatMap((deal, index) =>
    movesOf(deal).map(({ from, to, at }) => [
      recordOf(deal, index).id,
      from,
      to,
      hungarian(at),
      "rögzítő: Őri",
    ]),
  ),
];

const shared = { delimiter: ";", encoding: "windows-1250", decimal: ",", date_format: "ymd" };
const mapping = {
  source: "crm",
  zone: "Europe/Budapest",
  as_of: `${exportedAt}:00`,
  files: [
    {
      ...shared,
      file: "deals.csv",
      stream: "opportunities",
      columns: {
        opportunity_id: "Azonosító",
        account_id: "Ügyfél",
        stage: "Szakasz",
        amount: "Érték",
        created_at: "Nyitva",
        owner_id: "Felelős",
        lead_source: "Forrás",
        lost_reason: "Elvesztés oka",
      },
      constants: { currency: "HUF" },
    },
    {
      ...shared,
      file: "moves.csv",
      stream: "stage_changes",
      columns: {
        record_id: "Azonosító",
        from_stage: "Előző szakasz",
        to_stage: "Új szakasz",
        changed_at: "Időpont",
      },
      constants: { record_type: "opportunity" },
    },
  ],
};

const delimited = (table: Table, delimiter: string) =>
  table.map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(delimiter));
const lines = (rows: string[]) => rows.map((row) => `${row}\r\n`).join("");
const quoted = (text: string) => (text === "" ? "" : `"${text}"`);
const page = (table: Table) =>
  `<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body><table>${table
    .map((row, index) => {
      const tag = index === 0 ? "th" : "td";
      return `<tr>${row.map((cell) => `<${tag}>${String(cell).replaceAll("&", "&amp;")}</${tag}>`).join("")}</tr>`;
    })
    .join("\n")}</table></body></html>`;
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le");

const byteOf = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    new TextDecoder("windows-1250").decode(Uint8Array.of(byte)),
    byte,
  ]),
);
const windows1250 = (text: string) =>
  Buffer.from(
    [...text].map((letter) => {
      const byte = byteOf.get(letter);
      if (byte === undefined) throw new Error(`windows-1250 has no ${letter}`);
      return byte;
    }),
  );

interface Delivery {
  title: string;
  source: string;
  /** Deliveries of one home are different sources; three layouts of one vendor need a home each. */
  home: number;
  files(deals: Deal[]): Record<string, string | Buffer>;
}

/** The same deals as each system delivers them: file name → content. */
const deliveries: [Delivery, ...Delivery[]] = [
  {
    title: "HubSpot deals as CSV",
    source: "hubspot",
    home: 1,
    files: (deals) => ({ "deals.csv": lines(delimited(hubspotDeals(deals), ",")) }),
  },
  {
    title: "mapped Hungarian CSV in windows-1250 with semicolons",
    source: "crm",
    home: 1,
    files: (deals) => ({
      "deals.csv": windows1250(lines(delimited(hungarianDeals(deals), ";"))),
      "moves.csv": windows1250(lines(delimited(hungarianMoves(deals), ";"))),
      "mapping.json": JSON.stringify(mapping),
    }),
  },
  {
    title: "Salesforce reports as CSV with a footer",
    source: "salesforce",
    home: 1,
    files: (deals) => ({
      "history.csv": lines([...delimited(salesforceHistory(deals), ","), ...footer.map(quoted)]),
      "opportunities.csv": lines([...delimited(salesforceOpportunities(deals), ","), ...footer.map(quoted)]),
    }),
  },
  {
    title: "Salesforce reports as HTML .xls",
    source: "salesforce",
    home: 2,
    files: (deals) => ({
      "history.xls": page(salesforceHistory(deals)),
      "opportunities.xls": page(salesforceOpportunities(deals)),
    }),
  },
  {
    title: "Salesforce reports as UTF-16LE with tabs",
    source: "salesforce",
    home: 3,
    files: (deals) => ({
      "history.csv": utf16(lines([...delimited(salesforceHistory(deals), "\t"), ...footer])),
      "opportunities.csv": utf16(lines([...delimited(salesforceOpportunities(deals), "\t"), ...footer])),
    }),
  },
];

const homeOf = ({ home }: Delivery) => homeAt(join(scratch, String(home)));

function deliver(deals: Deal[]): void {
  const map = readFileSync(join(sampleHome.reference, "stage_map.csv"), "utf8").trimEnd();
  const crm = map
    .split("\n")
    .flatMap((line) => (/^salesforce,/.test(line) ? [line.replace("salesforce", "crm")] : []));
  for (const delivery of deliveries) {
    const { exports, reference } = homeOf(delivery);
    const folder = join(exports, delivery.source);
    mkdirSync(folder, { recursive: true });
    for (const [file, content] of Object.entries(delivery.files(deals)))
      writeFileSync(join(folder, file), content);
    cpSync(sampleHome.reference, reference, { recursive: true });
    writeFileSync(join(reference, "stage_map.csv"), `${[map, ...crm].join("\n")}\n`);
  }
}

/** The facts of a delivery without what only names its source. */
async function factsOf(delivery: Delivery): Promise<Facts> {
  const path = join(homeOf(delivery).current, "warehouse.duckdb");
  const warehouse = await openWarehouse(path, { readOnly: true, threads: 1 });
  const from = (fact: string) =>
    `select journey.opportunity_id, fact.* exclude (journey_id) from core.${fact} as fact
     join core.fct_journey as journey using (journey_id) where journey.source_system = '${delivery.source}' order by all`;
  try {
    return {
      journeys: await warehouse.rows(
        `select * exclude (journey_id, first_journey_id, previous_journey_id, source_system, lead_source_value)
         from core.fct_journey where source_system = '${delivery.source}' order by all`,
      ),
      visits: await warehouse.rows(from("fct_stage_visit")),
      reach: await warehouse.rows(from("fct_stage_reach")),
    };
  } finally {
    warehouse.close();
  }
}

describe("the same deals give the same facts, whichever system delivers them", () => {
  const [first, ...others] = deliveries;
  let deals: Deal[];
  let facts: Facts;

  beforeAll(async () => {
    deals = await drawDeals();
    deliver(deals);
    for (const home of new Set(deliveries.map((delivery) => homeOf(delivery).root)))
      await refresh(
        { home: homeAt(home), site: false, asOf: "2026-10-31T17:30:00Z", threads: 1 },
        { now: () => new Date("2026-11-01T03:00:00Z"), report: silent },
      );
    facts = await factsOf(first);
  });

  test(`${first.title}: every deal, every stage it was in, to the minute`, () => {
    expect(deals.length).toBeGreaterThan(90);
    expect(facts.journeys).toHaveLength(deals.length);
    expect(facts.visits).toHaveLength(
      deals.flatMap(({ moves }) => moves.filter(({ to }) => typeof to === "number")).length,
    );
    expect(facts.reach.length).toBeGreaterThanOrEqual(facts.visits.length);
    expect(new Set(facts.journeys.map((row) => row["precision"]))).toEqual(new Set(["minute"]));
    expect(new Set(facts.journeys.map((row) => row["outcome"]))).toEqual(new Set(["won", "lost", "open"]));
    expect(facts.visits.some((row) => Number(row["dwell_seconds"]) % 3600 !== 0)).toBe(true);
    const names = JSON.stringify(facts.journeys.map((row) => [row["account_id"], row["owner_id"]]));
    expect(names).toMatch(/ő/);
    expect(names).toMatch(/ű/);
  });

  test.each(others.map((delivery) => [delivery.title, delivery] as const))("%s", async (_, delivery) => {
    const found = await factsOf(delivery);
    expect(found.journeys).toEqual(facts.journeys);
    expect(found.visits).toEqual(facts.visits);
    expect(found.reach).toEqual(facts.reach);
  });
});
