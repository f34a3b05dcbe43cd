import type { SummaryStagesRow } from "./data.ts";
import type { Filters } from "./filters.ts";

/**
 * What puts a deal at a step. passed: it was at the stage or beyond, as everywhere on the site. ordered: it was seen at each step, one
 * after the other. any: it was seen at each step, in whatever order.
 */
export const orders = ["passed", "ordered", "any"] as const;
export type Order = (typeof orders)[number];
export const isOrder = (text: string): text is Order => (orders as readonly string[]).includes(text);

/** By what a funnel can be split. */
export const splits = ["source", "campaign", "list", "owner", "tier", "country", "product"] as const;
export type Split = (typeof splits)[number];
export const isSplit = (text: string): text is Split => (splits as readonly string[]).includes(text);

/** A funnel as the address defines it. */
export interface Funnel {
  pipeline: string;
  /** At least two; each the stages that are merged into it, or won. */
  steps: string[][];
  order: Order;
  /** Days within which a step is judged; null: as on the other pages. */
  within: number | null;
  split: Split | null;
}

/** What nobody is followed longer than. */
const mostDays = 3650;
const stepMark = ".";
const mergeMark = "-";

/** Whether a text defines steps: at least two, each of names of stages. */
const isSteps = (text: string): boolean =>
  /^[a-z0-9_]+([.-][a-z0-9_]+)*$/.test(text) && text.includes(stepMark) && text.length <= 2000;
export const isWithin = (text: string): boolean => /^\d{1,4}$/.test(text) && +text >= 1 && +text <= mostDays;

/** Steps as the address writes them: lead.contacted-qualified.won. */
export const stepsText = (steps: string[][]): string =>
  steps.map((step) => step.join(mergeMark)).join(stepMark);

/** The steps of a text, each as its stages. */
export const stepsOf = (text: string): string[][] =>
  text === "" ? [] : text.split(stepMark).map((step) => step.split(mergeMark));

/** Whether stages of a pipeline make steps: each is named once, and won stands by itself. */
export function areSteps(text: string, stages: ReadonlySet<string>): boolean {
  const steps = stepsOf(text);
  const all = steps.flat();
  return (
    isSteps(text) &&
    new Set(all).size === all.length &&
    all.every((stage) => stage === "won" || stages.has(stage)) &&
    steps.every((step) => step.length === 1 || !step.includes("won"))
  );
}

/**
 * The funnel of a selection: all stages one by one where no others are asked for. What is passed is passed in the pipeline's order, and
 * nothing comes after won. `hasWon`: something is known to mean won.
 */
export function funnelOf(
  filters: Filters,
  stages: Pick<SummaryStagesRow, "stage" | "stage_ordinal">[],
  hasWon: boolean,
): Funnel {
  const ordinals = new Map(stages.map((row) => [row.stage, row.stage_ordinal]));
  if (hasWon) ordinals.set("won", stages.length + 1);
  const order = isOrder(filters.order) ? filters.order : "passed";
  const first = (step: string[]) => Math.min(...step.map((stage) => ordinals.get(stage) ?? 0));
  const kept = stepsOf(filters.steps)
    .map((step) => step.filter((stage) => ordinals.has(stage)))
    .filter((step) => step.length > 0)
    .sort((one, other) =>
      order === "passed" ? first(one) - first(other) : Number(one[0] === "won") - Number(other[0] === "won"),
    );
  return {
    pipeline: filters.pipeline,
    steps: kept.length >= 2 ? kept : [...ordinals.keys()].map((stage) => [stage]),
    order,
    within: filters.within === "" ? null : Number(filters.within),
    split: isSplit(filters.split) ? filters.split : null,
  };
}
