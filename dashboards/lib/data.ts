// Written by npm run format from dashboards/data; do not edit.
import type { Columns } from "./columns.ts";
import type { BuiltFiles } from "./built-files.ts";

/** A row of dashboards/data/attribution/credits.sql. */
export type AttributionCreditsRow = {
  /** target pipeline */
  pipeline: string;
  /** first, last, linear or position */
  model: "first" | "last" | "linear" | "position";
  /** name of the campaign, else its id; null for wins without a touch */
  campaign: string;
  /** local month of the win; null when it is not known */
  month: string | null;
  /** won journeys that it touched */
  journey_count: number;
  /** won journeys credited to it */
  won_credit: number;
  /** their value in the base currency credited to it */
  value_credit: number;
};

/** A row of dashboards/data/attribution/wins.sql. */
export type AttributionWinsRow = {
  /** target pipeline */
  pipeline: string;
  month: string | null;
  won_count: number;
};

/** A row of dashboards/data/contact/habits.sql. */
export type ContactHabitsRow = {
  /** target pipeline */
  pipeline: string;
  /** canonical stage */
  stage: string;
  /** next_step_set, summary_sent, decision_maker_known, two_contacts_known, motivation_recorded or meeting_held */
  habit:
    | "next_step_set"
    | "summary_sent"
    | "decision_maker_known"
    | "two_contacts_known"
    | "motivation_recorded"
    | "meeting_held";
  /** open journeys with this as their furthest stage */
  open_count: number;
  /** of them, with the habit now */
  open_with_count: number;
  /** of them, without it */
  open_without_count: number;
  /** with / open; null over nothing */
  open_share: number | null;
  /** Wilson 95 % interval */
  open_share_low: number | null;
  /** Wilson 95 % interval */
  open_share_high: number | null;
  /** journeys that advanced with it */
  with_advanced_count: number;
  /** days at the stage with it */
  with_days: number;
  /** journeys that advanced without it */
  without_advanced_count: number | null;
  /** days at the stage without it */
  without_days: number | null;
  /** advances per day with it ÷ without it, Mantel-Haenszel over strata of age, lead source and tier */
  rate_ratio: number | null;
  /** 95 % interval */
  rate_ratio_low: number | null;
  /** 95 % interval */
  rate_ratio_high: number | null;
  /** ok, not_recorded (no journey of the pipeline ever showed it), never_here (none at this stage), too_few_advances (fewer than 10, or than one in twenty, on either side), or not_comparable */
  ratio_status: "ok" | "not_recorded" | "never_here" | "too_few_advances" | "not_comparable";
  /** the setting landmark_days */
  landmark_days: number;
  /** days from the landmark, as many as the horizon of the stage */
  horizon_days: number | null;
  /** journeys still at the stage at the landmark that had it */
  landmark_with_count: number;
  /** that had not */
  landmark_without_count: number;
  /** estimated share of those with it that goes on within the horizon from the landmark */
  with_estimate: number | null;
  /** 95 % interval, log-log */
  with_low: number | null;
  /** 95 % interval, log-log */
  with_high: number | null;
  /** why there is no estimate, as in marts.stage_conversion */
  with_status: "ok" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
  /** the same of those without it */
  without_estimate: number | null;
  /** 95 % interval, log-log */
  without_low: number | null;
  /** 95 % interval, log-log */
  without_high: number | null;
  /** why there is no estimate */
  without_status: "ok" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
};

/** A row of dashboards/data/contact/tasks.sql. */
export type ContactTasksRow = {
  /** target pipeline */
  pipeline: string;
  /** canonical stage */
  stage: string;
  /** as reference.playbook has it */
  task: string;
  /** marketing or sales */
  team: string;
  /** hours that it allows */
  due_hours: number;
  /** work: working hours; clock: hours of the clock */
  calendar: string;
  /** visits to the stage */
  visit_count: number;
  /** of them, as long as the task allows or longer */
  due_count: number;
  /** of the due ones, done in time */
  in_time_count: number;
  /** of the due ones, done late */
  late_count: number;
  /** of the due ones, not done */
  missing_count: number;
  /** visits that still have time for it */
  not_yet_due_count: number;
  /** visits that ended before it was due */
  left_early_count: number;
  /** in time / due; null over nothing */
  in_time_rate: number | null;
  /** Wilson 95 % interval */
  in_time_low: number | null;
  /** Wilson 95 % interval */
  in_time_high: number | null;
  /** journeys that advanced after it was done at the stage */
  with_advanced_count: number;
  /** journeys that advanced without it */
  without_advanced_count: number | null;
  /** days at the stage after it was done */
  with_days: number;
  /** days at the stage without it */
  without_days: number | null;
  /** how many times as fast journeys advance with it, as in marts.sales_contact */
  rate_ratio: number | null;
  /** 95 % interval */
  rate_ratio_low: number | null;
  /** 95 % interval */
  rate_ratio_high: number | null;
  /** ok, too_few_advances (fewer than 10, or than one in twenty, on either side), not_comparable or nobody_did */
  ratio_status: "ok" | "too_few_advances" | "not_comparable" | "nobody_did";
};

/** A row of dashboards/data/crm/numbers.sql. */
export type CrmNumbersRow = {
  /** target pipeline */
  pipeline: string;
  /** all_stages, any_stages, latest_time, cumulative_time or won_of_closed */
  view: "all_stages" | "any_stages" | "latest_time" | "cumulative_time" | "won_of_closed";
  /** canonical stage; won for a whole funnel; null for won_of_closed */
  stage: string | null;
  /** local quarter of closing for won_of_closed, all for all of them; null elsewhere */
  period: string | null;
  /** deals behind the CRM's number: at the stage, with a finished stay, or closed; for won those at the first stage */
  crm_count: number;
  /** funnels: deals at the next stage ÷ deals here, for won won ÷ deals at the first stage; times: the mean; won_of_closed: won ÷ (won + lost) */
  crm_value: number | null;
  /** our own number; null when it cannot be told yet */
  own_value: number | null;
  /** where ours comes from */
  own_metric: string;
};

/** A row of dashboards/data/crm/reasons.sql. */
export type CrmReasonsRow = {
  /** all_stages, any_stages, latest_time, cumulative_time or won_of_closed */
  view: "all_stages" | "any_stages" | "latest_time" | "cumulative_time" | "won_of_closed";
  /** why they differ */
  why_en: string;
  /** the same in Hungarian */
  why_hu: string;
};

/** A row of dashboards/data/customer/cohorts.sql. */
export type CustomerCohortsRow = {
  /** target pipeline */
  pipeline: string;
  month: string;
  /** days since the start; what happened at exactly so many days is in */
  day: number;
  /** journeys whose start is at least the horizon before the watermark */
  followed_count: number;
  /** journeys */
  started_count: number;
  /** share won by then */
  won_share: number;
  /** 95 % interval, log-log; null at 0 and 1 */
  won_low: number | null;
  /** 95 % interval, log-log */
  won_high: number | null;
};

/** A row of dashboards/data/customer/curve.sql. */
export type CustomerCurveRow = {
  /** target pipeline */
  pipeline: string;
  source: string;
  /** days since the start; what happened at exactly so many days is in */
  day: number;
  /** journeys whose start is at least so many days before the watermark */
  followed_count: number;
  /** journeys under observation and undecided after that day */
  at_risk_count: number;
  /** share won by then */
  won_share: number;
  /** 95 % interval, log-log; null at 0 and 1 */
  won_low: number | null;
  /** 95 % interval, log-log */
  won_high: number | null;
};

/** A row of dashboards/data/cycle/moves.sql. */
export type CycleMovesRow = {
  /** where it left from */
  pipeline: string;
  source: string;
  /** canonical stage; start, or the outcome it was reopened from */
  from_stage: string;
  /** its place in the pipeline; 0 for start, K + 1 for an outcome */
  from_ordinal: number;
  /** canonical stage, won or lost */
  to_stage: string;
  /** its place; K + 1 for an outcome */
  to_ordinal: number | null;
  /** started, advanced, back, lost, handed_off or reopened */
  kind: "started" | "advanced" | "back" | "lost" | "handed_off" | "reopened";
  /** moves */
  move_count: number;
};

/** A row of dashboards/data/cycle/times.sql. */
export type CycleTimesRow = {
  /** target pipeline */
  pipeline: string;
  source: string;
  /** canonical stage */
  stage: string;
  /** visits that ended */
  completed_count: number;
  /** visits that have not, of deals that are still there */
  open_count: number;
  /** of both, those whose length is known well enough to count in the times */
  timed_count: number;
  /** first quartile of completed visits */
  completed_p25_seconds: number | null;
  /** median dwell of completed visits */
  completed_median_seconds: number | null;
  /** third quartile */
  completed_p75_seconds: number | null;
  /** ninth decile */
  completed_p90_seconds: number | null;
  /** time by which half of all visits have ended; null when that never happens */
  dwell_median_seconds: number | null;
  /** 95 % interval of the median; null when its lower band never comes to a half */
  dwell_median_low_seconds: number | null;
  /** 95 % interval; null when too many are still there to bound it */
  dwell_median_high_seconds: number | null;
  /** by which three quarters have */
  dwell_p75_seconds: number | null;
  /** by which nine tenths have */
  dwell_p90_seconds: number | null;
  /** ok, nobody_visited, no_times (no visit with a known length), day_precision (only days are known of visits shorter than a day), observed_too_late, or half_still_there (the median is not reached) */
  dwell_status:
    "ok" | "observed_too_late" | "nobody_visited" | "no_times" | "day_precision" | "half_still_there";
  /** as in marts.stage_conversion */
  horizon_days: number | null;
  /** time by which half of those who go on within the horizon have */
  advance_median_seconds: number | null;
  /** by which nine tenths have */
  advance_p90_seconds: number | null;
  /** ok, nobody_visited, untimed (it is not known when they went on), no_horizon, nobody_advanced, too_young (nobody followed for the horizon), day_precision, or observed_too_late */
  advance_status:
    | "ok"
    | "untimed"
    | "no_horizon"
    | "observed_too_late"
    | "nobody_visited"
    | "day_precision"
    | "nobody_advanced"
    | "too_young";
  /** first quartile of the ages of the visits that have not ended */
  open_p25_seconds: number | null;
  /** median of these ages */
  open_median_seconds: number | null;
  /** third quartile */
  open_p75_seconds: number | null;
  /** ninth decile */
  open_p90_seconds: number | null;
};

/** A row of dashboards/data/deals/links.sql. */
export type DealsLinksRow = {
  /** the source system */
  source: string;
  /** the address of a record in it, with {id} where its id stands: the setting <source>.crm_link */
  record_link: string;
};

/** A row of dashboards/data/deals/names.sql. */
export type DealsNamesRow = {
  kind: "pipeline" | "source" | "stage";
  name: string;
};

/** A row of dashboards/data/deals/rows.sql. */
export type DealsRowsRow = {
  /** the CRM's opportunity id, else its lead id */
  deal_id: string | null;
  /** the source it is known by */
  source_system: string;
  /** target pipeline */
  pipeline: string;
  /** the source system */
  source: string;
  month: string | null;
  /** local day of the start */
  started_on: string | null;
  /** won, lost or open; deleted when it was open while its record was last held */
  outcome: string;
  /** local day of the outcome */
  outcome_on: string | null;
  /** canonical stage, won, lost or unmapped */
  current_stage: string | null;
  /** furthest canonical stage, won if won */
  furthest_stage: string | null;
  /** place of the furthest stage within the mature horizon, K + 1 if won within it; null when it began too recently */
  mature_ordinal: number | null;
  /** started to outcome; null while open */
  cycle_days: number | null;
  /** value in the base currency */
  amount_base: number | null;
  /** its times contradict each other */
  is_impossible: boolean;
  /** handed to another pipeline, where it is followed on; it stays open here */
  is_handed_off: boolean;
  owner: string | null;
  company: string | null;
  /** the campaign that brought it, as its source writes it; null for purchased lists */
  campaign_id: string | null;
  /** country of the record, else of its account; null for purchased lists */
  country: string | null;
  /** fit with the ideal customer; null for purchased lists */
  icp_tier: string | null;
  /** the purchased list it is of */
  list_id: string | null;
  /** whole days behind the freshest source */
  age_days: number | null;
  stage_days: number | null;
  next_step: "missing" | "overdue" | "set" | null;
  next_step_on: string | null;
  /** local month in which it came to sales */
  sales_month: string | null;
  marks: string | null;
};

/** A row of dashboards/data/deals/total.sql. */
export type DealsTotalRow = {
  deal_count: number;
  published_count: number;
};

/** A row of dashboards/data/deals/visits.sql. */
export type DealsVisitsRow = {
  /** the CRM's opportunity id, else its lead id */
  deal_id: string | null;
  /** canonical stage */
  stage: string;
  /** local day */
  entered_on: string;
  /** local day; null while still there */
  left_on: string | null;
  /** entered to left, or to the watermark while still there; null when the times contradict each other */
  days: number | null;
  /** advanced, lost, back, handed_off or open */
  exit_kind: "advanced" | "back" | "handed_off" | "lost" | "open";
  /** the stage after, won or lost; null while still there */
  next_stage: string | null;
};

/** A row of dashboards/data/dictionary/measures.sql. */
export type DictionaryMeasuresRow = {
  /** key */
  metric: string;
  /** its column */
  column_name: string;
  /** how it is computed: SQL over the table's columns where it can be, else in words */
  formula: string;
};

/** A row of dashboards/data/dictionary/tables.sql. */
export type DictionaryTablesRow = {
  schema_name: string;
  table_name: string;
  column_name: string | null;
  data_type: string | null;
  description: string;
  grain: string | null;
  answers: string | null;
};

/** A row of dashboards/data/dwell/bins.sql. */
export type DwellBinsRow = {
  /** target pipeline */
  pipeline: string;
  month: string;
  source: string;
  /** canonical stage */
  stage: string;
  /** number of the bin; 0 is up to one minute */
  bin: number;
  /** shortest dwell in the bin */
  low_seconds: number;
  /** longest dwell in the bin, not included */
  high_seconds: number;
  /** visits that ended after so long */
  completed_count: number;
  /** visits not ended yet that are so old at the watermark */
  open_count: number;
};

/** A row of dashboards/data/english/terms.sql. */
export type EnglishTermsRow = {
  /** key */
  metric: string;
  /** where it is computed */
  table_name: string;
  label: string;
  definition: string;
};

/** A row of dashboards/data/explore/deals.sql. */
export type ExploreDealsRow = {
  /** the CRM's opportunity id, else its lead id */
  deal_id: string | null;
  /** target pipeline */
  pipeline: string;
  month: string | null;
  source: string;
  campaign: string | null;
  list: string | null;
  owner: string | null;
  tier: string | null;
  /** country of the record, else of its account; null for purchased lists */
  country: string | null;
  /** product, as written */
  product: string | null;
  ended_how: "won" | "lost" | "open";
  /** its start, and its outcome if it has one, are known and not only bounded */
  is_dated: boolean;
  /** started to the beginning of observation; 0 unless its source's history starts later */
  entry_seconds: number;
  /** started to the watermark */
  followed_seconds: number | null;
  pass_count: number;
  visit_count: number;
};

/** A row of dashboards/data/explore/passes.sql. */
export type ExplorePassesRow = {
  /** reaching it to the next stage, the outcome, or the end of what is known */
  elapsed_seconds: number | null;
  /** what is known of the time: timed (counts in times to advance), known (it does not: the stage was never seen, an import began there, or only days are known of visits shorter than a day), bound (only bounds are known), or impossible (the times contradict each other) */
  time_kind: "timed" | "known" | "bound" | "impossible";
};

/** A row of dashboards/data/explore/stages.sql. */
export type ExploreStagesRow = {
  /** target pipeline */
  pipeline: string;
  /** canonical stage */
  stage: string;
  /** its place in the pipeline */
  stage_ordinal: number;
  /** the setting lead_to_customer_days */
  horizon_days: number | null;
  customer_days: number | null;
};

/** A row of dashboards/data/explore/visits.sql. */
export type ExploreVisitsRow = {
  /** 1 to the furthest stage of the journey */
  stage_ordinal: number;
  /** start of the journey to entering the stage */
  entered_seconds: number;
};

/** A row of dashboards/data/followup/attempts.sql. */
export type FollowupAttemptsRow = {
  /** target pipeline */
  pipeline: string;
  /** 1, 2, … since the start of the journey or the last reply */
  attempt_number: number;
  /** attempts */
  attempt_count: number;
  /** journeys on which they were made */
  journey_count: number;
  /** of the attempts, answered so far */
  replied_count: number;
  /** days for which each attempt is followed */
  window_days: number;
  /** estimated share answered within them */
  reply_estimate: number | null;
  /** 95 % interval, log-log; from 0 where none was answered */
  reply_low: number | null;
  /** 95 % interval, log-log; where none was answered, Wilson's of the attempts that were followed */
  reply_high: number | null;
  /** why there is no estimate, as in marts.stage_conversion */
  reply_status: "ok" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
  /** estimated share after which the journey went further within them */
  advance_estimate: number | null;
  /** 95 % interval, log-log */
  advance_low: number | null;
  /** 95 % interval, log-log */
  advance_high: number | null;
  /** why there is no estimate */
  advance_status: "ok" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
  /** attempts made at least so many days before the watermark */
  followed_count: number;
  /** the setting follow_up_floor */
  floor_rate: number;
  /** reply_high is at least floor_rate; null without an estimate */
  pays_off: boolean | null;
};

/** A row of dashboards/data/followup/silence.sql. */
export type FollowupSilenceRow = {
  /** target pipeline */
  pipeline: string;
  /** its furthest stage */
  stage: string;
  /** 1, 3, 7, 14, 30, 60 or 90 */
  silent_days: number;
  /** journeys that were silent for so long */
  journey_count: number;
  /** of them, gone on so far */
  advanced_count: number;
  /** days the probability looks ahead */
  horizon_days: number | null;
  /** estimated share that goes on within them */
  estimate: number | null;
  /** 95 % interval, log-log */
  estimate_low: number | null;
  /** 95 % interval, log-log */
  estimate_high: number | null;
  /** journeys that were silent so long at least the horizon before the watermark */
  followed_count: number;
  /** why there is no estimate, as in marts.stage_conversion */
  estimate_status: "ok" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
  open_count: number;
};

/** A row of dashboards/data/forecast/journeys.sql. */
export type ForecastJourneysRow = {
  /** target pipeline */
  pipeline: string;
  source: string;
  /** the CRM's opportunity id, else its lead id */
  deal_id: string | null;
  /** its furthest stage */
  stage: string;
  /** where it is now */
  current_stage: string;
  age_days: number;
  /** days the probability looks ahead */
  horizon_days: number | null;
  /** P(won within the horizon | still open after so long); null with the reason */
  win_probability: number | null;
  /** why it is null: too_few (fewer than 10 were followed so long), impossible_times, untimed (when it came there is not known) or not_observed (began before the history) */
  reason: "too_few" | "untimed" | "impossible_times" | "not_observed" | "no_won" | null;
  /** value in the base currency */
  amount_base: number | null;
  /** probability × value; null without either */
  expected_value: number | null;
};

/** A row of dashboards/data/forecast/stages.sql. */
export type ForecastStagesRow = {
  /** target pipeline */
  pipeline: string;
  source: string;
  /** the furthest stage they have reached */
  stage: string;
  /** open journeys */
  open_count: number;
  /** of them, those that stand at an earlier stage now */
  back_count: number;
  median_age_days: number | null;
  /** of them, those with an expected value */
  valued_count: number;
  /** sum of probability × value; null without any */
  expected_value: number | null;
};

/** A row of dashboards/data/forecast/wins.sql. */
export type ForecastWinsRow = {
  /** target pipeline */
  pipeline: string;
  source: string;
  /** days before the watermark at which the forecast is made */
  days_ago: number;
  /** days it looks ahead */
  horizon_days: number;
  /** journeys open then */
  open_count: number;
  /** of them, those that waited longer than 10 others were followed; not forecast */
  unknown_count: number;
  /** wins expected of the rest */
  expected_count: number | null;
  /** 95 % range */
  expected_low: number | null;
  /** 95 % range */
  expected_high: number | null;
  /** what came; null for today */
  won_count: number | null;
  /** what came lies in the range; null for today */
  is_covered: boolean | null;
};

/** A row of dashboards/data/handoff/bands.sql. */
export type HandoffBandsRow = {
  /** target pipeline */
  pipeline: string;
  /** within_5m, within_1h, within_24h, later or never */
  speed_band: "within_5m" | "within_1h" | "within_24h" | "later" | "never";
  /** days from the start within which coming to sales counts: nine of ten of those who came did by then */
  horizon_days: number;
  /** journeys of the band */
  journey_count: number;
  /** of them, came to sales within the horizon */
  sales_count: number;
  /** came / all; null over nothing */
  naive_rate: number | null;
  /** journeys of the slower bands */
  slower_count: number;
  /** of them, came to sales within the horizon */
  slower_sales_count: number;
  /** naive rate ÷ that of the slower bands */
  naive_ratio: number | null;
  /** touched in the band, and neither at sales nor closed at its end */
  landmark_count: number;
  /** of them, came to sales later and within the horizon */
  landmark_sales_count: number;
  /** not touched by the end of the band, and neither at sales nor closed then */
  untouched_count: number;
  /** of them, came to sales later and within the horizon */
  untouched_sales_count: number;
  /** share of the touched ÷ share of the untouched, Mantel-Haenszel over strata of lead source, tier and working hours */
  sales_ratio: number | null;
  /** 95 % interval */
  sales_ratio_low: number | null;
  /** 95 % interval */
  sales_ratio_high: number | null;
  /** ok, too_few (fewer than 10 came to sales on either side), not_comparable, or slowest (of later and never, which have no end) */
  ratio_status: "ok" | "too_few" | "not_comparable" | "slowest";
};

/** A row of dashboards/data/handoff/reasons.sql. */
export type HandoffReasonsRow = {
  /** target pipeline */
  pipeline: string;
  /** as written; null where none is */
  reason: string;
  /** journeys lost from the last marketing stage for it */
  rejected_count: number;
  /** journeys lost from there */
  rejected_total: number;
};

/** A row of dashboards/data/handoff/sources.sql. */
export type HandoffSourcesRow = {
  /** target pipeline */
  pipeline: string;
  source: string;
  /** the last marketing stage */
  marketing_stage: string;
  /** the first sales stage */
  sales_stage: string;
  /** journeys that came to the last marketing stage or beyond */
  handed_count: number;
  /** of them, came to sales */
  accepted_count: number;
  /** of them, lost from the last marketing stage */
  rejected_count: number;
  /** of them, neither yet */
  waiting_count: number;
  /** of them, deleted while they waited */
  deleted_count: number;
  /** of the accepted, came back from a sales stage to a marketing stage */
  returned_count: number;
  /** of the last marketing stage, as in marts.stage_conversion */
  horizon_days: number | null;
  /** estimated share accepted within the horizon */
  accepted_estimate: number | null;
  /** 95 % interval, log-log */
  accepted_low: number | null;
  /** 95 % interval, log-log */
  accepted_high: number | null;
  /** estimated share rejected within the horizon */
  rejected_estimate: number | null;
  /** 95 % interval, log-log */
  rejected_low: number | null;
  /** 95 % interval, log-log */
  rejected_high: number | null;
  /** estimated share that still waits at the horizon */
  waiting_estimate: number | null;
  /** 95 % interval, log-log */
  waiting_low: number | null;
  /** 95 % interval, log-log */
  waiting_high: number | null;
  /** journeys handed over at least the horizon before the watermark */
  followed_count: number;
  /** why there are no estimates, as in marts.stage_conversion */
  estimate_status: "ok" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
  /** time by which half are accepted, the rejected and waiting ones counted for as long as they were not (Kaplan-Meier); null when that never happens */
  accept_median_seconds: number | null;
  /** by which nine tenths are */
  accept_p90_seconds: number | null;
  /** the same in working time */
  accept_work_median_seconds: number | null;
  /** the same in working time */
  accept_work_p90_seconds: number | null;
  /** accepted within accept_sla_work_hours */
  within_sla_count: number;
  /** accepted, or rejected or waiting for longer than that; only where the times are known */
  sla_judged_count: number;
  /** within / judged; null over nothing, and where the estimate is untimed */
  within_sla_rate: number | null;
};

/** A row of dashboards/data/handoff/touches.sql. */
export type HandoffTouchesRow = {
  /** target pipeline */
  pipeline: string;
  source: string;
  /** journeys */
  started_count: number;
  /** of them, touched so far */
  touched_count: number;
  /** of them, not touched so far */
  never_touched_count: number;
  /** of those, won or lost */
  closed_untouched_count: number;
  /** journeys whose times count below */
  timed_count: number;
  /** time by which half are touched, those not touched counted until they were closed or the data ends (Kaplan-Meier); null when that never happens */
  first_touch_median_seconds: number | null;
  /** by which nine tenths are */
  first_touch_p90_seconds: number | null;
  /** touched within five minutes */
  touched_within_5m_count: number;
  /** touched within them, or followed for longer */
  judged_5m_count: number;
  /** touched within an hour */
  touched_within_1h_count: number;
  /** touched within it, or followed for longer */
  judged_1h_count: number;
  /** touched within 24 hours */
  touched_within_24h_count: number;
  /** touched within them, or followed for longer */
  judged_24h_count: number;
  /** ok, or not_recorded: no journey of the pipeline has an outbound touch */
  touch_status: "ok" | "not_recorded";
};

/** A row of dashboards/data/hungarian/terms.sql. */
export type HungarianTermsRow = {
  /** key */
  metric: string;
  /** where it is computed */
  table_name: string;
  label: string;
  definition: string;
};

/** A row of dashboards/data/icp/competitors.sql. */
export type IcpCompetitorsRow = {
  /** as written by one of them; null where none is stated */
  industry: string | null;
  /** competitors with a customer in it */
  competitor_count: number;
  /** their customers */
  competitor_customer_count: number;
  /** of their customers whose industry is stated */
  competitor_share: number | null;
  /** our journeys that came to sales */
  sql_count: number;
  /** of ours whose industry is known */
  sql_share: number | null;
  /** our journeys won */
  won_count: number;
  /** of ours whose industry is known */
  won_share: number | null;
};

/** A row of dashboards/data/icp/months.sql. */
export type IcpMonthsRow = {
  /** target pipeline */
  pipeline: string;
  /** local month in which they came to sales; null for all months together */
  month: string;
  /** journeys that came to sales */
  sql_count: number;
  /** of them, fit */
  match_count: number;
  /** of them, do not fit */
  mismatch_count: number;
  /** of them, cannot be judged */
  unknown_count: number;
  /** match / sql; null over nothing */
  match_share: number | null;
  /** Wilson 95 % interval */
  match_low: number | null;
  /** Wilson 95 % interval */
  match_high: number | null;
  /** unknown / sql */
  unknown_share: number | null;
  /** Wilson 95 % interval */
  unknown_low: number | null;
  /** Wilson 95 % interval */
  unknown_high: number | null;
  /** of them, of no known company */
  unknown_account_count: number;
  /** without a known country */
  unknown_country_count: number;
  /** without a known industry */
  unknown_industry_count: number;
  /** without a known number of employees */
  unknown_employee_count: number;
  /** without a known lead source */
  unknown_lead_source_count: number;
  /** without a known product */
  unknown_product_count: number;
  /** journeys that came to sales in the twelve months before; null for all months together */
  before_sql_count: number | null;
  /** of them, fit */
  before_match_count: number | null;
  /** match share minus that of the twelve months before; a higher unknown share lowers it */
  match_difference: number | null;
  /** 95 % interval of Newcombe */
  difference_low: number | null;
  /** 95 % interval of Newcombe */
  difference_high: number | null;
};

/** A row of dashboards/data/icp/suggestions.sql. */
export type IcpSuggestionsRow = {
  /** target pipeline */
  pipeline: string;
  /** country, industry, employee_count, lead_source or product */
  field: string;
  /** its value, in lower case; employees in bands */
  field_value: string;
  /** mature decided journeys that have the value */
  with_count: number;
  /** of them, won */
  with_won_count: number;
  /** mature decided journeys with another known value */
  without_count: number;
  /** of them, won */
  without_won_count: number;
  /** won of those with it; null over nothing */
  with_share: number | null;
  /** won of those without it */
  without_share: number | null;
  /** with minus without */
  share_difference: number | null;
  /** 95 % interval of Newcombe */
  difference_low: number | null;
  /** 95 % interval of Newcombe */
  difference_high: number | null;
  /** Fisher's exact test, two-sided; null where it is not tested */
  p_value: number | null;
  /** p after Benjamini and Hochberg */
  q_value: number | null;
  /** the line to add, where q is at most 0.10 */
  suggested_rule: string | null;
  tested_count: number;
};

/** A row of dashboards/data/journeys/names.sql. */
export type JourneysNamesRow = {
  /** target pipeline */
  pipeline: string;
  dimension: "campaign" | "owner" | "country" | "tier";
  name: string;
  journey_count: number;
};

/** A row of dashboards/data/journeys/rows.sql. */
export type JourneysRowsRow = {
  /** target pipeline */
  pipeline: string;
  /** local day of the start */
  started_on: string;
  source: string;
  /** the campaign that brought it, as its source writes it; null for purchased lists */
  campaign_id: string | null;
  owner: string | null;
  /** country of the record, else of its account; null for purchased lists */
  country: string | null;
  /** fit with the ideal customer; null for purchased lists */
  icp_tier: string | null;
  /** won, lost or open; deleted when it was open while its record was last held */
  outcome: "won" | "lost" | "open" | "deleted";
  /** place of the furthest stage within the mature horizon, K + 1 if won within it; null when it began too recently */
  mature_ordinal: number | null;
  /** from the start until it went on, was lost, or was last known */
  ended_seconds: string;
  states: string;
  skipped: string | null;
  reworked: string | null;
  /** started to the beginning of observation; 0 unless its source's history starts later */
  entry_seconds: number;
  /** started to the watermark */
  followed_seconds: number;
  /** its start, and its outcome if it has one, are known and not only bounded */
  is_dated: boolean;
};

/** A row of dashboards/data/overview/deliveries.sql. */
export type OverviewDeliveriesRow = {
  /** the source system */
  source: string;
  delivered_count: number;
  quarantined_count: number;
  unread_count: number;
};

/** A row of dashboards/data/overview/recent.sql. */
export type OverviewRecentRow = {
  /** target pipeline */
  pipeline: string;
  source: string;
  /** local; the last whole day */
  until_on: string;
  /** journeys that started in the 30 days up to until_on */
  started_count: number;
  /** in the 30 days before; null when the pipeline's first journey is younger */
  started_count_before: number | null;
  /** won in the 30 days, whenever they started */
  won_count: number;
  /** of them, those of which only the last day is known that it can have been */
  undated_won_count: number;
  /** in the 30 days before; null as above */
  won_count_before: number | null;
  /** lost in the 30 days, whenever they started */
  lost_count: number;
  /** in the 30 days before; null as above */
  lost_count_before: number | null;
  /** journeys that started 90 to 179 days before until_on */
  followed_count: number;
  /** of them, won within 90 days */
  followed_won_count: number;
  /** journeys that started 180 to 269 days before it; null when the pipeline's first journey is younger */
  followed_count_before: number | null;
  /** of them, won within 90 days; null as above */
  followed_won_count_before: number | null;
};

/** A row of dashboards/data/overview/to_do.sql. */
export type OverviewToDoRow = {
  /** target pipeline */
  pipeline: string;
  /** hot_and_silent, next_step_missing, next_step_overdue, not_accepted, no_summary, proposal_expired or do_not_call */
  reason:
    | "do_not_call"
    | "hot_and_silent"
    | "next_step_missing"
    | "next_step_overdue"
    | "no_summary"
    | "not_accepted"
    | "proposal_expired"
    | null;
  deal_count: number;
};

/** A row of dashboards/data/periods/rates.sql. */
export type PeriodsRatesRow = {
  /** target pipeline */
  pipeline: string;
  source: string;
  /** first day of the local month */
  month: string;
  /** canonical stage */
  stage: string;
  /** journeys that reached the stage in the month */
  reached_count: number;
  /** of them, gone on so far, whenever */
  cohort_advanced_count: number;
  /** journeys that went on from the stage in the month, whenever they reached it */
  period_advanced_count: number;
  /** journeys lost from the stage in the month, whenever they reached it */
  period_lost_count: number;
};

/** A row of dashboards/data/plan/curve.sql. */
export type PlanCurveRow = {
  /** target pipeline */
  pipeline: string;
  source: string;
  /** days since the start of the journey */
  day: number;
  /** of all won within the horizon */
  won_share: number;
  /** mean share of leads that arrive evenly over the last so many days before a deadline */
  mean_share: number;
};

/** A row of dashboards/data/plan/targets.sql. */
export type PlanTargetsRow = {
  /** target pipeline */
  pipeline: string;
  source: string;
  /** customers wanted */
  target: number;
  /** probability of reaching the target */
  assurance: number;
  /** the smallest N with P(BetaBinomial(N; k + 1/2, n - k + 1/2) ≥ target) ≥ assurance; null beyond a million */
  lead_count: number | null;
  /** target × trials / successes, rounded up; null when nobody was won */
  naive_count: number | null;
  /** the probability that the naive count reaches the target */
  naive_assurance: number | null;
};

/** A row of dashboards/data/plan/trials.sql. */
export type PlanTrialsRow = {
  /** target pipeline */
  pipeline: string;
  source: string;
  /** mature journeys */
  trial_count: number;
  /** of them, won within the horizon */
  success_count: number;
  /** successes / trials; null over nothing */
  rate: number | null;
  /** Wilson 95 % interval */
  rate_low: number | null;
  /** Wilson 95 % interval */
  rate_high: number | null;
  /** days every trial has been followed */
  horizon_days: number;
  /** why nothing can be planned: untimed (as marts.lead_to_customer), nothing_mature or too_few (fewer than 10 trials) */
  reason: "untimed" | "nothing_mature" | "too_few" | null;
};

/** A row of dashboards/data/proposals/segments.sql. */
export type ProposalsSegmentsRow = {
  /** target pipeline */
  pipeline: string;
  /** all, is_personalised, is_complete, versions, discount_band, turnaround_band or owner */
  segment: "all" | "is_personalised" | "is_complete" | "versions" | "discount_band" | "turnaround_band";
  /** its value */
  segment_value: string;
  /** versions sent to its journeys */
  proposal_count: number;
  /** journeys that were sent a proposal */
  journey_count: number;
  /** of them, won so far */
  won_count: number;
  /** of them, lost so far */
  lost_count: number;
  /** of them, with a meeting before the first version */
  turnaround_count: number;
  /** last meeting before the first version to that version; continuous median */
  turnaround_median_seconds: number | null;
  /** ninth decile */
  turnaround_p90_seconds: number | null;
  /** estimated share won within 30 days */
  won_30_estimate: number | null;
  /** 95 % interval, log-log */
  won_30_low: number | null;
  /** 95 % interval, log-log */
  won_30_high: number | null;
  /** why there is no estimate, as in marts.stage_conversion */
  won_30_status: "ok" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
  /** within 60 days */
  won_60_estimate: number | null;
  /** 95 % interval, log-log */
  won_60_low: number | null;
  /** 95 % interval, log-log */
  won_60_high: number | null;
  /** why there is no estimate */
  won_60_status: "ok" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
  /** within 90 days */
  won_90_estimate: number | null;
  /** 95 % interval, log-log */
  won_90_low: number | null;
  /** 95 % interval, log-log */
  won_90_high: number | null;
  /** why there is no estimate */
  won_90_status: "ok" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
  /** open journeys whose last version has expired without an answer */
  expired_count: number;
};

/** A row of dashboards/data/quality/comparison.sql. */
export type QualityComparisonRow = {
  previous: string;
};

/** A row of dashboards/data/quality/files.sql. */
export type QualityFilesRow = {
  /** the source system */
  source: string;
  /** the streams it feeds */
  stream: string;
  /** path below the exports */
  name: string;
  /** records counted in the bytes */
  records_in: number;
  /** records loaded */
  loaded: number;
  /** records set aside with a reason */
  quarantined: number;
  /** records delivered twice in the file */
  deduplicated: number;
  /** preamble, header, total and footer lines */
  skipped: number;
  /** loaded, refused, duplicate or waiting */
  status: string;
  /** why, or what to know about it */
  reason: string | null;
  /** the same in Hungarian; empty for a refused file */
  reason_hu: string | null;
  /** columns in its header that are not read, joined by comma */
  unread_columns: string | null;
};

/** A row of dashboards/data/quality/issues.sql. */
export type QualityIssuesRow = {
  /** what was found */
  kind: string;
  /** the source system */
  source: string | null;
  /** what it was found on */
  entity: string;
  /** findings */
  issue_count: number;
  example: string | null;
};

/** A row of dashboards/data/quality/presumed.sql. */
export type QualityPresumedRow = {
  /** the pipeline it belongs to; null when it is ignored */
  pipeline: string | null;
  /** system */
  source: string;
  /** lead, opportunity or list_member */
  record_type: string;
  /** its pipeline as the source writes it; empty when it names none */
  source_pipeline: string;
  /** the stage as the source writes it; empty for leads without one */
  source_stage: string;
  /** stage, won, lost or ignore */
  kind: "stage" | "lost" | "won" | "ignore";
  /** decision, crm, flag, vendor, probability, words, structure, entry, rename or nothing */
  kind_told_by: string;
  /** key; null for an outcome and what is ignored */
  stage: string | null;
  /** its place */
  stage_ordinal: number | null;
  /** what tells that it comes after the stage before it: crm, entries, vendor, probability, words, age, record_type or nothing */
  order_told_by: string | null;
  /** records that were at the stage before it first */
  forward_count: number;
  /** records that were here first and then at the stage before it */
  backward_count: number;
  /** records that were here */
  record_count: number;
  /** records that are here now */
  current_count: number;
  /** what a person should check: meaning (an outcome, and nothing says which) or order; null for neither */
  doubt: "meaning" | "order" | null;
  /** the line of reference/stage_map.csv that settles its meaning, where that is in doubt */
  line: string | null;
};

/** A row of dashboards/data/quality/restatements.sql. */
export type QualityRestatementsRow = {
  /** stage_conversion or lead_to_customer */
  metric: "stage_conversion" | "lead_to_customer";
  /** pipeline */
  pipeline: string;
  /** all or lead_source */
  segment: string;
  /** its value */
  segment_value: string;
  /** canonical stage; null for lead_to_customer */
  stage: string | null;
  month: string;
  /** late_file, merge, reopened, changed_map, changed_record, record_gone or new_version */
  reason:
    "reopened" | "late_file" | "merge" | "changed_map" | "changed_record" | "record_gone" | "new_version";
  /** journeys that changed the number for this reason */
  journey_count: number;
  /** denominator in the release before */
  reached_count_before: number;
  /** numerator in the release before */
  advanced_count_before: number;
  /** the rate it said; null over nothing */
  before: number | null;
  /** denominator now */
  reached_count_after: number;
  /** numerator now */
  advanced_count_after: number;
  /** the rate now */
  after: number | null;
  /** the mature horizon of the release before */
  horizon_days: number;
  /** the CRM id of one of the journeys */
  example_id: string | null;
  /** the release before */
  previous_run: string;
};

/** A row of dashboards/data/quarters/velocity.sql. */
export type QuartersVelocityRow = {
  /** target pipeline */
  pipeline: string;
  /** cohort (started in the quarter) or period (closed in it) */
  basis: "period" | "cohort";
  /** local quarter, like 2026 Q1 */
  quarter: string;
  /** cohort: started; period: won or lost in the quarter */
  journey_count: number;
  /** of them won; cohort: of those followed for the mature horizon, within it */
  won_count: number;
  /** every journey of the quarter has been followed for the horizon; period: the quarter is over */
  is_mature: boolean;
  /** won / journeys; null until mature */
  win_rate: number | null;
  /** won journeys with a known value in the base currency */
  priced_count: number;
  /** mean value of them */
  mean_value: number | null;
  /** median time from start to won */
  cycle_seconds: number | null;
  /** base currency per day: journeys × win rate × value ÷ cycle days; null when one of them is unknown */
  velocity: number | null;
  /** against the quarter before */
  velocity_change: number | null;
  /** the part of the change that the number of journeys brought (logarithmic mean; the four add up) */
  journey_effect: number | null;
  /** the part of the win rate */
  win_rate_effect: number | null;
  /** the part of the value */
  value_effect: number | null;
  /** the part of the cycle; a longer cycle is negative */
  cycle_effect: number | null;
};

/** A row of dashboards/data/recorded/kinds.sql. */
export type RecordedKindsRow = {
  /** target pipeline; null for what belongs to no journey */
  pipeline: string;
  /** call, email, meeting, note, task; due_date (a task or meeting with a time); summary; touch; contact; proposal, and of it proposal_validity, proposal_personalised, proposal_parts, proposal_discount; spend; list; hand_off (its stages). Of calls, e-mails and meetings also where they lie: activity_in_time (while their journey ran, or after it), activity_before (before its start), activity_ahead (dated later than what is known), activity_of_nobody (of no journey) */
  kind: string;
  /** rows of it */
  record_count: number;
};

/** A row of dashboards/data/segments/competitors.sql. */
export type SegmentsCompetitorsRow = {
  /** whose customers they are */
  competitor: string;
  /** as written; null for customers whose page states none */
  industry: string | null;
  /** customers */
  customer_count: number;
  /** one of them */
  example: string;
};

/** A row of dashboards/data/segments/steps.sql. */
export type SegmentsStepsRow = {
  /** target pipeline */
  pipeline: string;
  /** all, lead_source, campaign, list, owner, icp_tier, country, amount_band or cohort_quarter */
  segment: string;
  /** its value */
  segment_value: string;
  /** canonical stage */
  stage: string;
  /** journeys at this stage or beyond at some time */
  reached_count: number;
  /** of them, at a later stage or won */
  advanced_count: number;
  /** mature journeys at this stage within the horizon */
  mature_reached_count: number;
  /** of the mature journeys, at the next stage within the horizon */
  mature_advanced_count: number;
  /** the reference's, else the P99 of the time to advance of the unsegmented stage in days, rounded up, 7 to 365 and no longer than ten journeys were followed; the same for all segments */
  horizon_days: number | null;
  /** estimated share that goes on within the horizon */
  estimate: number | null;
  /** 95 % interval, log-log; null when the estimate is 0 or 1 */
  estimate_low: number | null;
  /** 95 % interval, log-log */
  estimate_high: number | null;
  /** journeys still at the stage at the horizon */
  at_risk_count: number | null;
  /** journeys that reached the stage at least the horizon before the watermark */
  followed_count: number;
  /** ok, no_won (of the last stage: nothing is known to mean won), no_horizon (nobody went on yet), too_few_followed, observed_too_late (all at risk were gone before others came under observation), or untimed (of more than a tenth of its events, or of whoever went on, it is not known when) */
  estimate_status: "ok" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
  value_count: number;
};

/** A row of dashboards/data/sources/moved.sql. */
export type SourcesMovedRow = {
  /** ad platform */
  platform: string;
  /** currency of the cost */
  currency: string;
  day_count: number;
  /** cost as the first of them said */
  first_cost: number;
  /** cost as the newest one says */
  cost: number;
  /** the difference */
  cost_change: number;
  fallen_count: number;
};

/** A row of dashboards/data/sources/quality.sql. */
export type SourcesQualityRow = {
  /** target pipeline; null for cost that no journey can be charged with */
  pipeline: string;
  /** lead_source, campaign or list */
  segment: "lead_source" | "campaign" | "list";
  /** its value, or unattributed */
  segment_value: string;
  /** journeys */
  lead_count: number;
  /** of them, of a person who has an earlier journey of another record */
  duplicate_count: number;
  /** of them, without any valid phone number or e-mail address; null where the sources have none at all */
  invalid_contact_count: number | null;
  /** of them, came to sales */
  sql_count: number;
  /** of them, won */
  won_count: number;
  /** estimated share that comes to sales within lead_to_customer_days */
  sql_estimate: number | null;
  /** 95 % interval, log-log */
  sql_low: number | null;
  /** 95 % interval, log-log */
  sql_high: number | null;
  /** why there is no estimate, as in marts.stage_conversion; no_hand_off where the pipeline begins with sales */
  sql_status:
    "ok" | "no_hand_off" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
  /** estimated share won within lead_to_customer_days, as in marts.lead_to_customer */
  won_estimate: number | null;
  /** 95 % interval, log-log */
  won_low: number | null;
  /** 95 % interval, log-log */
  won_high: number | null;
  /** why there is no estimate */
  won_status: "ok" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
  /** cost in the base currency; null when none is known */
  cost_base: number | null;
  /** false: a part of the cost has no rate and is not in it; null when no cost is known */
  is_cost_whole: boolean | null;
  /** journeys that began in months with a cost */
  costed_lead_count: number;
  /** cost ÷ those journeys; null over nothing */
  cost_per_lead: number | null;
  /** cost ÷ (those journeys × sql_estimate) */
  cost_per_sql: number | null;
  /** at the upper end of the estimate's interval */
  cost_per_sql_low: number | null;
  /** at its lower end */
  cost_per_sql_high: number | null;
  /** cost ÷ (those journeys × won_estimate) */
  cost_per_won: number | null;
  /** at the upper end of the estimate's interval */
  cost_per_won_low: number | null;
  /** at its lower end */
  cost_per_won_high: number | null;
  /** of a list: who sold it */
  vendor: string | null;
  /** of a list: on what basis its members may be called */
  legal_basis: string | null;
  /** of a list: members */
  member_count: number | null;
  /** of a list: members without a stated legal basis */
  no_legal_basis_count: number | null;
  /** of a list: members marked do not call */
  do_not_call_count: number | null;
  /** journeys that were called */
  called_count: number;
  /** of them, somebody was reached */
  connected_count: number;
  /** of a list: members called after they were marked do not call */
  do_not_call_violation_count: number | null;
};

/** A row of dashboards/data/sources/spend.sql. */
export type SourcesSpendRow = {
  /** ads, campaign (a mailing or an event) or list */
  kind: string;
  /** ad platform, the source of a mailing, the vendor of a list */
  platform: string;
  /** in the base currency; null when no rate is known */
  cost_base: number | null;
  unattributed_cost: number | null;
  unnamed_count: number;
  unpriced_count: number;
  first_month: string;
  last_month: string;
};

/** A row of dashboards/data/sources/unnamed.sql. */
export type SourcesUnnamedRow = {
  /** ad platform, the source of a mailing, the vendor of a list */
  platform: string;
  /** name of the campaign, id of the list */
  campaign: string | null;
  /** in the base currency; null when no rate is known */
  cost_base: number | null;
};

/** A row of dashboards/data/summary/customers.sql. */
export type SummaryCustomersRow = {
  /** target pipeline */
  pipeline: string;
  source: string;
  reached_count: number;
  /** of them, won */
  won_count: number;
  /** the setting lead_to_customer_days */
  horizon_days: number | null;
  /** estimated share won within the horizon */
  estimate: number | null;
  /** 95 % interval, log-log; null when the estimate is 0 or 1 */
  estimate_low: number | null;
  /** 95 % interval, log-log */
  estimate_high: number | null;
  /** journeys undecided at the horizon */
  at_risk_count: number | null;
  /** journeys whose start is at least the horizon before the watermark */
  followed_count: number;
  /** ok, no_won (nothing is known to mean won), too_few_followed, observed_too_late (all at risk were gone before others came under observation), or untimed (of more than a tenth of its events it is not known when they happened) */
  estimate_status: "ok" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
  /** open for longer than so many days counts as lost; null when nobody won */
  stale_days: number | null;
  /** journeys open for longer, those handed off left out */
  stale_count: number | null;
  /** the same if they were lost; null where the estimate or stale_days is */
  estimate_if_stale_lost: number | null;
};

/** A row of dashboards/data/summary/dimensions.sql. */
export type SummaryDimensionsRow = {
  /** target pipeline */
  pipeline: string;
  dimension: "campaign" | "owner" | "country" | "tier";
};

/** A row of dashboards/data/summary/estimates.sql. */
export type SummaryEstimatesRow = {
  /** target pipeline */
  pipeline: string;
  source: string;
  /** canonical stage */
  stage: string;
  /** journeys at this stage or beyond at some time */
  reached_count: number;
  /** the reference's, else the P99 of the time to advance of the unsegmented stage in days, rounded up, 7 to 365 and no longer than ten journeys were followed; the same for all segments */
  horizon_days: number | null;
  /** estimated share that goes on within the horizon */
  estimate: number | null;
  /** 95 % interval, log-log; null when the estimate is 0 or 1 */
  estimate_low: number | null;
  /** 95 % interval, log-log */
  estimate_high: number | null;
  /** journeys still at the stage at the horizon */
  at_risk_count: number | null;
  /** journeys that reached the stage at least the horizon before the watermark */
  followed_count: number;
  /** ok, no_won (of the last stage: nothing is known to mean won), no_horizon (nobody went on yet), too_few_followed, observed_too_late (all at risk were gone before others came under observation), or untimed (of more than a tenth of its events, or of whoever went on, it is not known when) */
  estimate_status: "ok" | "no_won" | "no_horizon" | "too_few_followed" | "observed_too_late" | "untimed";
};

/** A row of dashboards/data/summary/freshness.sql. */
export type SummaryFreshnessRow = {
  /** the source system */
  source: string;
  /** UTC; what is known up to then */
  watermark_at: string | null;
  /** declared by the file, as_of given by the operator, or newest_event */
  watermark_kind: string;
  /** UTC; newest event in the files */
  newest_event_at: string | null;
  /** files loaded */
  file_count: number;
  /** records loaded */
  record_count: number;
  /** records quarantined */
  quarantined_count: number;
  /** journeys it is known by */
  journey_count: number;
  /** whole days behind the freshest source */
  age_days: number | null;
};

/** A row of dashboards/data/summary/funnel.sql. */
export type SummaryFunnelRow = {
  /** target pipeline */
  pipeline: string;
  month: string;
  source: string;
  /** canonical stage */
  stage: string;
  /** journeys at this stage or beyond at some time */
  reached_count: number;
  /** of them, at a later stage or won */
  advanced_count: number;
  /** of them, lost with this as their furthest stage */
  lost_count: number;
  /** of them, still open with this as their furthest stage */
  open_count: number;
  /** of them, passed without a visit */
  skipped_count: number;
  /** of them, left the stage and came back to it */
  reworked_count: number;
  /** of those old enough for the mature horizon, at this stage or beyond within it */
  mature_reached_count: number;
  /** of the mature, at a later stage or won within the horizon */
  mature_advanced_count: number;
};

/** A row of dashboards/data/summary/journeys.sql. */
export type SummaryJourneysRow = {
  /** target pipeline */
  pipeline: string;
  month: string;
  source: string;
  /** journeys */
  started_count: number;
  /** of them, won */
  won_count: number;
  /** of them, lost */
  lost_count: number;
  /** of them, still open */
  open_count: number;
  /** every journey of it has been followed for the mature horizon */
  is_mature: boolean;
};

/** A row of dashboards/data/summary/leaks.sql. */
export type SummaryLeaksRow = {
  /** pipeline */
  pipeline: string;
  /** canonical stage */
  stage: string;
  /** as in marts.stage_conversion */
  horizon_days: number | null;
  /** as in marts.stage_conversion */
  estimate: number | null;
  /** 95 % interval */
  estimate_low: number | null;
  /** 95 % interval */
  estimate_high: number | null;
  /** journeys that would tell as much if all had been followed: estimate · (1 - estimate) ÷ its variance; at 0 and 1 those followed */
  effective_count: number | null;
  /** P(share < benchmark_low), the share from Beta(n · estimate + ½, n · (1 - estimate) + ½) with n = effective_count; null without a benchmark or an estimate */
  leak_probability: number | null;
  /** leak, fine or cannot_tell */
  verdict: "leak" | "fine" | "cannot_tell";
  /** why it cannot be told: no_benchmark, no_estimate (estimate_status says why), too_few, or on_the_edge (a million journeys would not settle it) */
  reason: "no_benchmark" | "no_estimate" | "too_few" | "on_the_edge" | null;
  /** 1 for the leak to repair first: the earliest, then the one with the most extra customers; null for no leak */
  fix_order: number | null;
  /** more customers among those so far if the share were the low end and all else stayed; null when unknown */
  extra_customers: number | null;
  /** more customers among those so far for one more percentage point of the share; null when unknown, and where it is too high for a point more */
  point_customers: number | null;
  /** 1 for the stage at which one more point brings most customers */
  lift_order: number | null;
  /** journeys still missing for a verdict at the share (n · estimate + ½) ÷ (n + 1), without an estimate at the middle of the band */
  missing_count: number | null;
};

/** A row of dashboards/data/summary/pipelines.sql. */
export type SummaryPipelinesRow = {
  /** key */
  pipeline: string;
  /** its name as the one source that has it writes it; null when the reference data makes it of several or of one without a name */
  label: string | null;
  /** the source that names it so; null when the reference data decides */
  source: string | null;
  /** decided by a person; written by setup and confirmed by nobody yet; presumed from the data */
  state: "decided" | "written" | "presumed";
  /** what the sources call won; null when nothing is known to */
  won_names: string | null;
  /** what the sources call lost; null when nothing is known to */
  lost_names: string | null;
  /** what looks like an outcome, and nothing says which one */
  question_names: string | null;
  /** the line of reference/stage_map.csv that would say what means won; null when that is known or decided */
  won_line: string | null;
  /** the same of lost */
  lost_line: string | null;
  /** leads and deals that were lost, lists left out */
  lost_count: number;
  /** of them, those of which nothing says at which stage they were lost; they count at the first */
  unplaced_lost_count: number;
  /** they are at most a tenth of all that began, or there is one stage; else shares from stage to stage are no findings */
  are_losses_placed: boolean;
};

/** A row of dashboards/data/summary/release.sql. */
export type SummaryReleaseRow = {
  /** UTC; the newest watermark */
  as_of: string | null;
  /** days and months are cut there */
  reporting_time_zone: string;
  /** money is shown in it */
  base_currency: string;
  /** built from the synthetic sample */
  is_sample: boolean;
  /** version of the program */
  version: string;
};

/** A row of dashboards/data/summary/stages.sql. */
export type SummaryStagesRow = {
  /** pipeline */
  pipeline: string;
  /** key */
  stage: string;
  /** 1 to K */
  stage_ordinal: number;
  /** marketing or sales */
  team: string;
  /** English label */
  label_en: string;
  /** Hungarian label */
  label_hu: string;
  /** low end of the usual conversion to the next stage */
  benchmark_low: number | null;
  /** high end */
  benchmark_high: number | null;
  /** who says so */
  benchmark_source: string | null;
  /** the same in Hungarian; null where there is one text only */
  benchmark_source_hu: string | null;
  /** days every mature journey has been followed */
  mature_horizon_days: number | null;
};

/** A row of dashboards/data/todo/counts.sql. */
export type TodoCountsRow = {
  /** target pipeline */
  pipeline: string;
  /** hot_and_silent, next_step_missing, next_step_overdue, not_accepted, no_summary, proposal_expired or do_not_call */
  reason:
    | "hot_and_silent"
    | "next_step_missing"
    | "next_step_overdue"
    | "not_accepted"
    | "no_summary"
    | "proposal_expired"
    | "do_not_call"
    | null;
  deal_count: number;
};

/** A row of dashboards/data/todo/rows.sql. */
export type TodoRowsRow = {
  /** target pipeline */
  pipeline: string;
  deal_number: number;
  /** hot_and_silent, next_step_missing, next_step_overdue, not_accepted, no_summary, proposal_expired or do_not_call */
  reason:
    | "hot_and_silent"
    | "next_step_missing"
    | "next_step_overdue"
    | "not_accepted"
    | "no_summary"
    | "proposal_expired"
    | "do_not_call";
  /** the source it is known by */
  source_system: string;
  /** the CRM's opportunity id, else its lead id */
  deal_id: string | null;
  owner: string | null;
  company: string | null;
  /** its furthest stage */
  stage: string | null;
  /** the local day of it */
  since_on: string | null;
  /** whole days from then to the end of the data; 0 while it lies ahead */
  since_days: number | null;
  /** value in the base currency */
  amount_base: number | null;
  /** as in marts.open_journeys */
  expected_value: number | null;
  /** its record in the CRM, where the setting <source>.crm_link says how its address is made */
  record_link: string | null;
};

/** The tables of attribution.json. */
export type Attribution = {
  credits: Columns<AttributionCreditsRow>;
  wins: Columns<AttributionWinsRow>;
};

/** The tables of contact.json. */
export type Contact = {
  habits: Columns<ContactHabitsRow>;
  tasks: Columns<ContactTasksRow>;
};

/** The tables of crm.json. */
export type Crm = {
  numbers: Columns<CrmNumbersRow>;
  reasons: Columns<CrmReasonsRow>;
};

/** The tables of customer.json. */
export type Customer = {
  cohorts: Columns<CustomerCohortsRow>;
  curve: Columns<CustomerCurveRow>;
};

/** The tables of cycle.json. */
export type Cycle = {
  moves: Columns<CycleMovesRow>;
  times: Columns<CycleTimesRow>;
};

/** The tables of deals.json. */
export type Deals = {
  links: Columns<DealsLinksRow>;
  names: Columns<DealsNamesRow>;
  rows: Columns<DealsRowsRow>;
  total: Columns<DealsTotalRow>;
  visits: Columns<DealsVisitsRow>;
};

/** The tables of dictionary.json. */
export type Dictionary = {
  measures: Columns<DictionaryMeasuresRow>;
  tables: Columns<DictionaryTablesRow>;
};

/** The tables of dwell.json. */
export type Dwell = {
  bins: Columns<DwellBinsRow>;
};

/** The tables of english.json. */
export type English = {
  terms: Columns<EnglishTermsRow>;
};

/** The tables of explore.json. */
export type Explore = {
  deals: Columns<ExploreDealsRow>;
  passes: Columns<ExplorePassesRow>;
  stages: Columns<ExploreStagesRow>;
  visits: Columns<ExploreVisitsRow>;
};

/** The tables of followup.json. */
export type Followup = {
  attempts: Columns<FollowupAttemptsRow>;
  silence: Columns<FollowupSilenceRow>;
};

/** The tables of forecast.json. */
export type Forecast = {
  journeys: Columns<ForecastJourneysRow>;
  stages: Columns<ForecastStagesRow>;
  wins: Columns<ForecastWinsRow>;
};

/** The tables of handoff.json. */
export type Handoff = {
  bands: Columns<HandoffBandsRow>;
  reasons: Columns<HandoffReasonsRow>;
  sources: Columns<HandoffSourcesRow>;
  touches: Columns<HandoffTouchesRow>;
};

/** The tables of hungarian.json. */
export type Hungarian = {
  terms: Columns<HungarianTermsRow>;
};

/** The tables of icp.json. */
export type Icp = {
  competitors: Columns<IcpCompetitorsRow>;
  months: Columns<IcpMonthsRow>;
  suggestions: Columns<IcpSuggestionsRow>;
};

/** The tables of journeys.json. */
export type Journeys = {
  names: Columns<JourneysNamesRow>;
  rows: Columns<JourneysRowsRow>;
};

/** The tables of overview.json. */
export type Overview = {
  deliveries: Columns<OverviewDeliveriesRow>;
  recent: Columns<OverviewRecentRow>;
  to_do: Columns<OverviewToDoRow>;
};

/** The tables of periods.json. */
export type Periods = {
  rates: Columns<PeriodsRatesRow>;
};

/** The tables of plan.json. */
export type Plan = {
  curve: Columns<PlanCurveRow>;
  targets: Columns<PlanTargetsRow>;
  trials: Columns<PlanTrialsRow>;
};

/** The tables of proposals.json. */
export type Proposals = {
  segments: Columns<ProposalsSegmentsRow>;
};

/** The tables of quality.json. */
export type Quality = {
  comparison: Columns<QualityComparisonRow>;
  files: Columns<QualityFilesRow>;
  issues: Columns<QualityIssuesRow>;
  presumed: Columns<QualityPresumedRow>;
  restatements: Columns<QualityRestatementsRow>;
};

/** The tables of quarters.json. */
export type Quarters = {
  velocity: Columns<QuartersVelocityRow>;
};

/** The tables of recorded.json. */
export type Recorded = {
  kinds: Columns<RecordedKindsRow>;
};

/** The tables of segments.json. */
export type Segments = {
  competitors: Columns<SegmentsCompetitorsRow>;
  steps: Columns<SegmentsStepsRow>;
};

/** The tables of sources.json. */
export type Sources = {
  moved: Columns<SourcesMovedRow>;
  quality: Columns<SourcesQualityRow>;
  spend: Columns<SourcesSpendRow>;
  unnamed: Columns<SourcesUnnamedRow>;
};

/** The tables of summary.json. */
export type Summary = {
  customers: Columns<SummaryCustomersRow>;
  dimensions: Columns<SummaryDimensionsRow>;
  estimates: Columns<SummaryEstimatesRow>;
  freshness: Columns<SummaryFreshnessRow>;
  funnel: Columns<SummaryFunnelRow>;
  journeys: Columns<SummaryJourneysRow>;
  leaks: Columns<SummaryLeaksRow>;
  pipelines: Columns<SummaryPipelinesRow>;
  release: Columns<SummaryReleaseRow>;
  stages: Columns<SummaryStagesRow>;
};

/** The tables of todo.json. */
export type Todo = {
  counts: Columns<TodoCountsRow>;
  rows: Columns<TodoRowsRow>;
};

/** The data files of the site that are queries of the marts, by name. */
export type MartFiles = {
  attribution: Attribution;
  contact: Contact;
  crm: Crm;
  customer: Customer;
  cycle: Cycle;
  deals: Deals;
  dictionary: Dictionary;
  dwell: Dwell;
  english: English;
  explore: Explore;
  followup: Followup;
  forecast: Forecast;
  handoff: Handoff;
  hungarian: Hungarian;
  icp: Icp;
  journeys: Journeys;
  overview: Overview;
  periods: Periods;
  plan: Plan;
  proposals: Proposals;
  quality: Quality;
  quarters: Quarters;
  recorded: Recorded;
  segments: Segments;
  sources: Sources;
  summary: Summary;
  todo: Todo;
};
/** The data files of the site by name. */
export type Files = MartFiles & BuiltFiles;
export type FileName = keyof Files;
