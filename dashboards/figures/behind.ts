import { element } from "../lib/element.ts";
import type { Filters } from "../lib/filters.ts";
import type { Rate } from "../lib/wilson.ts";
import { sumStages, noStage } from "../lib/sums.ts";
import { dealsHref, type Context } from "../lib/context.ts";

type Narrower = Partial<Filters>;

/** A count and the filters under which the deals page lists as many. */
export interface Counted {
  kind: keyof Context["text"]["counted"];
  count: number;
  narrower: Narrower;
}

/** The line below a figure: its counts, each leading to the deals it counts. */
export function behindLine(context: Context, counts: Counted[], of = ""): HTMLElement | null {
  const { text, format } = context;
  if (counts.length === 0) return null;
  return element(
    "p",
    { class: "behind" },
    of === "" ? `${text.deals}: ` : `${text.deals} (${of}): `,
    ...counts.flatMap(({ kind, count, narrower }, index) => [
      index === 0 ? "" : " · ",
      element("a", { href: dealsHref(context, narrower) }, text.counted[kind](format.count(count))),
    ]),
  );
}

/** Numerator ÷ denominator as they stand beside a rate, each leading to the deals it counts. */
export function countLinks(
  context: Context,
  rate: Pick<Rate, "successes" | "n">,
  part: Narrower,
  whole: Narrower,
): HTMLElement {
  const link = (count: number, narrower: Narrower) =>
    element("a", { href: dealsHref(context, narrower) }, context.format.count(count));
  return element("span", {}, link(rate.successes, part), " / ", link(rate.n, whole));
}

/** What leads from a stage to the deals that went on from it: those that reached the next, or won. */
export function wentOn(context: Context, stage: string): Narrower {
  const next = context.stages[context.stages.findIndex((row) => row.stage === stage) + 1];
  return next === undefined ? { stage: "", outcome: "won" } : { stage: next.stage };
}

/** Those who went on from a stage so far and those who did not, of those who reached it. */
export function stepCounts(context: Context, stage: string, change: Narrower = {}): Counted[] {
  const sum = sumStages(context.summary.funnel, { ...context.filters, ...change }).get(stage) ?? noStage;
  return [
    { kind: "wentOn", count: sum.advanced, narrower: { ...change, ...wentOn(context, stage) } },
    { kind: "stayed", count: sum.reached - sum.advanced, narrower: { ...change, stage, at: "furthest" } },
    { kind: "reached", count: sum.reached, narrower: { ...change, stage } },
  ];
}

/** Won of all leads so far. */
export function wonCounts(rate: { won: number; started: number }, change: Narrower = {}): Counted[] {
  return [
    { kind: "won", count: rate.won, narrower: { ...change, outcome: "won" } },
    { kind: "leads", count: rate.started, narrower: change },
  ];
}

/** Won within the mature horizon, of the leads followed for it. */
export function matureCounts(rate: { won: number; started: number }, change: Narrower = {}): Counted[] {
  const mature = { ...change, at: "mature" };
  return [
    { kind: "wonInTime", count: rate.won, narrower: { ...mature, outcome: "won" } },
    { kind: "matureLeads", count: rate.started, narrower: mature },
  ];
}
