-- One row per pipeline, basis and quarter: money per day as journeys × win rate × value ÷ cycle, and which of the four moved it.
-- basis cohort follows the journeys that started in the quarter to the mature horizon and is null until all of them are mature;
-- basis period takes what was closed in the quarter, whenever it started: it knows the newest quarter, and moves with the calendar.
-- Purchased lists are left out.
--
-- grain: pipeline, basis, quarter
-- column: pipeline  varchar  target pipeline
-- column: basis  varchar  cohort (started in the quarter) or period (closed in it)
-- column: quarter  varchar  local quarter, like 2026 Q1
-- column: journey_count  bigint  cohort: started; period: won or lost in the quarter
-- column: won_count  bigint  of them won; cohort: of those followed for the mature horizon, within it
-- column: is_mature  boolean  every journey of the quarter has been followed for the horizon; period: the quarter is over
-- column: win_rate  double  won / journeys; null until mature
-- column: priced_count  bigint  won journeys with a known value in the base currency
-- column: mean_value  double  mean value of them
-- column: cycle_seconds  double  median time from start to won
-- column: velocity  double  base currency per day: journeys × win rate × value ÷ cycle days; null when one of them is unknown
-- column: velocity_change  double  against the quarter before
-- column: journey_effect  double  the part of the change that the number of journeys brought (logarithmic mean; the four add up)
-- column: win_rate_effect  double  the part of the win rate
-- column: value_effect  double  the part of the value
-- column: cycle_effect  double  the part of the cycle; a longer cycle is negative
-- assert: won_count <= journey_count
-- assert: priced_count <= won_count
-- assert: abs(velocity_change - journey_effect - win_rate_effect - value_effect - cycle_effect) <= 1e-9 * velocity
-- answers: How much money does the funnel move per day? Did volume, conversion, value or speed change it?
with
  last_day as (
    select pipeline, min(watermark_at) as watermark_at
    from core.fct_journey
    where not is_list(lead_source) and not is_deleted
    group by pipeline
  ),
  journey as (
    select
      journey.pipeline,
      quarter_name(journey.cohort_month) as cohort_quarter,
      quarter_name(
        local_time(journey.outcome_at, end_day.switches_at, end_day.offset_before, end_day.offset_after)::date
      ) as closing_quarter,
      journey.outcome, journey.amount_base,
      case
        when not journey.is_impossible
        and journey.is_dated then seconds_between(journey.started_at, journey.outcome_at)
      end as cycle_seconds,
      progress.mature_ordinal is not null or journey.is_deleted as is_mature,
      coalesce(progress.mature_ordinal = progress.furthest_ordinal, false)
      and journey.outcome = 'won' as is_won_in_time
    from
      core.fct_journey as journey
      join marts._progress as progress on progress.journey_id = journey.journey_id
      left join core.dim_utc_day as end_day on end_day.utc_date = journey.outcome_at::date
    where not is_list(journey.lead_source)
  ),
  open_quarter as (
    select
      last_day.pipeline,
      quarter_name(
        local_time(last_day.watermark_at, utc_day.switches_at, utc_day.offset_before, utc_day.offset_after)::date
      ) as quarter
    from
      last_day
      left join core.dim_utc_day as utc_day on utc_day.utc_date = last_day.watermark_at::date
  ),
  counted as (
    select
      pipeline,
      'cohort' as basis,
      cohort_quarter as quarter,
      count(*) as journey_count,
      count(*) filter (where is_won_in_time) as won_count,
      count(*) filter (where not is_mature) = 0 as is_mature,
      count(amount_base) filter (where is_won_in_time) as priced_count,
      sum(amount_base) filter (where is_won_in_time) as value_sum,
      quantile_of(case when is_won_in_time then cycle_seconds end, 0.5) as cycle_seconds
    from journey
    where cohort_quarter is not null
    group by pipeline, cohort_quarter
    union all
    select
      journey.pipeline,
      'period',
      journey.closing_quarter,
      count(*),
      count(*) filter (where journey.outcome = 'won'),
      min(journey.closing_quarter) < min(open_quarter.quarter),
      count(journey.amount_base) filter (where journey.outcome = 'won'),
      sum(journey.amount_base) filter (where journey.outcome = 'won'),
      quantile_of(case when journey.outcome = 'won' then journey.cycle_seconds end, 0.5)
    from journey join open_quarter on open_quarter.pipeline = journey.pipeline
    where journey.outcome <> 'open' and journey.closing_quarter is not null
    group by journey.pipeline, journey.closing_quarter
  ),
  valued as (
    select
      counted.*,
      case when is_mature then rate(won_count, journey_count) end as win_rate,
      rate(value_sum, priced_count) as mean_value
    from counted
  ),
  moved as (
    select
      valued.*,
      rate(journey_count * win_rate * mean_value * day_seconds(), cycle_seconds) as velocity
    from valued
  ),
  compared as (
    select
      moved.*,
      lag(journey_count) over earlier as journey_count_before,
      lag(win_rate) over earlier as win_rate_before,
      lag(mean_value) over earlier as mean_value_before,
      lag(cycle_seconds) over earlier as cycle_seconds_before,
      lag(velocity) over earlier as velocity_before
    from moved
    window earlier as (partition by pipeline, basis order by quarter)
  ),
  weighted as (
    select compared.*, logarithmic_mean(velocity, velocity_before) as weight from compared
  )
select
  pipeline, basis, quarter, journey_count, won_count, is_mature, win_rate, priced_count, mean_value,
  cycle_seconds, velocity,
  velocity - velocity_before as velocity_change,
  weight * growth(journey_count, journey_count_before) as journey_effect,
  weight * growth(win_rate, win_rate_before) as win_rate_effect,
  weight * growth(mean_value, mean_value_before) as value_effect,
  - weight * growth(cycle_seconds, cycle_seconds_before) as cycle_effect
from weighted
