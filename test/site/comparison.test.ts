import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { rowsOf, type Columns } from "../../dashboards/lib/columns.ts";
import {
  compare,
  settleComparison,
  sideOf,
  sidesOf,
  type Comparison,
} from "../../dashboards/lib/comparison.ts";
import { timesOf } from "../../dashboards/lib/journey-times.ts";
import type { Files, JourneysRowsRow, SummaryEstimatesRow } from "../../dashboards/lib/data.ts";
import { behind } from "../../dashboards/lib/deals.ts";
import { countDifference, differenceOf, verdictOf } from "../../dashboards/lib/difference.ts";
import { noFilters, queryOf, type Filters } from "../../dashboards/lib/filters.ts";
import { splitJourneys } from "../../dashboards/lib/journeys.ts";
import { narrow } from "../../dashboards/lib/narrow.ts";
import { pack, unpack, type Tables } from "../../dashboards/lib/pack.ts";
import { JourneyReader } from "../../dashboards/lib/read-journeys.ts";
import { wilson } from "../../dashboards/lib/wilson.ts";
import { narrowing } from "../../dashboards/pages/narrowing.ts";
import type { PageKey } from "../../dashboards/pages.ts";
import { martsOf } from "../../pipelines/site/read-marts.ts";
import { createGiven, openFactsWarehouse, orderFacts } from "../models/facts-warehouse.ts";
import { draw as drawMade, madeFiles } from "./draw-page.ts";
import { linksIn } from "./links-in.ts";
import { buildOdd } from "./odd/build.ts";
import { scratchFolder } from "../scratch.ts";

const folder = scratchFolder();
let files: Files;

beforeAll(async () => {
  files = await madeFiles(join(folder, "warehouse.duckdb"));
}, 60_000);

const draw = (page: PageKey, asked: Partial<Filters>, language: "en" | "hu" = "en") =>
  drawMade(files, page, asked, language);

const textOf = (page: HTMLElement, query: string) => page.querySelector(query)?.textContent ?? "";
const ignoredBy = (page: HTMLElement, id: string) => page.querySelector(`#${id} .ignored`)?.textContent;

describe("the interval of a difference", () => {
  test.each([
    // Newcombe 1998, table II, method 10.
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])("of %d of %d and %d of %d is Newcombe's", (x1, n1, x2, n2, low, high) => {
    const range = (x: number, n: number) => {
      const rate = wilson(x, n);
      return { value: rate.rate, low: rate.low, high: rate.high };
    };
    const found = differenceOf(range(x1, n1), range(x2, n2));
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  test("that has 0 in it is no clear difference, and one that is not known says nothing", () => {
    expect(verdictOf({ value: 0.1, low: -0.01, high: 0.2 })).toBe("unclear");
    expect(verdictOf({ value: 0.1, low: 0.01, high: 0.2 })).toBe("more");
    expect(verdictOf({ value: -0.1, low: -0.2, high: -0.01 })).toBe("less");
    expect(
      verdictOf(differenceOf({ value: null, low: null, high: null }, { value: 1, low: 0, high: 1 })),
    ).toBe("unknown");
    expect(verdictOf(countDifference(110, 100))).toBe("unclear");
    expect(verdictOf(countDifference(200, 100))).toBe("more");
  });
});

/**
 * Leads of one stage, every day one, of which every fourth is won after 20 days, another fourth after 90 days, and the others are lost
 * after 60, as far as that is known on the last day.
 */
function alike(days: number, until: string): Columns<JourneysRowsRow> {
  const rows: JourneysRowsRow[] = Array.from({ length: days }, (_, index) => {
    const age = days - 1 - index;
    const kind = index % 4;
    const after = kind === 0 ? 20 : kind === 1 ? 90 : 60;
    const isOver = after <= age;
    const outcome = !isOver ? ("open" as const) : kind < 2 ? ("won" as const) : ("lost" as const);
    return {
      pipeline: "sales",
      started_on: new Date(Date.parse(until) - age * 86_400_000).toISOString().slice(0, 10),
      source: "referral",
      campaign_id: null,
      owner: null,
      country: null,
      icp_tier: null,
      outcome,
      mature_ordinal: null,
      ended_seconds: String((isOver ? after : age) * 86_400),
      states: { won: "a", lost: "l", open: "o" }[outcome],
      skipped: null,
      reworked: null,
      entry_seconds: 0,
      followed_seconds: age * 86_400,
      is_dated: true,
    };
  });
  return Object.fromEntries(
    Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => row[name as "source"])]),
  ) as unknown as Columns<JourneysRowsRow>;
}

describe("equal maturity", () => {
  const until = "2026-10-31";
  const compared = (asked: Partial<Filters>): Comparison => {
    const one = { ...files.summary, stages: { ...files.summary.stages } };
    for (const name of Object.keys(one.stages) as (keyof typeof one.stages)[])
      one.stages[name] = one.stages[name].slice(0, 1) as never;
    const times = timesOf(alike(500, until));
    const found = compare(one, { ...noFilters, pipeline: "sales", ...asked }, until, (side) =>
      sideOf(times, side),
    );
    if (found === null) throw new Error("nothing is compared");
    return found;
  };

  test("a young period that does as an old one did does not look worse", () => {
    const { started, won, customer } = compared({ compare: "year", from: "2026-09", to: "2026-10" });
    expect(started).toEqual([61, 61]);
    // So far the older side has twice as many customers and more.
    expect(won[1]).toBeGreaterThan(2 * won[0]);
    expect(customer.days).toBeGreaterThanOrEqual(45);
    expect(customer.days).toBeLessThanOrEqual(61);
    expect(verdictOf(customer.difference)).toBe("unclear");
    expect(Math.abs(customer.difference.value ?? 1)).toBeLessThan(0.03);
  });

  test("both sides are counted by the same day, to which ten leads of the younger are followed", () => {
    const { customer } = compared({ compare: "previous", from: "2026-10", to: "2026-10" });
    expect(customer.days).toBe(21);
    expect(customer.own?.followed_count).toBeGreaterThanOrEqual(10);
    expect(customer.other?.estimate).toBeCloseTo(0.25, 1);
  });

  test("sides that are old enough are counted by the horizon of the mart", () => {
    expect(compared({ compare: "previous", from: "2025-12", to: "2026-01" }).customer.days).toBe(180);
  });

  test("a period of which too little is followed is not compared", () => {
    const { customer } = compared({ compare: "previous", from: "2025-06", to: "2025-08" });
    expect(customer.days).toBeNull();
    expect(verdictOf(customer.difference)).toBe("unknown");
  });
});

test("an earlier period has as many days as the later one is known", () => {
  const periods = (asked: Partial<Filters>, until: string) =>
    sidesOf({ ...noFilters, pipeline: "sales", ...asked }, until)?.map(({ period }) => period);
  expect(periods({ compare: "previous", from: "2026-10", to: "2026-10" }, "2026-10-14")).toEqual([
    "2026-10-01..2026-10-14",
    "2026-09-01..2026-09-14",
  ]);
  expect(periods({ compare: "previous", from: "2026-03", to: "2026-03" }, "2026-10-14")).toEqual([
    "2026-03-01..2026-03-31",
    "2026-02-01..2026-02-28",
  ]);
  expect(periods({ compare: "year", from: "2026-01", to: "2026-03" }, "2026-10-14")).toEqual([
    "2026-01-01..2026-03-31",
    "2025-01-01..2025-03-31",
  ]);
});

test("what a comparison needs and nobody chose is the newest three whole months, or the two values with most leads", () => {
  const settled = (asked: Partial<Filters>) =>
    settleComparison({ ...noFilters, pipeline: "sales", ...asked }, files.summary, files.journeys.names);
  expect(settled({ compare: "previous" })).toMatchObject({ from: "2026-08", to: "2026-10" });
  expect(settled({ compare: "source" })).toMatchObject({ source: "inbound_web", with: "referral" });
  expect(settled({ compare: "source", source: "referral" })).toMatchObject({
    source: "referral",
    with: "inbound_web",
  });
  expect(settled({ compare: "country" })).toMatchObject({ country: "HU", with: "AT" });
});

test.each<[Partial<Filters>, number]>([
  [{ compare: "previous" }, 3],
  [{ compare: "year" }, 3],
  [{ compare: "source" }, 2],
  [{ compare: "source", source: "referral", with: "purchased_list" }, 2],
  [{ compare: "owner" }, 3],
  [{ compare: "country", country: "AT", with: "HU" }, 3],
])(
  "of a large company %j is compared from %i small files, as its journeys compare it",
  async (asked, most) => {
    const texts: string[] = [];
    const index = splitJourneys(
      files.journeys,
      files.summary,
      (_, part) => String(texts.push(JSON.stringify(pack(part as unknown as Tables))) - 1),
      100,
    );
    const read: string[] = [];
    const reader = new JourneyReader((file) => {
      if (file !== null) read.push(texts[Number(file)] ?? "");
      return Promise.resolve(
        unpack(JSON.parse(file === null ? JSON.stringify(pack({ ...index })) : (texts[Number(file)] ?? ""))),
      );
    });
    const filters = settleComparison(
      { ...noFilters, pipeline: "sales", ...asked },
      files.summary,
      files.journeys.names,
    );
    const until = files.summary.release.as_of[0]?.slice(0, 10) ?? "";
    const journeys = await reader.load(
      filters,
      narrowing.stretches?.(filters, until) ?? [],
      sidesOf(filters, until),
    );
    expect(read).toHaveLength(most);
    for (const text of read) expect(brotliCompressSync(text).length).toBeLessThan(25 * 1024);
    expect(journeys.rows.pipeline).toEqual([]);
    // The made company's marts of all are not made of its journeys.
    const whole = { ...files.journeys, rows: { ...files.journeys.rows }, selected: "whole" };
    const own = journeys.selected === "whole" ? { ...files, journeys: whole } : files;
    for (const page of ["index", "conversion", "customer"] as const)
      expect(textsOf(drawMade({ ...files, journeys }, page, filters, "en")), page).toEqual(
        textsOf(drawMade(own, page, filters, "en")),
      );
  },
);

const textsOf = (page: HTMLElement) =>
  [...page.querySelectorAll("h2, p, td, th, text, title, strong, a")].map((node) => node.textContent);

const sourceAgainst = { compare: "source", source: "referral", with: "inbound_web" };

test("two sources stand side by side with their difference, and a clear one is named", () => {
  const page = draw("conversion", sourceAgainst);
  expect(textOf(page, "#conversion-headline")).toMatch(/^Clear difference in who goes on from Lead/);
  expect(textOf(page, "#conversion .subtitle")).toBe("Dot: Referral. Cross: Inbound web.");
  const first = [...(page.querySelector("#conversion tbody tr")?.querySelectorAll("td") ?? [])].map(
    (cell) => cell.textContent,
  );
  expect(first[1]).toBe("80.0%");
  expect(Number(first[7])).toBeGreaterThan(15);
  expect(first.at(-1)).toBe("higher");
  expect(textOf(page, '[data-number="customer"]')).toContain("Inbound web:");
  expect(textOf(page, '[data-number="started"]')).toContain("Inbound web: 873");
});

test.each([
  sourceAgainst,
  { compare: "tier", tier: "A", with: "B" },
  { compare: "country", country: "HU", with: "AT" },
  { compare: "previous", from: "2026-01", to: "2026-02" },
])("under %o a headline names the rows whose interval leaves 0 out, and no other", (asked) => {
  for (const [page, id] of [
    [draw("conversion", asked), "conversion"],
    [draw("index", asked), "funnel"],
  ] as const) {
    const rows = [...page.querySelectorAll(`#${id} tbody tr`)].map((row) =>
      [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? ""),
    );
    const headline = textOf(page, `#${id}-headline`);
    const clear = rows.filter(([, , , , , , , , low = "", high = ""]) => Number(low) > 0 || Number(high) < 0);
    for (const row of rows) {
      const isClear = clear.includes(row);
      expect(/^(higher|lower)$/.test(row.at(-1) ?? ""), row.join(" ")).toBe(isClear);
      if (isClear) expect(headline).toContain(row[0]);
    }
    expect(headline).toMatch(clear.length === 0 ? /^No / : /^Clear difference /);
    if (clear.length > 0) expect(headline.split(", ").length).toBe(clear.length);
  }
});

test.each([
  sourceAgainst,
  { compare: "country", country: "HU", with: "AT" },
  { compare: "previous", from: "2026-01", to: "2026-02" },
  { compare: "year", from: "2026-07", to: "2026-10", owner: "4711" },
])("under %o every count leads to exactly its deals", (asked) => {
  const deals = rowsOf(files.deals.rows);
  const order = new Map(
    rowsOf(files.summary.stages).flatMap((row) =>
      row.pipeline === "sales" ? [[row.stage, row.stage_ordinal] as const] : [],
    ),
  );
  for (const page of ["index", "customer"] as const) {
    const links = linksIn(draw(page, asked).outerHTML);
    expect(links.length).toBeGreaterThan(5);
    const wrong = links.flatMap(({ count, filters }) => {
      const found = deals.filter(behind(filters, order)).length;
      return found === count ? [] : [`${page} ${queryOf(filters)}: ${count}, found ${found}`];
    });
    expect(wrong).toEqual([]);
  }
});

test("a figure that compares nothing says so, in both languages, on every page", () => {
  const page = draw("conversion", sourceAgainst);
  expect(ignoredBy(page, "breakdown")).toBe("Source and comparison do not apply.");
  expect(ignoredBy(draw("index", { compare: "country" }), "cohorts")).toBe("The comparison does not apply.");
  expect(ignoredBy(draw("leaks", { compare: "year" }), "leaks")).toBe("The comparison does not apply.");
  expect(ignoredBy(draw("cycle", { compare: "year" }, "hu"), "times")).toBe(
    "Az összehasonlítás itt nem hat.",
  );
  const funnel = draw("explore", { compare: "previous", split: "source" });
  for (const id of ["explore", "explore-split"])
    expect(ignoredBy(funnel, id)).toBe("The comparison does not apply.");
  expect(draw("quality", { compare: "year" }).querySelector(".ignored")).toBeNull();
});

test("a comparison that means nothing is dropped with a note", () => {
  expect(textOf(draw("index", { compare: "nonsense" }), ".warning")).toContain("Compare with: “nonsense”");
  expect(textOf(draw("index", { compare: "source", with: "<b>" }), ".warning")).toContain("With: “<b>”");
  const same = draw("index", { ...sourceAgainst, with: "referral" });
  expect(textOf(same, ".warning")).toContain("With: “referral”");
  expect(same.querySelector('.filters [name="with"] option[selected]')?.getAttribute("value")).toBe(
    "inbound_web",
  );
  expect(textOf(draw("index", { compare: "year", from: "2025-05", to: "2026-10" }), ".warning")).toContain(
    "year",
  );
});

test("a Hungarian comparison is in Hungarian", () => {
  const page = draw("customer", sourceAgainst, "hu");
  expect(textOf(page, "#curves-headline")).toMatch(
    /^180 napon belül \d+,\d%, a másik oldalon \d+,\d% lesz ügyfél: (magasabb|alacsonyabb|nincs egyértelmű különbség)$/,
  );
  expect(textOf(page, "#curves")).not.toMatch(/\b(the|and|both|side)\b/i);
});

test("the page's estimates are the mart's, in odd homes too", async () => {
  const warehouse = await openFactsWarehouse();
  await createGiven(warehouse);
  const models = await orderFacts(warehouse);
  for (const home of ["two hundred campaigns", "two pipelines", "lists beside"] as const) {
    await buildOdd(warehouse, models, home);
    const marts = await martsOf(warehouse, () => undefined);
    for (const pipeline of new Set(marts.summary.stages.pipeline)) {
      const made = narrow(marts.summary, marts.journeys.rows, { ...noFilters, pipeline }).summary;
      for (const table of ["estimates", "customers"] as const) {
        // Lead to customer has no stage.
        const key = ({ source, stage }: Partial<SummaryEstimatesRow>) => `${source ?? ""} ${stage ?? ""}`;
        const own = new Map(
          rowsOf(made[table] as Columns<SummaryEstimatesRow>).map((row) => [key(row), row]),
        );
        for (const row of rowsOf(marts.summary[table] as Columns<SummaryEstimatesRow>).filter(
          (one) => one.pipeline === pipeline,
        )) {
          const found = own.get(key(row));
          if (found === undefined) continue;
          expect(found.estimate_status, `${home} ${key(row)}`).toBe(row.estimate_status);
          expect(found.followed_count).toBe(row.followed_count);
          for (const name of ["estimate", "estimate_low", "estimate_high"] as const)
            if (row[name] === null) expect(found[name]).toBeNull();
            else expect(found[name]).toBeCloseTo(row[name], 9);
        }
      }
      expect(made.funnel.reached_count.reduce((sum, n) => sum + n, 0)).toBe(
        marts.summary.funnel.reached_count.reduce((sum, n) => sum + n, 0),
      );
    }
  }
  warehouse.close();
}, 120_000);
