import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { rowsOf } from "../../dashboards/lib/columns.ts";
import type { Explore, MartFiles } from "../../dashboards/lib/data.ts";
import { noFilters, type Filters } from "../../dashboards/lib/filters.ts";
import {
  funnelPartsOf,
  joinFunnel,
  splitFunnel,
  type FunnelIndex,
  type FunnelPart,
} from "../../dashboards/lib/funnel-files.ts";
import { funnelSql } from "../../dashboards/lib/funnel-sql.ts";
import { answerOf, type FunnelAnswer } from "../../dashboards/lib/funnel-answer.ts";
import { funnelOf } from "../../dashboards/lib/funnel.ts";
import type { Incidence } from "../../dashboards/lib/incidence.ts";
import { FunnelReader } from "../../dashboards/lib/read-funnel.ts";
import type { FunnelDeals } from "../../dashboards/lib/ways.ts";
import { pack, unpack, type Tables } from "../../dashboards/lib/pack.ts";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { readMarts } from "../../pipelines/site/read-marts.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { scratchFolder } from "../scratch.ts";

let warehouse: Warehouse;
let files: MartFiles;

beforeAll(async () => {
  const home = homeAt(scratchFolder());
  await refresh(
    { home, site: false, threads: 1 },
    { now: () => new Date("2026-11-01T03:00:00Z"), report: silent },
  );
  const path = join(home.current, "warehouse.duckdb");
  files = await readMarts(path, () => undefined);
  warehouse = await openWarehouse(path, { readOnly: true, threads: 1 });
  return () => {
    warehouse.close();
  };
}, 400_000);

/** The files of the site's deals, by name, as a browser gets them. */
function travelled(explore: Explore, most?: number) {
  const texts: string[] = [];
  const index = splitFunnel(
    explore,
    () => true,
    (_, part) => {
      texts.push(JSON.stringify(pack(part as unknown as Tables)));
      return String(texts.length - 1);
    },
    most,
  );
  const read = (names: string[]) =>
    Object.assign(
      {},
      ...names.map((name) => unpack(JSON.parse(texts[Number(name)] ?? "{}"))),
    ) as unknown as FunnelPart;
  return { index, texts, read };
}

const stagesOf = (pipeline: string) =>
  files.summary.stages.stage.flatMap((stage, place) =>
    files.summary.stages.pipeline[place] === pipeline
      ? [{ stage, stage_ordinal: files.summary.stages.stage_ordinal[place] ?? 0 }]
      : [],
  );

/** What the page answers to an address. */
function ask(asked: Partial<Filters>, explore: FunnelDeals = files.explore): FunnelAnswer {
  const filters = { ...noFilters, pipeline: "sales", ...asked };
  return answerOf(explore, funnelOf(filters, stagesOf(filters.pipeline), true), filters);
}

const close = (one: number | null | undefined, other: unknown) =>
  one == null || other === null
    ? expect(one ?? null).toBe(other)
    : expect(one).toBeCloseTo(Number(other), 10);

function expectSame(own: Incidence | null, row: Record<string, unknown>, what: string): void {
  expect(own?.horizon_days ?? null, what).toEqual(row["horizon_days"]);
  expect(own?.estimate_status ?? "no_horizon", what).toBe(row["estimate_status"]);
  expect(own?.followed_count ?? 0, what).toBe(Number(row["followed_count"]));
  for (const name of ["estimate", "estimate_low", "estimate_high"] as const) close(own?.[name], row[name]);
}

test.each(["sales", "partner"])(
  "all stages of %s one by one have the numbers of the pages Stage conversion, Cycle time and Lead → customer",
  async (pipeline) => {
    const answer = ask({ pipeline, split: "source" });
    const steps = await warehouse.rows<Record<string, unknown>>(
      `select conversion.*, cycle.advance_median_seconds from marts.stage_conversion as conversion
       join marts.cycle_time as cycle using (pipeline, segment, segment_value, stage)
       where pipeline = $1 and segment_value = 'all' order by conversion.stage_ordinal`,
      [pipeline],
    );
    expect(steps.length).toBeGreaterThan(2);
    steps.forEach((row, place) => {
      const own = answer.steps[place];
      expect(own?.count).toBe(Number(row["reached_count"]));
      expect(own?.went).toBe(Number(row["advanced_count"]));
      expectSame(own?.incidence ?? null, row, String(row["stage"]));
      close(own?.incidence?.median_seconds, row["advance_median_seconds"]);
    });
    const customers = await warehouse.rows<Record<string, unknown>>(
      `select * replace (horizon_days::integer as horizon_days) from marts.lead_to_customer
       where pipeline = $1 and cohort_month is null and (segment_value = 'all' or segment = 'lead_source')`,
      [pipeline],
    );
    expect(customers.length).toBeGreaterThan(1);
    for (const row of customers) {
      const value = row["segment_value"];
      const own = value === "all" ? answer.all : answer.rows.find((each) => each.value === value);
      expect(own?.counts[0], String(value)).toBe(Number(row["started_count"]));
      expect(own?.counts.at(-1), String(value)).toBe(Number(row["won_count"]));
      expectSame(own?.whole ?? null, row, String(value));
    }
  },
);

/** Filters with the value that most deals have in place of a star. */
function withValues(asked: Partial<Filters>): Partial<Filters> {
  const { names } = files.journeys;
  const largest = (dimension: string) =>
    rowsOf(names)
      .filter((row) => row.pipeline === "sales" && row.dimension === dimension)
      .sort((one, other) => other.journey_count - one.journey_count)[0]?.name ?? "";
  return Object.fromEntries(
    Object.entries(asked).map(([name, value]) => [name, value === "*" ? largest(name) : value]),
  );
}

/** What the page reads of a company so large that it has cubes, and the files that it asked for. */
function readerOf() {
  const { index, texts } = travelled(files.explore, 0);
  const asked: string[] = [];
  const reader = new FunnelReader(
    unpack(pack({ ...index } as unknown as Tables)) as unknown as FunnelIndex,
    (file) => {
      asked.push(texts[Number(file)] ?? "");
      return Promise.resolve(unpack(JSON.parse(texts[Number(file)] ?? "{}")));
    },
  );
  return { reader, asked };
}

/** An answer to as many digits as surely travel, without its curve. */
const sent = (answer: FunnelAnswer | undefined) =>
  JSON.parse(
    JSON.stringify({ ...answer, dealsAt: undefined }, (key, value: unknown) =>
      key === "curve" ? [] : typeof value === "number" ? Number(value.toPrecision(6)) : value,
    ),
  ) as object;

test.each<[Partial<Filters>, number]>([
  [{}, 0],
  [{ steps: "lead.meeting.won" }, 0],
  [{ steps: "contacted.qualified-meeting.proposal", pipeline: "sales" }, 0],
  [{ owner: "*" }, 1],
  [{ country: "HU", steps: "qualified.won" }, 1],
  [{ tier: "B" }, 1],
  [{ campaign: "*" }, 1],
  [{ source: "purchased_list" }, 1],
  [{ source: "referral", steps: "lead.qualified.negotiation" }, 1],
  [{ from: "2026-03" }, 1],
  [{ to: "2026-03" }, 1],
  [{ split: "owner" }, 1],
  [{ split: "list" }, 1],
  [{ split: "product", steps: "meeting.won" }, 1],
  [{ pipeline: "partner" }, 0],
  [{ pipeline: "partner", from: "2026-01" }, 1],
  [{ pipeline: "partner", split: "source" }, 1],
])(
  "of a large company %j is answered as its deals answer it, from few files of at most 25 KB",
  async (told, most) => {
    const own = withValues(told);
    const filters = { ...noFilters, pipeline: "sales", ...own };
    const { reader, asked } = readerOf();
    const { given } = await reader.load(filters);
    expect(sent(given)).toEqual(sent(ask(own)));
    expect((given?.all.counts[0] ?? 0) > 0).toBe(true);
    expect(asked).toHaveLength(most);
    for (const text of asked) expect(brotliCompressSync(text).length).toBeLessThan(25 * 1024);
    expect(reader.count(filters)).toBe(0);
  },
);

test.each<Partial<Filters>>([
  { owner: "*", from: "2026-01" },
  { split: "country", source: "event" },
  { order: "any" },
  { within: "30" },
])("%j is made of deals, and the page says how many it reads", async (told) => {
  const own = withValues(told);
  const filters = { ...noFilters, pipeline: "sales", ...own };
  const { reader } = readerOf();
  const { given, ...read } = await reader.load(filters);
  expect(given).toBeUndefined();
  expect(reader.count(filters)).toBe(read.deals.pipeline.length);
  expect(sent(ask(own, read))).toEqual(sent(ask(own)));
});

test("of two months only the deals of their files are read, and judged within the days that all deals tell", async () => {
  const { reader } = readerOf();
  const filters = {
    ...noFilters,
    pipeline: "sales",
    from: "2026-05",
    to: "2026-06",
    steps: "lead.meeting.won",
  };
  const { deals } = await reader.load(filters);
  expect(deals.pipeline.length).toBeLessThan(files.explore.deals.pipeline.length);
  const { deals: read, ids } = await reader.behind(filters);
  expect(read.deals.pipeline).toHaveLength(ids.length);
});

test("the cube of a value has the numbers of the marts", async () => {
  const { reader } = readerOf();
  const names = {
    owner: "owner",
    country: "country",
    tier: "icp_tier",
    campaign: "campaign",
    source: "lead_source",
  };
  let judged = 0;
  for (const [filter, segment] of Object.entries(names)) {
    const rows = await warehouse.rows<Record<string, unknown>>(
      `select *, case when segment = 'owner' then owner_key(segment_value) else segment_value end as value
       from marts.stage_conversion where pipeline = 'sales' and segment = $1 order by segment_value, stage_ordinal`,
      [segment],
    );
    for (const row of rows) {
      const { given } = await reader.load({
        ...noFilters,
        pipeline: "sales",
        [filter]: String(row["value"]),
      });
      const step = given?.steps[Number(row["stage_ordinal"]) - 1];
      const what = `${segment} ${String(row["value"])} ${String(row["stage"])}`;
      expect(step?.count, what).toBe(Number(row["reached_count"]));
      expect(step?.went, what).toBe(Number(row["advanced_count"]));
      expect(step?.incidence?.followed_count, what).toBe(Number(row["followed_count"]));
      expect(step?.incidence?.estimate_status, what).toBe(row["estimate_status"]);
      expect(step?.incidence?.estimate ?? 0, what).toBeCloseTo(Number(row["estimate"] ?? 0), 8);
      expect(step?.incidence?.estimate_low ?? 0, what).toBeCloseTo(Number(row["estimate_low"] ?? 0), 8);
      judged++;
    }
  }
  expect(judged).toBeGreaterThan(60);
});

test.each<[string, Partial<Filters>]>([
  ["all stages by source", { split: "source" }],
  ["some, merged", { steps: "lead.contacted-qualified.proposal.won", split: "tier" }],
  ["within sixty days", { steps: "qualified.meeting.won", within: "60", split: "campaign" }],
  [
    "seen in this order",
    { steps: "contacted.qualified-meeting.proposal.won", order: "ordered", split: "country" },
  ],
  ["backwards", { steps: "meeting.contacted.negotiation", order: "ordered" }],
  ["in any order", { steps: "proposal.contacted.won", order: "any", within: "90", split: "owner" }],
  [
    "of some months and one source",
    { steps: "lead.meeting.won", from: "2026-01", to: "2026-06", source: "event" },
  ],
  ["of one country", { steps: "lead.meeting.won", country: "AT", split: "source" }],
  ["of purchased lists", { split: "list", within: "200" }],
  ["of another pipeline", { pipeline: "partner", split: "product" }],
])("%s: the query that the page offers gives the page's numbers", async (_, asked) => {
  const filters = { ...noFilters, pipeline: "sales", ...asked };
  const stages = stagesOf(filters.pipeline);
  const funnel = funnelOf(filters, stages, true);
  const answer = answerOf(files.explore, funnel, filters);
  const ordinals = new Map([
    ...stages.map((row): [string, number] => [row.stage, row.stage_ordinal]),
    ["won", stages.length + 1],
  ]);
  const sql = funnelSql(funnel, answer, filters, ordinals);
  const rows = await warehouse.rows<Record<string, unknown>>(sql);
  expect(answer.all.counts[0]).toBeGreaterThan(50);
  const wholes = rows.filter((row) => row["step"] === 0);
  expect(wholes).toHaveLength(answer.rows.length + 1);
  for (const row of wholes) {
    const own = row["value"] === null ? answer.all : answer.rows.find(({ value }) => value === row["value"]);
    expect(own?.counts[0]).toBe(Number(row["from_count"]));
    expect(own?.counts.at(-1)).toBe(Number(row["to_count"]));
    expectSame(own?.whole ?? null, row, String(row["value"]));
    close(own?.whole?.median_seconds, row["median_seconds"]);
  }
  for (const [place, own] of answer.steps.slice(0, -1).entries()) {
    const row = rows.find((each) => each["step"] === place + 1 && each["value"] === null);
    if (row === undefined) {
      expect(own.count).toBe(0);
      continue;
    }
    expect(own.count).toBe(Number(row["from_count"]));
    expect(own.went).toBe(Number(row["to_count"]));
    expectSame(own.incidence, row, `step ${place + 1}`);
    close(own.incidence?.median_seconds, row["median_seconds"]);
  }
});

test("the end of a customer's curve is the estimate that the other figures show, to the last digit", () => {
  const ends = new Map(rowsOf(files.customer.curve).map((row) => [`${row.pipeline} ${row.source}`, row]));
  const estimated = rowsOf(files.summary.customers).filter(({ estimate }) => (estimate ?? 0) > 0);
  expect(estimated.length).toBeGreaterThan(5);
  for (const { pipeline, source, estimate } of estimated)
    expect(ends.get(`${pipeline} ${source}`)?.won_share, source).toBeCloseTo(estimate ?? NaN, 12);
});

test("a file of deals is at most 25 KB, and a pipeline's files hold its deals as the site has them", () => {
  const { index, texts, read } = travelled(files.explore);
  for (const text of texts) expect(brotliCompressSync(text).length).toBeLessThan(25_000);
  const asked = { ...noFilters, pipeline: "partner", order: "any", split: "country" };
  const { files: names, dealCount } = funnelPartsOf(index, asked);
  const joined = joinFunnel(index, names.map(read));
  expect(joined.deals.pipeline).toHaveLength(dealCount);
  const counts = ({ steps, rows }: FunnelAnswer) => [steps, rows.map((row) => [row.value, row.counts])];
  expect(counts(ask(asked, joined))).toEqual(counts(ask(asked)));
});

test("of a hundred thousand deals a change is answered within 300 ms of computing", () => {
  const { index, read } = travelled(files.explore);
  const own = funnelPartsOf(index, { ...noFilters, pipeline: "sales", order: "any" }).files.map(read);
  const many = joinFunnel(index, Array.from({ length: 34 }, () => own).flat());
  expect(many.deals.pipeline.length).toBeGreaterThan(100_000);
  for (const order of ["ordered", "", "any"]) {
    const spent = [1, 2, 3].map(() => {
      const before = process.cpuUsage();
      ask({ order, split: "source" }, many);
      return process.cpuUsage(before).user / 1000;
    });
    expect(Math.min(...spent), order).toBeLessThan(300);
  }
});
