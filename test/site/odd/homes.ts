/** A deal as a CRM tells it: when it began, how long it stood at each stage, and how it ended. */
interface Deal {
  source: string;
  /** Days before the end of the data on which it began. */
  age: number;
  /** Days at each stage that it came to; what lies after the end of the data has not happened. */
  stays: number[];
  ends: "won" | "lost" | "open";
  pipeline: string;
  owner: string;
  country: string;
  amount: string;
  currency: string;
  campaign: string;
}

/** What a company's funnel is like; what is not said is ordinary. */
interface Company {
  seed?: number;
  deals?: number;
  /** The newest and the oldest deal, in days before the end of the data. */
  ages?: [number, number];
  sources?: string[];
  stages?: string[];
  /** The share that goes on from each stage. */
  advance?: number;
  /** Mean days at a stage. */
  stay?: number;
  /** Of those who do not go on, the share that is closed as lost. */
  closed?: number;
  ends?: "won" | "lost" | "open";
  pipelines?: string[];
  owners?: string[];
  countries?: string[];
  amount?: (random: () => number) => number;
  currency?: string;
  campaigns?: string[];
  /** Members of a purchased list. */
  members?: number;
  /** Calls, mails and meetings per deal. */
  activities?: number;
  proposals?: boolean;
  /** Benchmark band of every stage. */
  benchmark?: [string, string];
  label?: (stage: string) => [string, string];
  horizon?: number;
}

/** Tables of CSV text, by schema.table. */
export type Tables = Record<string, string>;

const asOf = Date.parse("2026-02-01T00:00:00Z");
const day = 86_400_000;
const usualStages = ["Lead", "Qualified", "Meeting", "Proposal"];
const usualSources = ["referral", "organic", "paid_search", "event"];

/** Numbers between 0 and 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The exports of a company, as staging and reference have them. */
export function tablesOf(company: Company): Tables {
  const random = randomOf(company.seed ?? 1);
  const pick = <Item>(items: Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const stages = company.stages ?? usualStages;
  const [newest, oldest] = company.ages ?? [1, 540];
  const deals = Array.from({ length: company.deals ?? 200 }, (): Deal => {
    const stays: number[] = [];
    let isOn = true;
    for (let stage = 0; stage < stages.length && isOn; stage++) {
      stays.push(-Math.log(1 - random()) * (company.stay ?? 6) + 0.01);
      isOn = random() < (company.advance ?? 0.7);
    }
    const isLost = random() < (company.closed ?? 0.7);
    return {
      source: pick(company.sources ?? usualSources),
      age: newest + random() * (oldest - newest),
      stays,
      ends: company.ends ?? (isOn ? "won" : isLost ? "lost" : "open"),
      pipeline: pick(company.pipelines ?? [""]),
      owner: pick(company.owners ?? ["anna", "bela"]),
      country: pick(company.countries ?? ["HU", "AT"]),
      amount: company.amount === undefined ? "" : company.amount(random).toFixed(2),
      currency: company.amount === undefined ? "" : (company.currency ?? "HUF"),
      campaign: pick(company.campaigns ?? [""]),
    };
  });
  const opportunities = [
    "opportunity_id,created_at,updated_at,closed_at,pipeline,stage,amount,currency,lead_source,owner_id,country,campaign_id",
  ];
  const changes = ["record_type,record_id,pipeline,from_stage,to_stage,changed_at"];
  const activities = [
    "activity_id,record_type,record_id,kind,direction,outcome,occurred_at,is_done,is_connected,owner_id",
  ];
  const proposals = [
    "proposal_id,record_type,record_id,version,sent_at,amount,currency,is_personalised,answer,answered_at",
  ];
  deals.forEach((deal, index) => {
    const id = `d${index + 1}`;
    let at = asOf - deal.age * day;
    let before = "";
    const move = (to: string) => {
      changes.push(row("opportunity", id, deal.pipeline, before, to, instant(at)));
      before = to;
    };
    move(stages[0] ?? "");
    let last = at;
    let isClosed = false;
    for (const [place, stay] of deal.stays.entries()) {
      at += stay * day;
      const isLast = place === deal.stays.length - 1;
      if (at >= asOf || (isLast && deal.ends === "open")) break;
      last = at;
      isClosed = isLast;
      move(isLast ? (deal.ends === "won" ? "Won" : "Lost") : (stages[place + 1] ?? ""));
    }
    opportunities.push(
      row(
        id,
        instant(asOf - deal.age * day),
        instant(last),
        isClosed ? instant(last) : "",
        deal.pipeline,
        before,
        deal.amount,
        deal.currency,
        deal.source,
        deal.owner,
        deal.country,
        deal.campaign,
      ),
    );
    for (let count = 0; count < (company.activities ?? 0); count++) {
      const when = asOf - deal.age * day + random() * 20 * day;
      const kind = pick(["call", "email", "meeting"]);
      if (when < asOf)
        activities.push(
          row(
            `${id}-${count}`,
            "opportunity",
            id,
            kind,
            "out",
            "",
            instant(when),
            "true",
            String(random() < 0.4),
            deal.owner,
          ),
        );
    }
    if (company.proposals === true && deal.stays.length === stages.length)
      proposals.push(
        row(
          `p-${id}`,
          "opportunity",
          id,
          "1",
          instant(last - day),
          deal.amount,
          deal.currency,
          String(random() < 0.5),
          "",
          "",
        ),
      );
  });
  const members = Array.from({ length: company.members ?? 0 }, (_, index) =>
    row(
      "vendor",
      "list-1",
      `m${index}`,
      instant(asOf - (30 + (index % 300)) * day),
      "Old Data",
      "1000",
      "HUF",
    ),
  );
  const label = company.label ?? ((stage: string): [string, string] => [stage, `${stage} (hu)`]);
  const pipelines = (company.pipelines ?? [""]).map((name, place) => ({
    name: name || "*",
    key: place === 0 ? "sales" : `p${place}`,
  }));
  return {
    "staging.opportunities": lines(opportunities),
    "staging.stage_changes": lines(changes),
    "staging.activities": lines(activities),
    "staging.proposals": lines(proposals),
    "staging.list_members": lines(["source,list_id,member_id,delivered_at,vendor,cost,currency", ...members]),
    "reference.stages": lines([
      "pipeline,stage,ordinal,team,label_en,label_hu,benchmark_low,benchmark_high,benchmark_source,horizon_days",
      ...pipelines.flatMap(({ key }) =>
        stages.map((stage, place) =>
          row(
            key,
            keyOf(stage),
            String(place + 1),
            place === 0 ? "marketing" : "sales",
            ...label(stage),
            company.benchmark?.[0] ?? "",
            company.benchmark?.[1] ?? "",
            company.benchmark === undefined ? "" : "ours",
            String(company.horizon ?? ""),
          ),
        ),
      ),
    ]),
    "reference.stage_map": lines([
      "source,pipeline,source_stage,kind,target_pipeline,stage",
      ...pipelines.flatMap(({ name, key }) => [
        ...stages.map((stage) => row("crm", name, stage, "stage", key, keyOf(stage))),
        row("crm", name, "Won", "won", key, ""),
        row("crm", name, "Lost", "lost", key, ""),
      ]),
      row("vendor", "*", "delivered", "stage", "sales", keyOf(stages[0] ?? "")),
    ]),
  };
}

const instant = (at: number): string => new Date(at).toISOString().slice(0, 19).replace("T", " ");
const keyOf = (stage: string): string => stage.toLowerCase().replace(/[^a-z0-9]+/g, "_");
const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const row = (...cells: string[]): string => cells.map(cell).join(",");
const lines = (rows: string[]): string => `${rows.join("\n")}\n`;

const numbered = (count: number, name: string) =>
  Array.from({ length: count }, (_, place) => `${name} ${place + 1}`);
const longName = (stage: string): string =>
  `${stage}: <b>a stage with a very long name</b> & "what nobody has ever called a stage"`
    .padEnd(80, "x")
    .slice(0, 80);

/** Companies whose funnels are unlike the ordinary one, each in one respect. */
export const oddHomes = {
  "one deal, open": { deals: 1, ages: [20, 21], ends: "open" },
  "one deal, won": { deals: 1, ages: [60, 61], ends: "won", advance: 1 },
  "no deal": { deals: 0 },
  "one month": { deals: 60, ages: [1, 28], stay: 2, amount: () => 1000 },
  "one source": { deals: 300, sources: ["referral"] },
  "all open": { deals: 120, ends: "open" },
  "all won": { deals: 120, ends: "won", advance: 1 },
  "all lost": { deals: 120, ends: "lost", advance: 0.5 },
  "nobody followed for 180 days": { deals: 200, ages: [1, 170] },
  "nobody goes on": { deals: 80, advance: 0 },
  "forty stages": { deals: 300, stages: numbered(40, "Step"), advance: 0.93, stay: 2 },
  "one stage": { deals: 100, stages: ["Lead"] },
  "two pipelines": { deals: 300, pipelines: ["New", "Renewal"] },
  "purchased lists only": { deals: 0, members: 80 },
  "lists beside": { deals: 150, members: 150, activities: 2 },
  "one owner": { deals: 150, owners: ["anna"], activities: 3 },
  "no owner": { deals: 100, owners: [""] },
  "no amount is positive": { deals: 200, amount: (random) => (random() < 0.5 ? 0 : -1000 * random()) },
  "amounts of a trillion": { deals: 200, amount: (random) => 1e12 * (0.5 + random()) },
  "no rate for the currency": { deals: 150, amount: () => 500, currency: "CHF" },
  "activities and proposals": {
    deals: 400,
    activities: 4,
    proposals: true,
    amount: (random) => 10_000 * random(),
  },
  "one source far better": { deals: 600, sources: ["referral", "organic"], advance: 0.8 },
  "a leak": { deals: 600, advance: 0.4, benchmark: ["0.7", "0.9"] },
  "no leak": { deals: 600, advance: 0.9, benchmark: ["0.3", "0.5"] },
  "a benchmark and ten deals": { deals: 10, benchmark: ["0.3", "0.5"] },
  "two hundred campaigns": { deals: 600, campaigns: numbered(200, "campaign"), countries: numbered(30, "C") },
  "stages of no time": { deals: 150, stay: 0.0001 },
  "stages of years": { deals: 150, stay: 200, ages: [1, 1500] },
  "long names": {
    deals: 150,
    label: (stage) => [longName(stage), longName(`${stage} hu`)],
    owners: [longName("owner")],
  },
  "long words": {
    deals: 150,
    label: (stage) => [
      `${stage}${"verhandlungsabschluss".repeat(2)}`,
      `${stage}${"megszentségteleníthetetlen".repeat(2)}`,
    ],
    campaigns: ["kampány".repeat(8), "campaign".repeat(8)],
  },
  "right to left": { deals: 150, label: (stage) => [`مرحلة ${stage}`, `שלב ${stage}`] },
  "names cut alike": {
    deals: 200,
    label: (stage) => [
      `${longName("a stage of every deal")} ${stage}`,
      `${longName("minden ügylet szakasza")} ${stage}`,
    ],
    campaigns: ["spring", "summer", "autumn"].map((name) => `${longName("newsletter")} ${name}`),
    owners: ["anna", "bela"].map((name) => `${longName("owner")} ${name}`),
    amount: () => 1e12,
  },
  "stages of one name": { deals: 200, label: () => ["Talk", "Beszélgetés"] },
  "markup in names": {
    deals: 200,
    label: (stage) => [`<b onclick="x">${stage}</b> & "co"`, `<i>${stage}</i> és társai`],
    campaigns: ["<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>"],
    owners: ["<b>7</b>"],
  },
  "two hundred sources": { deals: 600, sources: numbered(200, "source"), amount: () => 1e12 },
  "old company, nothing new": { deals: 200, ages: [400, 900] },
  "many deals": { deals: 25_000, ages: [1, 900] },
  "ten thousand owners": { deals: 12_000, owners: numbered(10_000, "owner"), activities: 1 },
} satisfies Record<string, Company>;
export type OddHome = keyof typeof oddHomes;
