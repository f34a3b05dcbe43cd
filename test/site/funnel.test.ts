import { expect, test } from "vitest";
import type { Explore } from "../../dashboards/lib/data.ts";
import { noFilters, type Filters } from "../../dashboards/lib/filters.ts";
import { answerOf, type CountedAnswer } from "../../dashboards/lib/funnel-answer.ts";
import { funnelOf } from "../../dashboards/lib/funnel.ts";

/** Deals of a pipeline a, b, c: of each how long it was at the stages it passed, where it was seen and when, and how it ended. */
function dealsOf(
  deals: {
    days: number[];
    seen?: [number, number][];
    ended: "won" | "lost" | "open";
    followed?: number;
    source?: string;
  }[],
): Explore {
  const day = 86_400;
  return {
    stages: {
      pipeline: ["p", "p", "p"],
      stage: ["a", "b", "c"],
      stage_ordinal: [1, 2, 3],
      horizon_days: [30, 30, 30],
      customer_days: [60, 60, 60],
    },
    deals: {
      deal_id: deals.map((_, index) => `D-${index}`),
      pipeline: deals.map(() => "p"),
      month: deals.map(() => "2026-01"),
      source: deals.map(({ source }) => source ?? "event"),
      campaign: deals.map(() => null),
      list: deals.map(() => null),
      owner: deals.map(() => null),
      tier: deals.map(() => null),
      country: deals.map(() => null),
      product: deals.map(() => null),
      ended_how: deals.map(({ ended }) => ended),
      is_dated: deals.map(() => true),
      entry_seconds: deals.map(() => 0),
      followed_seconds: deals.map(({ followed }) => (followed ?? 300) * day),
      pass_count: deals.map(({ days }) => days.length),
      visit_count: deals.map(({ seen }) => seen?.length ?? -1),
    },
    passes: {
      elapsed_seconds: deals.flatMap(({ days }) => days.map((days) => days * day)),
      time_kind: deals.flatMap(({ days }) => days.map(() => "timed" as const)),
    },
    visits: {
      stage_ordinal: deals.flatMap(({ seen }) => (seen ?? []).map(([ordinal]) => ordinal)),
      entered_seconds: deals.flatMap(({ seen }) => (seen ?? []).map(([, days]) => days * day)),
    },
  };
}

const abc = ["a", "b", "c"].map((stage, place) => ({ stage, stage_ordinal: place + 1 }));
function ask(deals: Parameters<typeof dealsOf>[0], asked: Partial<Filters>): CountedAnswer {
  const filters = { ...noFilters, pipeline: "p", ...asked };
  return answerOf(dealsOf(deals), funnelOf(filters, abc, true), filters);
}
const repeat = <Deal>(count: number, deal: Deal): Deal[] => Array.from({ length: count }, () => deal);

test("a deal that skips a stage has passed it, but was not seen there; one that comes back has been at both, in one order", () => {
  const skipped = {
    days: [5, 0, 5],
    seen: [
      [1, 0],
      [3, 5],
    ] as [number, number][],
    ended: "won" as const,
  };
  const back = {
    days: [5, 5, 20],
    seen: [
      [1, 0],
      [3, 10],
      [2, 20],
    ] as [number, number][],
    ended: "open" as const,
  };
  const deals = [skipped, back];
  const counts = (asked: Partial<Filters>) => ask(deals, asked).all.counts;
  expect(counts({})).toEqual([2, 2, 2, 1]);
  expect(counts({ order: "ordered" })).toEqual([2, 1, 0, 0]);
  expect(counts({ order: "any" })).toEqual([2, 1, 1, 0]);
  expect(counts({ order: "ordered", steps: "c.b" })).toEqual([2, 1]);
  expect(counts({ order: "ordered", steps: "a.b-c.won" })).toEqual([2, 2, 1]);
});

test("deals that are too young do not lower the share, and those who came later than the days asked for do not count", () => {
  const old = [
    ...repeat(20, { days: [5, 5, 5], ended: "won" as const }),
    ...repeat(20, { days: [40], ended: "lost" as const }),
  ];
  const young = repeat(500, { days: [2], ended: "open" as const, followed: 2 });
  const late = repeat(20, { days: [5, 5, 90], ended: "won" as const });
  expect(ask(old, {}).all.whole?.estimate).toBeCloseTo(0.5, 12);
  const mixed = ask([...old, ...young], {}).all;
  expect(mixed.counts).toEqual([540, 20, 20, 20]);
  expect(mixed.whole?.followed_count).toBe(40);
  expect(mixed.whole?.estimate).toBeCloseTo(0.5, 12);
  const { dealsAt, all: within } = ask([...old, ...late], { within: "30" });
  expect(within.counts).toEqual([60, 40, 40, 20]);
  expect(within.whole?.estimate).toBeCloseTo(20 / 60, 12);
  expect(dealsAt(null, 3)).toEqual(Array.from({ length: 20 }, (_, deal) => deal));
});

test("purchased lists are in no rate of others, and a share over fewer than ten who were followed is not told", () => {
  const list = repeat(30, { days: [50], ended: "lost" as const, source: "purchased_list" });
  const few = repeat(9, { days: [5, 5, 5], ended: "won" as const });
  const answer = ask([...list, ...few], { split: "source" });
  expect(answer.all.counts[0]).toBe(9);
  expect(answer.all.whole).toMatchObject({ estimate: null, estimate_status: "too_few_followed" });
  expect(answer.rows.map(({ value, counts }) => [value, counts[0]])).toEqual([
    ["purchased_list", 30],
    ["event", 9],
  ]);
  expect(ask([...list, ...few], { source: "purchased_list" }).all.counts[0]).toBe(30);
  expect(ask([...list, ...few], { split: "country" }).rows).toEqual([]);
});

test("a way that no page judges has the days within which 99 of 100 came, the same under every filter", () => {
  const deals = Array.from({ length: 100 }, (_, index) => ({ days: [index, 1, 1], ended: "won" as const }));
  expect(ask(deals, { steps: "a.c" }).days).toBe(100);
  expect(ask(deals, { steps: "a.c", from: "2027-01" }).days).toBe(100);
  expect(ask(deals, {}).days).toBe(60);
  expect(ask(deals, { steps: "a.b" }).days).toBe(30);
  expect(ask(repeat(20, { days: [5], ended: "open" as const }), { steps: "a.c" }).all.whole).toBeNull();
});
