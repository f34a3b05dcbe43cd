-- One row per month and stage: the rate of those who reached the stage in the month (cohort) beside what happened in the month to
-- whoever was at the stage (period). Only the first follows the same journeys; it is young in the last months and still rises.
-- The second is how reports by calendar month count: journeys that reached the stage in another month are in it, so that it
-- moves with the number of new leads and can be more than 1.
--
-- grain: pipeline, segment, segment_value, month, stage
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  all or lead_source
-- column: segment_value  varchar  its value
-- column: month  date  first day of the local month
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  its place in the pipeline
-- column: reached_count  bigint  journeys that reached the stage in the month
-- column: cohort_advanced_count  bigint  of them, gone on so far, whenever
-- column: cohort_rate  double  cohort: gone on so far / reached in the month; null over nothing
-- column: cohort_low  double  Wilson 95 % interval
-- column: cohort_high  double  Wilson 95 % interval
-- column: period_advanced_count  bigint  journeys that went on from the stage in the month, whenever they reached it
-- column: period_lost_count  bigint  journeys lost from the stage in the month, whenever they reached it
-- column: period_rate  double  period: gone on in the month / reached in the month, not the same journeys; null over nothing
-- column: period_decided_rate  double  period: gone on / (gone on + lost) in the month; null over nothing
-- column: period_decided_low  double  Wilson 95 % interval
-- column: period_decided_high  double  Wilson 95 % interval
-- assert: cohort_advanced_count <= reached_count
-- assert: cohort_rate is null or (cohort_low <= cohort_rate and cohort_rate <= cohort_high)
-- assert: period_decided_rate is null or (period_decided_low <= period_decided_rate and period_decided_rate <= period_decided_high)
-- answers: What did this month convert? Why does the monthly report say something else?
with
  dated as (
    select
      progress.lead_source, reach.pipeline, reach.stage_ordinal, reach.status,
      month_of(local_time(reach.reached_at, came.switches_at, came.offset_before, came.offset_after)) as reached_month,
      month_of(local_time(reach.ended_at, went.switches_at, went.offset_before, went.offset_after)) as ended_month
    from
      core.fct_stage_reach as reach
      join marts._progress as progress on progress.journey_id = reach.journey_id
      left join core.dim_utc_day as came on came.utc_date = reach.reached_at::date
      left join core.dim_utc_day as went on went.utc_date = reach.ended_at::date
  ),
  tallied as (
    select
      lead_source, pipeline, stage_ordinal, status, reached_month, ended_month,
      count(*) as journey_count
    from dated
    group by all
  ),
  flow as (
    select
      lead_source, pipeline, stage_ordinal,
      reached_month as month,
      journey_count as reached_count,
      case when status = 'advanced' then journey_count else 0 end as cohort_advanced_count,
      0 as period_advanced_count,
      0 as period_lost_count
    from tallied
    union all
    select
      lead_source, pipeline, stage_ordinal, ended_month, 0, 0,
      case when status = 'advanced' then journey_count else 0 end,
      case when status = 'lost' then journey_count else 0 end
    from tallied
    where status <> 'open'
  ),
  -- every lead source is in the row with lists, all but the purchased lists in the unsegmented one
  valued as (
    select 'lead_source' as segment, flow.lead_source as segment_value, flow.*
    from flow
    union all
    select 'all', 'with_lists', flow.*
    from flow
    union all
    select 'all', 'all', flow.*
    from flow
    where not is_list(flow.lead_source)
  ),
  counted as (
    select
      segment, segment_value, pipeline, stage_ordinal, month,
      sum(reached_count)::bigint as reached_count,
      sum(cohort_advanced_count)::bigint as cohort_advanced_count,
      sum(period_advanced_count)::bigint as period_advanced_count,
      sum(period_lost_count)::bigint as period_lost_count
    from valued
    where month is not null
    group by all
  )
select
  counted.pipeline, counted.segment, counted.segment_value, counted.month, stages.stage,
  counted.stage_ordinal, counted.reached_count, counted.cohort_advanced_count,
  rate(counted.cohort_advanced_count, counted.reached_count) as cohort_rate,
  wilson_low(counted.cohort_advanced_count, counted.reached_count) as cohort_low,
  wilson_high(counted.cohort_advanced_count, counted.reached_count) as cohort_high,
  counted.period_advanced_count, counted.period_lost_count,
  rate(counted.period_advanced_count, counted.reached_count) as period_rate,
  rate(counted.period_advanced_count, counted.period_advanced_count + counted.period_lost_count) as period_decided_rate,
  wilson_low(counted.period_advanced_count, counted.period_advanced_count + counted.period_lost_count) as period_decided_low,
  wilson_high(counted.period_advanced_count, counted.period_advanced_count + counted.period_lost_count) as period_decided_high
from
  counted
  join reference.stages on stages.pipeline = counted.pipeline
  and stages.ordinal = counted.stage_ordinal
