-- How far each journey came, so far and within the mature horizon.
-- mature_ordinal is null when the journey began too recently; K + 1 when it was won in time.
-- outcome is deleted when it was open while its record was last held.
--
-- grain: journey_id
with
  timed as (
    select
      journey.*,
      horizon.mature_horizon_days,
      plus_seconds(journey.started_at, horizon.mature_horizon_days * 86400) as horizon_at,
      -- the last stage it reached: the one before won when it was won
      case
        when journey.outcome = 'won' then journey.furthest_ordinal - 1 else journey.furthest_ordinal
      end as last_ordinal
    from
      core.fct_journey as journey
      join marts._horizon as horizon on horizon.pipeline = journey.pipeline
  )
select
  timed.journey_id, timed.pipeline, timed.started_at, timed.watermark_at, timed.is_deleted,
  timed.is_dated,
  timed.precision = 'day' as is_day_precision,
  timed.entry_seconds, timed.last_ordinal,
  case
    when timed.outcome = 'open' and timed.is_deleted then 'deleted' else timed.outcome
  end as outcome,
  timed.furthest_ordinal, timed.cohort_month, timed.lead_source, timed.mature_horizon_days,
  case
    when timed.horizon_at > timed.watermark_at then null
    when timed.outcome = 'won'
    and reach.stage_ordinal = timed.last_ordinal
    and reach.ended_at <= timed.horizon_at then reach.stage_ordinal + 1
    else reach.stage_ordinal
  end as mature_ordinal
from core.fct_stage_reach as reach join timed on timed.journey_id = reach.journey_id
where
  -- one row of each journey: the furthest stage it reached within the horizon
  reach.reached_at <= timed.horizon_at
  and (reach.stage_ordinal = timed.last_ordinal or reach.ended_at > timed.horizon_at)
