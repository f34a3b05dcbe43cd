import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { homeAt, type Home } from "../../pipelines/contract/home.ts";
import { Random } from "../../tools/simulate/random.ts";
import { wallTime } from "../../tools/simulate/wall-time.ts";
import { ask, built, readPresumed, refreshed, type Presumed } from "./presumed.ts";
import { decide, truthOf } from "./truth.ts";
import { deliverContacts, drawContacts, drawLeads, leadStatuses, lifecycleStages } from "./leads.ts";
import { hubspotDefault, hungarian, ownNames, pipeline, salesforceDefault, stageOrder } from "./pipelines.ts";
import { lastMove, walk, type Deal } from "./walk.ts";
import {
  hubspotDeals,
  salesforceLeads,
  salesforceObjects,
  salesforceReports,
  writeText,
  zohoDeals,
} from "./write-exports.ts";
import { scratchFolder } from "../scratch.ts";

const root = scratchFolder();
const homeNamed = (name: string) => homeAt(join(root, name));

const span = { from: wallTime("2025-10-01"), until: wallTime("2026-10-30", 18) };
const drawn = (of: typeof hubspotDefault, count: number, seed: number, firstId = 1) =>
  walk(of, count, new Random(seed), span, firstId);

const defaults = drawn(hubspotDefault, 160, 51);
const own = drawn(ownNames, 160, 52, 1001);
const magyar = drawn(hungarian, 160, 53, 2001);
/** The stages of HubSpot in another CRM, which names no pipeline. */
const likeHubspot = { ...hubspotDefault, name: "*" };
const others = drawn(likeHubspot, 160, 54);
/** Its deals are seen once, at a stage whose name tells nothing. */
const seenOnce = pipeline("Standard", ["Amber", "Blue", "Coral"], {
  won: "Closed Won",
  lost: ["Closed Lost"],
});

type Delivery = (exports: string) => void;
const half = defaults.length / 2;
const hubspot = (sort: (deals: Deal[]) => Deal[] = (deals) => deals): Delivery[] => [
  (exports) =>
    hubspotDeals(join(exports, "hubspot", "first half.csv"), [
      { pipeline: hubspotDefault, deals: sort(defaults.slice(0, half)) },
    ]),
  (exports) =>
    hubspotDeals(join(exports, "hubspot", "second half.csv"), [
      { pipeline: hubspotDefault, deals: sort(defaults.slice(half)) },
      { pipeline: ownNames, deals: sort(own) },
      { pipeline: hungarian, deals: sort(magyar) },
    ]),
  (exports) =>
    salesforceReports(
      join(exports, "salesforce"),
      { pipeline: likeHubspot, deals: sort(others) },
      span.until + 30,
    ),
  (exports) => {
    zohoDeals(join(exports, "zoho"), [{ pipeline: seenOnce, deals: drawn(seenOnce, 120, 55) }], [span.until]);
    without(join(exports, "zoho", "Deals 2026-10-30.csv"), "Probability");
  },
];

/** Writes a file again without one of its columns. */
function without(path: string, column: string): void {
  const rows = readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  const at = rows[0]?.indexOf(column) ?? -1;
  writeFileSync(
    path,
    rows.map((cells) => cells.filter((_, index) => index !== at).join(",")).join("\n") + "\n",
  );
}

function inEuros(path: string): void {
  writeFileSync(path, readFileSync(path, "utf8").replaceAll(/(?<=[,"])HUF(?=[,"])/g, "EUR"));
}

const put = (home: Home, deliveries: Delivery[]) => {
  for (const deliver of deliveries) deliver(home.exports);
};

interface Made {
  warehouse: string;
  presumed: Presumed;
}

/** The facts of a home with these deliveries, and its stage map. */
async function made(home: Home, deliveries: Delivery[]): Promise<Made> {
  put(home, deliveries);
  const { warehouse } = await built(home);
  return { warehouse, presumed: await readPresumed(warehouse) };
}

/** A company that decided its base currency, with all other settings as shipped. */
const settings =
  "key,value\nreporting_time_zone,Europe/Budapest\nsource_time_zone,Europe/Budapest\nbase_currency,HUF\nmisclick_seconds,60\nreopen_days,90\nlead_to_customer_days,180\nworking_hours_start,09:00\nworking_hours_end,17:00\n";

const targets = ({ names }: Presumed, source: string, pipeline?: string) => [
  ...new Set(
    names
      .filter((row) => row.source === source && (pipeline === undefined || row.pipeline === pipeline))
      .map((row) => row.target_pipeline),
  ),
];
/** The stages of a source's pipeline in the order presumed. */
const stagesOf = ({ names }: Presumed, source: string, pipeline: string) =>
  names
    .filter((row) => row.source === source && row.pipeline === pipeline && row.kind === "stage")
    .toSorted((one, other) => (one.ordinal ?? 0) - (other.ordinal ?? 0))
    .map((row) => row.source_stage);

describe("without reference data", () => {
  let told: Made & { contentHash: string };
  beforeAll(async () => {
    const home = homeNamed("presumed");
    put(home, hubspot());
    const release = await refreshed(home, 1);
    told = { ...release, presumed: await readPresumed(release.warehouse) };
  });

  test("HubSpot's default pipeline is not the sample's: it begins with its own first stage and nobody reached Lead", async () => {
    expect(targets(told.presumed, "hubspot", hubspotDefault.name)).toEqual(["hubspot_sales_pipeline"]);
    const reached = await ask<{ stage: string }>(
      told.warehouse,
      `select stage from core.fct_stage_reach where pipeline = 'hubspot_sales_pipeline' group by stage order by min(stage_ordinal)`,
    );
    expect(reached.map(({ stage }) => stage)).toEqual([
      "appointment_scheduled",
      "qualified_to_buy",
      "presentation_scheduled",
      "decision_maker_bought_in",
      "contract_sent",
    ]);
    expect(
      await ask(told.warehouse, "select stage from reference.stages where pipeline in ('sales', 'partner')"),
    ).toEqual([]);
  });

  test("which stages are marketing's was said by nobody: leads wait for sales, and nobody is asked to accept them", async () => {
    const [row] = await ask<{ waiting: string; asked: string }>(
      told.warehouse,
      `select (select sum(waiting_count) from marts.handoff where segment_value = 'all') as waiting,
         (select count(*) from marts.to_do where reason = 'not_accepted') as asked`,
    );
    expect(Number(row?.waiting)).toBeGreaterThan(0);
    expect(Number(row?.asked)).toBe(0);
  });

  test("two exports of one CRM with the same pipeline are one pipeline", async () => {
    const [row] = await ask<{ pipelines: string; journeys: string }>(
      told.warehouse,
      `select count(distinct pipeline) as pipelines, count(*) as journeys from core.fct_journey
       where opportunity_id in (${defaults.map(({ id }) => `'${9_000_000_000 + id}'`).join(", ")})`,
    );
    expect([Number(row?.pipelines), Number(row?.journeys)]).toEqual([1, defaults.length]);
  });

  test("two CRMs whose stages have the same names are two pipelines", () => {
    const [one, ...more] = targets(told.presumed, "hubspot", hubspotDefault.name);
    const [other, ...others] = targets(told.presumed, "salesforce");
    expect([more, others]).toEqual([[], []]);
    expect(one).toBeDefined();
    expect(other).toBeDefined();
    expect(one).not.toBe(other);
  });

  test("an order that nothing tells is asked for, and one that the deals tell is not", () => {
    const ofOrder = told.presumed.questions.filter((question) => /\border\b/i.test(question));
    expect(ofOrder.filter((question) => question.includes("zoho"))).not.toEqual([]);
    expect(ofOrder.filter((question) => question.includes("hubspot"))).toEqual([]);
  });

  test("a stage named Demo or Bemutató has the benchmark of presentations, the last stage that of closing, and others none", async () => {
    const benchmarks = await ask<{ label_en: string; benchmark_low: number; benchmark_high: number }>(
      told.warehouse,
      `select label_en, benchmark_low, benchmark_high from reference.stages
       where pipeline in (${targets(told.presumed, "hubspot")
         .map((key) => `'${key}'`)
         .join(", ")}) and benchmark_low is not null`,
    );
    const found = new Map(benchmarks.map((row) => [row.label_en, [row.benchmark_low, row.benchmark_high]]));
    for (const demo of ["Demo", "Bemutató", "Presentation Scheduled"])
      expect([demo, found.get(demo)]).toEqual([demo, [0.3, 0.5]]);
    for (const last of ["Legal", "Szerződéskötés", "Contract Sent"])
      expect([last, found.get(last)]).toEqual([last, [0.6, 0.9]]);
    for (const plain of ["Discovery call", "Új érdeklődő", "Appointment Scheduled"])
      expect([plain, found.get(plain)]).toEqual([plain, undefined]);
  });

  test("the same exports give the same content, whatever came first and on any number of threads", async () => {
    const reversed = homeNamed("reversed");
    put(reversed, hubspot().toReversed());
    const again = await refreshed(reversed, 4);
    expect(again.contentHash).toBe(told.contentHash);
    expect(stagesOf(told.presumed, "hubspot", ownNames.name)).toEqual(stageOrder(ownNames));
  });

  test("the order of the rows of an export is no order of the stages", async () => {
    const turned = await made(
      homeNamed("turned"),
      hubspot((deals) => deals.toReversed()),
    );
    expect(told.presumed.names.filter((row) => row.source === "hubspot")).not.toEqual([]);
    expect(turned.presumed.names.filter((row) => row.source !== "zoho")).toEqual(
      told.presumed.names.filter((row) => row.source !== "zoho"),
    );
  });
});

describe("with reference data for some pipelines", () => {
  let told: Made;
  beforeAll(async () => {
    const home = homeNamed("decided");
    const joined = [
      truthOf("joined", "hubspot", hubspotDefault),
      truthOf("joined", "salesforce", likeHubspot),
    ];
    decide(home, [
      { key: "joined", names: joined.flatMap(({ names }) => names) },
      { key: "own", names: truthOf("own", "hubspot", ownNames).names.slice(0, 1) },
    ]);
    writeText(join(home.reference, "settings.csv"), settings);
    const euros: Delivery = (exports) => {
      inEuros(join(exports, "hubspot", "first half.csv"));
      inEuros(join(exports, "hubspot", "second half.csv"));
    };
    told = await made(home, [...hubspot().slice(0, 2), euros, ...hubspot().slice(2, 3)]);
  });

  test("a pipeline with one row in the stage map is decided: its other stages are unknown and not presumed", async () => {
    expect(
      told.presumed.names.filter((row) => row.source === "hubspot" && row.pipeline === ownNames.name),
    ).toMatchObject([{ source_stage: "Discovery call", target_pipeline: "own", ordinal: 1 }]);
    const unknown = await ask<{ id: string }>(
      told.warehouse,
      `select id from ops.issue where kind = 'unmapped_stage' and id like 'hubspot/${ownNames.name}/%' order by id`,
    );
    expect(unknown.map(({ id }) => id.split("/").at(-1))).toEqual(
      [...stageOrder(ownNames).slice(1), ownNames.won, ...ownNames.lost].toSorted(),
    );
  });

  test("a pipeline of which no row speaks is presumed beside the decided ones", () => {
    expect(stagesOf(told.presumed, "hubspot", hungarian.name)).toEqual(stageOrder(hungarian));
  });

  test("reference data joins the pipelines of two CRMs", async () => {
    const rows = await ask<{ source_system: string; won: string }>(
      told.warehouse,
      `select source_system, count(*) filter (outcome = 'won') as won from core.fct_journey where pipeline = 'joined' group by source_system order by all`,
    );
    const won = (deals: Deal[]) => deals.filter((deal) => lastMove(deal).to === hubspotDefault.won).length;
    expect(rows.map((row) => [row.source_system, Number(row.won)])).toEqual([
      ["hubspot", won(defaults)],
      ["salesforce", won(others)],
    ]);
  });

  test("a base currency that a person set is not presumed, whatever the cells say", async () => {
    expect(await baseCurrency(told)).toBe("HUF");
  });
});

const baseCurrency = async ({ warehouse }: Made) =>
  (
    await ask<{ value: string }>(
      warehouse,
      "select value from reference.settings where key = 'base_currency'",
    )
  )[0]?.value;

describe("leads and contacts before their deals", () => {
  /** Only the flags of its records tell what is won. */
  const flagged = { ...salesforceDefault, won: "Quartz", lost: ["Slate"] };
  const { leads, deals } = drawLeads(200, 61, span, flagged);
  const people = drawContacts(200, 62, span);
  let told: Made;
  beforeAll(async () => {
    told = await made(homeNamed("leads"), [
      (exports) => salesforceLeads(join(exports, "salesforce"), leads),
      (exports) => salesforceObjects(join(exports, "salesforce"), { pipeline: flagged, deals }),
      (exports) => deliverContacts(join(exports, "hubspot"), people.contacts, people.deals),
      (exports) => {
        const path = join(exports, "hubspot", "contacts.csv");
        const words = [
          "ORGANIC_SEARCH",
          "PAID_SEARCH",
          "PAID_SOCIAL",
          "DIRECT_TRAFFIC",
          "REFERRALS",
          "Toborzóiroda",
        ];
        let row = 0;
        writeFileSync(
          path,
          readFileSync(path, "utf8").replaceAll(
            ",Organic Search,",
            () => `,${words[row++ % words.length] ?? ""},`,
          ),
        );
      },
      (exports) => {
        for (const file of ["hubspot/deals.csv", "salesforce/Opportunity.csv"]) inEuros(join(exports, file));
      },
    ]);
  });

  /** Names of a source with team and place, in the order presumed. */
  const teams = (source: string) =>
    ask<{ source_stage: string; team: string; pipeline: string }>(
      told.warehouse,
      `select map.source_stage, stages.team, stages.pipeline from reference.stage_map as map
       join reference.stages on stages.pipeline = map.target_pipeline and stages.stage = map.stage
       where map.source = '${source}' order by stages.pipeline, stages.ordinal, map.source_stage`,
    );

  test("the statuses of leads come before the stages of deals in one pipeline and are marketing's; the deals' are sales'", async () => {
    const rows = await teams("salesforce");
    expect(new Set(rows.map(({ pipeline }) => pipeline)).size).toBe(1);
    const names = rows.filter(({ source_stage: name }) => name !== leadStatuses.won);
    const statuses = stageOrder(leadStatuses);
    expect(names.map(({ source_stage: name, team }) => [name, team])).toEqual([
      ...statuses.map((name) => [name, "marketing"]),
      ...stageOrder(flagged).map((name) => [name, "sales"]),
    ]);
  });

  test("the lifecycle of contacts comes before the stages of their deals", async () => {
    const names = [...new Set((await teams("hubspot")).map(({ source_stage: name }) => name))];
    const known = [...lifecycleStages, ...stageOrder(hubspotDefault)];
    expect(names.filter((name) => known.includes(name))).toEqual(known);
  });

  test("a contact that becomes a customer is no second win beside its deal", async () => {
    const [row] = await ask<{ won: string; amounts: string }>(
      told.warehouse,
      "select count(*) as won, count(distinct opportunity_id) as amounts from core.fct_journey where source_system = 'hubspot' and outcome = 'won'",
    );
    const won = people.deals.filter((deal) => lastMove(deal).to === hubspotDefault.won).length;
    expect([Number(row?.won), Number(row?.amounts)]).toEqual([won, won]);
  });

  test("the flags of the CRM tell what is won and lost, whatever its name; a converted lead has won nothing yet", async () => {
    const kinds = told.presumed.names.filter((row) => row.source === "salesforce" && row.kind !== "stage");
    expect(kinds.map((row) => [row.source_stage, row.kind]).toSorted()).toEqual([
      ["Closed - Not Converted", "lost"],
      ["Quartz", "won"],
      ["Slate", "lost"],
    ]);
    const [row] = await ask<{ won: string }>(
      told.warehouse,
      "select count(*) as won from core.fct_journey where source_system = 'salesforce' and outcome = 'won'",
    );
    expect(Number(row?.won)).toBe(deals.filter((deal) => lastMove(deal).to === flagged.won).length);
  });

  test("the one currency that all cells name is the base currency", async () => {
    expect(await baseCurrency(told)).toBe("EUR");
    const [row] = await ask<{ odd: string; priced: string }>(
      told.warehouse,
      "select count(*) filter (amount_base is distinct from amount) as odd, count(amount_base) as priced from core.fct_journey where amount is not null",
    );
    expect([Number(row?.odd), Number(row?.priced) > 0]).toEqual([0, true]);
  });

  test("lead sources are known by the words of the vendor, and a word of one's own is other and asked for", async () => {
    const rows = await ask<{ word: string; lead_source: string }>(
      told.warehouse,
      "select distinct lead_source_value as word, lead_source from core.fct_journey where source_system = 'hubspot'",
    );
    const found = Object.fromEntries(rows.map(({ word, lead_source }) => [word, lead_source]));
    expect(found).toMatchObject({
      ORGANIC_SEARCH: "organic",
      PAID_SEARCH: "paid_search",
      PAID_SOCIAL: "paid_social",
      DIRECT_TRAFFIC: "inbound_web",
      REFERRALS: "referral",
      Toborzóiroda: "other",
    });
    expect(await ask(told.warehouse, "select id from ops.issue where kind = 'unmapped_source'")).toEqual([
      { id: "hubspot/Toborzóiroda" },
    ]);
  });
});

test("what deals do after they were won is no stage of the sale and does not reopen them", async () => {
  const home = homeNamed("after the sale");
  const selling = pipeline("Projects", ["New", "Demo", "Offer"], {
    won: "Closed Won",
    lost: ["Closed Lost"],
  });
  const deals = drawn(selling, 200, 57).map((deal): Deal => {
    const last = lastMove(deal);
    const delivery = ["Onboarding", "Live"].map((to, at) => ({ to, at: last.at + (at + 1) * 1440 }));
    return last.to === "Closed Won" ? { ...deal, moves: [...deal.moves, ...delivery] } : deal;
  });
  const wins = deals.filter(({ moves }) => moves.some(({ to }) => to === "Closed Won")).length;
  const wider = {
    ...selling,
    stages: [...selling.stages, ...pipeline("", ["Onboarding", "Live"], { won: "", lost: [] }).stages],
  };
  hubspotDeals(join(home.exports, "hubspot", "deals.csv"), [{ pipeline: wider, deals }]);
  const { warehouse } = await built(home);
  expect(await ask(warehouse, "select stages_en, won_names from marts.pipeline")).toEqual([
    { stages_en: "New → Demo → Offer", won_names: "Closed Won" },
  ]);
  const [won] = await ask<{ won: string }>(
    warehouse,
    "select count(*) as won from core.fct_journey where outcome = 'won'",
  );
  expect(Number(won?.won)).toBe(wins);
});

test("an export of closed deals only is a pipeline of one stage, and its wins are counted", async () => {
  const home = homeNamed("closed only");
  const rows = Array.from({ length: 30 }, (_, at) => [
    `D${at}`,
    "2026-01-05",
    "2026-01-25",
    at % 3 === 0 ? "Won" : "Lost",
  ]);
  writeText(
    join(home.exports, "crm", "deals.csv"),
    [["Deal", "Opened", "Closed", "State"], ...rows].map((cells) => cells.join(",")).join("\n"),
  );
  const columns = { opportunity_id: "Deal", created_at: "Opened", closed_at: "Closed", stage: "State" };
  writeText(
    join(home.exports, "crm", "mapping.json"),
    JSON.stringify({
      source: "crm",
      as_of: "2026-02-01 00:00:00",
      files: [{ file: "deals.csv", stream: "opportunities", columns }],
    }),
  );
  const { warehouse } = await built(home);
  expect(await ask(warehouse, "select stages_en, won_names, lost_names from marts.pipeline")).toEqual([
    { stages_en: "Deal", won_names: "Won", lost_names: "Lost" },
  ]);
  expect(
    await ask(
      warehouse,
      "select outcome, count(*)::integer as count from core.fct_journey group by all order by all",
    ),
  ).toEqual([
    { outcome: "lost", count: 20 },
    { outcome: "won", count: 10 },
  ]);
});

test("a mark of closed alone says neither won nor lost: names tell it, and a name that does not is asked for", async () => {
  const home = homeNamed("closed alone");
  const rows = Array.from({ length: 30 }, (_, at) => [
    `D${at}`,
    "2026-01-05",
    ["Amber", "Quartz", "Won"][at % 3] ?? "",
    at % 3 === 0 ? "no" : "yes",
  ]);
  writeText(
    join(home.exports, "crm", "deals.csv"),
    [["Deal", "Opened", "State", "Closed"], ...rows].map((cells) => cells.join(",")).join("\n"),
  );
  const columns = {
    opportunity_id: "Deal",
    created_at: "Opened",
    stage: "State",
    is_closed: "Closed",
  };
  writeText(
    join(home.exports, "crm", "mapping.json"),
    JSON.stringify({
      source: "crm",
      as_of: "2026-02-01 00:00:00",
      files: [{ file: "deals.csv", stream: "opportunities", columns }],
    }),
  );
  const { warehouse } = await built(home);
  expect(await ask(warehouse, "select won_names, lost_names from marts.pipeline")).toEqual([
    { won_names: "Won", lost_names: null },
  ]);
  const [issue] = await ask<{ detail: string }>(
    warehouse,
    "select detail from ops.issue where kind = 'presumed_stage'",
  );
  expect(issue?.detail).toContain("say what these mean: Quartz");
});

test("a row of the stage map that no record was ever at is an issue that names the nearest stage without a row", async () => {
  const home = homeNamed("misspelt");
  const rows = ["New", "Qualified", "Offer", "Won"].map((stage, at) => `D${at},2026-01-05,${stage}`);
  writeText(join(home.exports, "crm", "deals.csv"), ["Deal,Opened,State", ...rows].join("\n"));
  const columns = { opportunity_id: "Deal", created_at: "Opened", stage: "State" };
  const files = [{ file: "deals.csv", stream: "opportunities", columns }];
  writeText(join(home.exports, "crm", "mapping.json"), JSON.stringify({ source: "crm", files }));
  writeText(
    join(home.reference, "stages.csv"),
    "pipeline,stage,ordinal,team,label_en,label_hu,benchmark_low,benchmark_high,benchmark_source,horizon_days\nsales,new,1,sales,New,Új,,,,\nsales,qualified,2,sales,Qualified,Minősített,,,,\n",
  );
  writeText(
    join(home.reference, "stage_map.csv"),
    "source,pipeline,source_stage,kind,target_pipeline,stage,valid_from,valid_to\ncrm,*,new,stage,sales,new,,\ncrm,*,Qualifed,stage,sales,qualified,,\ncrm,*,Won,won,sales,,,\ncrm,*,Fresh,stage,sales,new,,2025-01-01\n",
  );
  const { warehouse } = await built(home);
  expect(await ask(warehouse, "select id, detail from ops.issue where kind = 'unmatched_stage'")).toEqual([
    {
      id: "crm/*/Qualifed",
      detail: expect.stringContaining("the nearest name without a row is Qualified") as string,
    },
  ]);
});

test("free text that was taken for the stage makes no pipeline, and its place is named", async () => {
  const home = homeNamed("free text");
  const rows = Array.from({ length: 90 }, (_, at) => [`D${at}`, "2026-01-05", `What we talked about ${at}`]);
  writeText(
    join(home.exports, "crm", "deals.csv"),
    [["Deal", "Opened", "Notes"], ...rows].map((cells) => cells.join(",")).join("\n"),
  );
  const columns = { opportunity_id: "Deal", created_at: "Opened", stage: "Notes" };
  writeText(
    join(home.exports, "crm", "mapping.json"),
    JSON.stringify({ source: "crm", files: [{ file: "deals.csv", stream: "opportunities", columns }] }),
  );
  const { warehouse } = await built(home);
  expect(await ask(warehouse, "select id, detail from ops.issue where kind = 'too_many_stages'")).toEqual([
    {
      id: "crm/",
      detail: expect.stringMatching(
        /90 names of stages, more than the 60 .* check that the column read as the stage is one/,
      ) as string,
    },
  ]);
  expect(await ask(warehouse, "select distinct pipeline from core.fct_journey")).toEqual([
    { pipeline: "unmapped" },
  ]);
});
