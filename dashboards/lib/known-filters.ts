import { isModel } from "../words/models.ts";
import { isReason } from "../words/reasons.ts";
import type { Columns } from "./columns.ts";
import type { DealsNamesRow, JourneysNamesRow, Summary } from "./data.ts";
import { comparedValues, isLongerThanAYear, pipelineOf } from "./comparison.ts";
import {
  comparedDimensions,
  daysOf,
  filterNames,
  type Compared,
  type Dimension,
  type Filters,
} from "./filters.ts";
import { areSteps, isOrder, isSplit, isWithin } from "./funnel.ts";

/** A filter whose value means nothing in this release, and the value. */
export interface Dropped {
  name: keyof Filters;
  value: string;
}

export const assurances = ["0.5", "0.8", "0.9", "0.95"];
const mostCustomers = 10_000;
const deadlineYears = 10;

/** Whether a text is a number of customers that can be planned. */
export const isTarget = (value: string): boolean =>
  /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= mostCustomers;

/** The last day up to which can be planned from the end of the data. */
export const lastDeadline = (until: string): string =>
  `${Number(until.slice(0, 4)) + deadlineYears}${until.slice(4, 10)}`;

/**
 * The filters that mean something in this release; the others are as if they had not been asked for. A bookmark may name a source that
 * was renamed since, and anybody can write an address. `journeys`: the campaigns, owners, countries and tiers that there are; `toDoOwners`:
 * whose the tasks of the page are; `areMarks`: whether the page knows these marks of deals.
 */
export function knownFilters(
  asked: Filters,
  summary: Summary,
  deals: Columns<DealsNamesRow> | undefined,
  journeys?: Columns<JourneysNamesRow>,
  toDoOwners: (string | null)[] = [],
  areMarks: (marks: string) => boolean = () => false,
): { filters: Filters; dropped: Dropped[] } {
  const ofDeals = (kind: DealsNamesRow["kind"]) =>
    deals?.name.filter((_, index) => deals.kind[index] === kind) ?? [];
  const pipelines = new Set([...summary.stages.pipeline, ...ofDeals("pipeline")]);
  const sources = new Set([...summary.journeys.source, ...ofDeals("source")]);
  const stages = new Set([...summary.stages.stage, ...ofDeals("stage")]);
  const ways = new Map<string, Set<string>>();
  summary.stages.stage.forEach((stage, index) => {
    const pipeline = summary.stages.pipeline[index] ?? "";
    if (pipelines.has(asked.pipeline) && pipeline !== asked.pipeline) return;
    ways.set(pipeline, (ways.get(pipeline) ?? new Set()).add(stage));
  });
  const has = (dimension: Dimension) => (value: string) =>
    journeys?.name.some((name, index) => name === value && journeys.dimension[index] === dimension) === true;
  // Two values of a dimension, or there is nothing to compare.
  const canCompare = (name: string): boolean =>
    comparedDimensions.some((dimension) => dimension === name) &&
    comparedValues(
      name as Compared,
      { ...asked, pipeline: pipelines.has(asked.pipeline) ? asked.pipeline : (pipelineOf(summary) ?? "") },
      summary,
      journeys,
    ).length > 1;
  const until = summary.release.as_of[0]?.slice(0, 10) ?? "9999-12-31";
  const latest = lastDeadline(until);
  const earliest = [...summary.journeys.month].sort()[0] ?? "";
  const isMonth = (value: string) =>
    /^\d{4}-(0[1-9]|1[0-2])$/.test(value) && value >= earliest && value <= until.slice(0, 7);
  const isDay = (value: string) =>
    /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) && value > until && value <= latest;
  const isKnown: Record<keyof Filters, (value: string) => boolean> = {
    from: isMonth,
    to: isMonth,
    source: (value) => sources.has(value),
    pipeline: (value) => pipelines.has(value),
    stage: (value) => stages.has(value),
    outcome: (value) => ["won", "lost", "open", "deleted"].includes(value),
    at: (value) => ["here", "furthest", "waiting", "mature", "closed", "sales"].includes(value),
    segment: (value) =>
      [
        "lead_source",
        "list",
        "campaign",
        "owner",
        "icp_tier",
        "country",
        "amount_band",
        "cohort_quarter",
      ].includes(value),
    deal: (value) => value.length <= 200,
    mark: (value) => value.length <= 300 && areMarks(value),
    reason: isReason,
    owner: (value) => has("owner")(value) || toDoOwners.includes(value),
    campaign: has("campaign"),
    country: has("country"),
    tier: has("tier"),
    compare: (value) =>
      value === "previous" || (value === "year" && !isLongerThanAYear(asked)) || canCompare(value),
    with: (value) =>
      canCompare(asked.compare) &&
      value !== asked[asked.compare as Compared] &&
      isKnown[asked.compare as Compared](value),
    model: isModel,
    search: (value) => value.length <= 100,
    sort: (value) => /^[a-z_]{1,40}\.(asc|desc)$/.test(value),
    period: (value) => {
      const [first, last] = daysOf(value);
      return [first, last].every((day) => /^\d{4}-\d\d-\d\d$/.test(day)) && first <= last && last <= until;
    },
    target: isTarget,
    assurance: (value) => assurances.includes(value),
    deadline: isDay,
    arrival: (value) => value === "evenly" || value === "at_once",
    steps: (value) => [...ways.values()].some((own) => areSteps(value, own)),
    order: isOrder,
    within: isWithin,
    split: isSplit,
  };
  const dropped = filterNames.flatMap((name) =>
    asked[name] === "" || isKnown[name](asked[name]) ? [] : [{ name, value: asked[name] }],
  );
  return { filters: { ...asked, ...Object.fromEntries(dropped.map(({ name }) => [name, ""])) }, dropped };
}
