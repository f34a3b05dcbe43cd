/** What the pages get: marts only, as columns (one array per column, all of one length). */
export type Columns<Row> = { [Name in keyof Row]: Row[Name][] };

export interface FunnelRow {
  pipeline: string;
  month: string;
  source: string;
  stage: string;
  reached: number;
  advanced: number;
  lost: number;
  open: number;
  skipped: number;
  reworked: number;
  /** Old enough and at the stage within the mature horizon; of them, further within it. */
  matureReached: number;
  matureAdvanced: number;
}
export interface JourneyRow {
  pipeline: string;
  month: string;
  source: string;
  started: number;
  won: number;
  lost: number;
  open: number;
  mature: boolean;
}
export interface DwellRow {
  pipeline: string;
  month: string;
  source: string;
  stage: string;
  bin: number;
  low: number;
  high: number;
  completed: number;
  /** Visits that have not ended, by their age. */
  open: number;
}
export interface StageRow {
  pipeline: string;
  stage: string;
  ordinal: number;
  team: string;
  label_en: string;
  label_hu: string;
  benchmark_low: number | null;
  benchmark_high: number | null;
  benchmark_source: string | null;
  /** Days every mature journey has been followed; null when no journey is in the pipeline. */
  horizon: number | null;
}
/** Whether a stage leaks; what marts.leak_diagnosis has. */
export interface LeakRow {
  pipeline: string;
  stage: string;
  reached: number;
  advanced: number;
  probability: number | null;
  verdict: "leak" | "fine" | "cannot_tell";
  reason: "no_benchmark" | "nothing_mature" | "too_few" | "on_the_edge" | null;
  order: number | null;
  extra: number | null;
  missing: number | null;
}
/** An estimate with its interval, its horizon and how far it rests on journeys that were followed that long. */
export interface Estimated {
  /** Journeys it is estimated from. */
  reached: number;
  horizon: number | null;
  rate: number | null;
  low: number | null;
  high: number | null;
  /** Undecided at the horizon. */
  atRisk: number | null;
  followed: number;
  status: "ok" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
}
/** A step of a source, or of '': all but purchased lists; all months. */
export interface EstimateRow extends Estimated {
  pipeline: string;
  source: string;
  stage: string;
}
/** Lead to customer of a source, or of '': all but purchased lists; all months. */
export interface CustomerRow extends Estimated {
  pipeline: string;
  source: string;
  won: number;
  /** How many journeys are open for longer than so many days, and the estimate if they were lost. */
  staleDays: number | null;
  stale: number | null;
  ifStaleLost: number | null;
}
/** A step of the curve of lead to customer by age. */
export interface CurveRow {
  pipeline: string;
  source: string;
  day: number;
  followed: number;
  atRisk: number;
  rate: number;
  low: number | null;
  high: number | null;
}
/** A cohort month at an age: all but purchased lists. */
export interface AgeRow {
  pipeline: string;
  month: string;
  day: number;
  followed: number;
  started: number;
  rate: number;
  low: number | null;
  high: number | null;
}
/** One stage of one segment value; what marts.stage_conversion has. */
export interface SegmentRow extends Estimated {
  pipeline: string;
  segment: string;
  value: string;
  stage: string;
  advanced: number;
  matureReached: number;
  matureAdvanced: number;
  /** Values the segment has; only the largest are published. */
  values: number;
}
/** From how many mature leads the planner starts; a source, or '' for all but purchased lists. */
export interface PlanTrialRow {
  pipeline: string;
  source: string;
  trials: number;
  successes: number;
  rate: number | null;
  low: number | null;
  high: number | null;
  horizon: number;
  reason: "nothing_mature" | "too_few" | null;
}
/** How soon customers come. */
export interface PlanCurveRow {
  pipeline: string;
  source: string;
  day: number;
  wonShare: number;
  meanShare: number;
}
/** The plan for usual targets, as the warehouse computed it. */
export interface PlanTargetRow {
  pipeline: string;
  source: string;
  target: number;
  assurance: number;
  leads: number | null;
  naive: number | null;
  naiveAssurance: number | null;
}
export type CrmView = "all_stages" | "any_stages" | "latest_time" | "cumulative_time" | "won_of_closed";
/** A number as a CRM shows it, beside ours: a share, or seconds. */
export interface CrmRow {
  pipeline: string;
  view: CrmView;
  /** won for the whole funnel; null for won of closed. */
  stage: string | null;
  /** A quarter, or all. */
  period: string | null;
  count: number;
  crm: number | null;
  own: number | null;
  metric: string;
}
/** Lengths of a stage's visits, in seconds; null quantiles where so many have not ended. A source, or '' for all but purchased lists. */
export interface CycleRow {
  pipeline: string;
  source: string;
  stage: string;
  completed: number;
  open: number;
  timed: number;
  completedMedian: number | null;
  completedP75: number | null;
  completedP90: number | null;
  dwellMedian: number | null;
  dwellP75: number | null;
  dwellP90: number | null;
  dwellStatus:
    "ok" | "nobody_visited" | "no_times" | "day_precision" | "observed_too_late" | "half_still_there";
  horizon: number | null;
  advanceMedian: number | null;
  advanceP90: number | null;
  advanceStatus:
    | "ok"
    | "nobody_visited"
    | "no_horizon"
    | "nobody_advanced"
    | "too_young"
    | "day_precision"
    | "observed_too_late";
  openMedian: number | null;
  openP90: number | null;
}
/** Moves from one place to another: a source, or '' for all but purchased lists. */
export interface MoveRow {
  pipeline: string;
  source: string;
  /** start, a stage, or the outcome it was reopened from. */
  from: string;
  fromOrdinal: number;
  /** A stage, won, lost, or other: another pipeline. */
  to: string;
  toOrdinal: number | null;
  kind: "started" | "advanced" | "back" | "lost" | "handed_off" | "reopened";
  moves: number;
}
/** Customers of a competitor in an industry; null where its page states none. */
export interface CompetitorRow {
  competitor: string;
  industry: string | null;
  customers: number;
  example: string;
}
/** A month of a step: who arrived in it and went on since, and who went on or was lost in it, whenever they arrived. */
export interface PeriodRow {
  pipeline: string;
  source: string;
  month: string;
  stage: string;
  reached: number;
  cohortAdvanced: number;
  periodAdvanced: number;
  periodLost: number;
}
/** A number of the past that is not what the release before said. */
export interface RestatementRow {
  metric: "stage_conversion" | "lead_to_customer";
  pipeline: string;
  segment: string;
  value: string;
  stage: string | null;
  month: string;
  reason:
    "late_file" | "merge" | "reopened" | "changed_map" | "changed_record" | "record_gone" | "new_version";
  journeys: number;
  reachedBefore: number;
  advancedBefore: number;
  before: number | null;
  reachedAfter: number;
  advancedAfter: number;
  after: number | null;
  horizon: number;
  example: string | null;
  previous: string;
}
/** A quarter's velocity and what moved it, of what started in it (cohort) or of what was closed in it (period). */
export interface QuarterRow {
  pipeline: string;
  basis: "cohort" | "period";
  quarter: string;
  journeys: number;
  won: number;
  mature: boolean;
  rate: number | null;
  priced: number;
  value: number | null;
  /** Seconds. */
  cycle: number | null;
  velocity: number | null;
  change: number | null;
  journeyEffect: number | null;
  rateEffect: number | null;
  valueEffect: number | null;
  cycleEffect: number | null;
}
/** How many of the journeys open so many days ago were expected to be won, and were. */
export interface WinsRow {
  pipeline: string;
  source: string;
  ago: number;
  horizon: number;
  open: number;
  unknown: number;
  expected: number;
  low: number;
  high: number;
  won: number | null;
  covered: boolean | null;
}
export interface OpenRow {
  pipeline: string;
  source: string;
  id: string | null;
  /** The furthest it has reached, and where it stands now. */
  stage: string;
  now: string;
  days: number;
  horizon: number | null;
  probability: number | null;
  reason: "too_few" | "impossible_times" | "untimed" | "not_observed" | "no_won" | null;
  amount: number | null;
  expected: number | null;
  /** Open journeys of the pipeline, published or not. */
  total: number;
}
export interface FreshnessRow {
  source: string;
  watermark: string | null;
  kind: string;
  newest: string | null;
  files: number;
  records: number;
  quarantined: number;
  journeys: number;
  age_days: number | null;
}
export interface ReleaseRow {
  as_of: string | null;
  zone: string;
  currency: string;
  is_sample: boolean;
  version: string;
}
/** A pipeline that has a name of its own, that nobody has confirmed, or of which nothing is known to mean won; what marts.pipeline has. */
export interface PipelineRow {
  pipeline: string;
  /** Its name as the source writes it; null where the reference data names it. */
  label: string | null;
  source: string | null;
  state: "decided" | "written" | "presumed";
  won: string | null;
  lost: string | null;
  /** What looks like an outcome, and nothing says which. */
  question: string | null;
  /** The lines of reference/stage_map.csv that would settle it. */
  wonLine: string | null;
  lostLine: string | null;
}
/** Every page's data: small cubes that add up. */
export interface Summary {
  /** One row. */
  release: Columns<ReleaseRow>;
  funnel: Columns<FunnelRow>;
  journeys: Columns<JourneyRow>;
  stages: Columns<StageRow>;
  pipelines: Columns<PipelineRow>;
  leaks: Columns<LeakRow>;
  estimates: Columns<EstimateRow>;
  customers: Columns<CustomerRow>;
  freshness: Columns<FreshnessRow>;
  metrics: Columns<MetricRow>;
}
export interface DealRow {
  id: string | null;
  system: string;
  pipeline: string;
  source: string;
  month: string | null;
  started: string | null;
  outcome: string;
  closed: string | null;
  stage: string | null;
  furthest: string | null;
  /** Place of the furthest stage within the mature horizon, one more than the last if won within it; null when it began too recently. */
  mature: number | null;
  days: number | null;
  amount: number | null;
  impossible: boolean;
  /** Handed to another pipeline, where it is followed on. */
  handed: boolean;
}
/** A stay of an open deal at a stage. */
export interface VisitRow {
  id: string | null;
  stage: string;
  entered: string;
  left: string | null;
  days: number | null;
  exit: "advanced" | "lost" | "back" | "open";
  next: string | null;
}
/** The deals that are published, how many there are, and the way of the open ones. */
export interface Deals {
  rows: Columns<DealRow>;
  visits: Columns<VisitRow>;
  total: Columns<{ deals: number }>;
}
export interface IssueRow {
  kind: string;
  source: string;
  entity: string;
  count: number;
  example: string | null;
}
export interface FileRow {
  source: string;
  stream: string;
  name: string;
  records_in: number;
  loaded: number;
  quarantined: number;
  deduplicated: number;
  skipped: number;
  status: string;
  reason: string | null;
  /** Its columns that are not read. */
  unread: string | null;
}
/** What is presumed of a stage of a source, and what tells it; what marts.presumed_stage has. */
export interface PresumedRow {
  pipeline: string | null;
  source: string;
  record: string;
  sourcePipeline: string;
  sourceStage: string;
  kind: "stage" | "won" | "lost" | "ignore";
  kindToldBy: string;
  stage: string | null;
  ordinal: number | null;
  orderToldBy: string | null;
  forward: number;
  backward: number;
  records: number;
  here: number;
  doubt: "meaning" | "order" | null;
  line: string | null;
}
export interface Quality {
  presumed: Columns<PresumedRow>;
  issues: Columns<IssueRow>;
  files: Columns<FileRow>;
  restatements: Columns<RestatementRow>;
  /** The release they are compared with; no row where there was none. */
  comparison: Columns<{ previous: string }>;
}
export interface MetricRow {
  metric: string;
  table: string;
  column: string;
  unit: string;
  label_en: string;
  label_hu: string;
  definition_en: string;
  definition_hu: string;
  formula: string;
}
export interface DictionaryRow {
  schema: string;
  table: string;
  /** Null: the row is about the table. */
  column: string | null;
  type: string | null;
  about: string;
  grain: string | null;
  answers: string | null;
}

/** The data files of the site by name, each as the tables in it: the folders and queries of dashboards/data. */
export interface Files {
  summary: Summary;
  dwell: { bins: Columns<DwellRow> };
  customer: { curve: Columns<CurveRow>; cohorts: Columns<AgeRow> };
  segments: { steps: Columns<SegmentRow>; competitors: Columns<CompetitorRow> };
  plan: { trials: Columns<PlanTrialRow>; curve: Columns<PlanCurveRow>; targets: Columns<PlanTargetRow> };
  crm: { numbers: Columns<CrmRow>; reasons: Columns<{ view: CrmView; why_en: string; why_hu: string }> };
  periods: { rates: Columns<PeriodRow> };
  cycle: { times: Columns<CycleRow>; moves: Columns<MoveRow> };
  quarters: { velocity: Columns<QuarterRow> };
  forecast: { wins: Columns<WinsRow>; journeys: Columns<OpenRow> };
  deals: Deals;
  quality: Quality;
  dictionary: { tables: Columns<DictionaryRow> };
}
export type FileName = keyof Files;

/** Columns as rows, for the small tables. */
export function rowsOf<Row extends object>(columns: Columns<Row>): Row[] {
  const names = Object.keys(columns) as (keyof Row & string)[];
  const length = names[0] === undefined ? 0 : columns[names[0]].length;
  return Array.from(
    { length },
    (_, index) => Object.fromEntries(names.map((name) => [name, columns[name][index]])) as Row,
  );
}
