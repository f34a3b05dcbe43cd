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
/** One stage of one segment value; what marts.stage_conversion has. */
export interface SegmentRow {
  pipeline: string;
  segment: string;
  value: string;
  stage: string;
  reached: number;
  advanced: number;
  matureReached: number;
  matureAdvanced: number;
  /** Values the segment has; only the largest are published. */
  values: number;
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
/** Every page's data: small cubes that add up. */
export interface Summary {
  release: ReleaseRow;
  funnel: Columns<FunnelRow>;
  journeys: Columns<JourneyRow>;
  dwell: Columns<DwellRow>;
  stages: Columns<StageRow>;
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
  days: number | null;
  amount: number | null;
  impossible: boolean;
}
/** The deals that are published, and how many there are. */
export interface Deals {
  rows: Columns<DealRow>;
  total: number;
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
}
export interface Quality {
  issues: Columns<IssueRow>;
  files: Columns<FileRow>;
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

/** Columns as rows, for the small tables. */
export function rowsOf<Row extends object>(columns: Columns<Row>): Row[] {
  const names = Object.keys(columns) as (keyof Row & string)[];
  const length = names[0] === undefined ? 0 : columns[names[0]].length;
  return Array.from(
    { length },
    (_, index) => Object.fromEntries(names.map((name) => [name, columns[name][index]])) as Row,
  );
}
