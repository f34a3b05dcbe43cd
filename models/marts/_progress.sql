-- How far each journey came, so far and within the mature horizon, and until when it is followed.
-- The horizon is the one of its pipeline's mature cohort: the P90 of started to won, in whole weeks, 7 to 365 days; 365 when nobody won.
-- mature_ordinal is null when the journey began too recently; K + 1 when it was won in time.
-- outcome is deleted when it was open while its record was last held.
-- ended_at: won, lost, or last known; a journey handed to another pipeline is followed until then. Null where times are impossible.
-- is_observed: that was under observation.
--
-- grain: journey_id
with
  won as (
    select
      pipeline,
      least(
        greatest(ceil(quantile_of(seconds_between(started_at, outcome_at), 0.9) / 604800.0)::integer * 7, 7),
        365
      ) as horizon_days
    from core.fct_journey
    where outcome = 'won' and not is_list(lead_source) and not is_impossible and is_dated
    group by pipeline
  ),
  timed as (
    select
      journey.*,
      coalesce(won.horizon_days, 365)::integer as mature_horizon_days,
      plus_seconds(journey.started_at, seconds_of_days(coalesce(won.horizon_days, 365))) as horizon_at,
      -- the last stage it reached: the one before won when it was won
      case
        when journey.outcome = 'won' then journey.furthest_ordinal - 1 else journey.furthest_ordinal
      end as last_ordinal
    from core.fct_journey as journey left join won on won.pipeline = journey.pipeline
  )
select
  timed.journey_id, timed.pipeline, timed.started_at, timed.watermark_at, timed.is_deleted,
  timed.is_dated,
  timed.precision = 'day' as is_day_precision,
  timed.entry_seconds, timed.last_ordinal,
  case when not last_reach.is_impossible then last_reach.ended_at end as ended_at,
  last_reach.is_observed,
  case
    when timed.outcome = 'open' and timed.is_deleted then 'deleted' else timed.outcome
  end as outcome,
  timed.furthest_ordinal, timed.cohort_month, timed.lead_source,
  is_list(timed.lead_source) as is_list,
  timed.mature_horizon_days,
  case
    when timed.horizon_at > timed.watermark_at then null
    when timed.outcome = 'won'
    and reach.stage_ordinal = timed.last_ordinal
    and reach.ended_at <= timed.horizon_at then reach.stage_ordinal + 1
    else reach.stage_ordinal
  end as mature_ordinal
from
  core.fct_stage_reach as reach
  join timed on timed.journey_id = reach.journey_id
  left join core.fct_stage_reach as last_reach on last_reach.journey_id = timed.journey_id
  and last_reach.stage_ordinal = timed.last_ordinal
where
  -- one row of each journey: the furthest stage it reached within the horizon
  reach.reached_at <= timed.horizon_at
  and (reach.stage_ordinal = timed.last_ordinal or reach.ended_at > timed.horizon_at)
