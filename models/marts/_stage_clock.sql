-- Per stage the horizon of its estimate, and whether its visits are so short that day precision says nothing.
-- The horizon is the reference's, else the P90 of the own time to advance in days, rounded up; null when nobody advanced.
-- Purchased lists count only where a stage has nothing else.
--
-- grain: pipeline, stage_ordinal
with
  advanced as (
    select
      reach.pipeline, reach.stage_ordinal,
      quantile_of(
        case when journey.lead_source <> 'purchased_list' then reach.elapsed_seconds end,
        0.9
      ) as own_seconds,
      quantile_of(reach.elapsed_seconds, 0.9) as whole_seconds
    from
      core.fct_stage_reach as reach
      join core.fct_journey as journey on journey.journey_id = reach.journey_id
    where reach.status = 'advanced' and reach.is_timed and reach.is_observed
    group by reach.pipeline, reach.stage_ordinal
  ),
  stayed as (
    select pipeline, stage_ordinal, quantile_of(dwell_seconds, 0.5) as median_seconds
    from core.fct_stage_visit
    where is_timed and exit_kind <> 'open'
    group by pipeline, stage_ordinal
  )
select
  stages.pipeline,
  stages.ordinal as stage_ordinal,
  coalesce(
    stages.horizon_days,
    case
      when advanced.whole_seconds is not null then greatest(ceil(coalesce(advanced.own_seconds, advanced.whole_seconds) / 86400.0), 1)
    end
  )::integer as horizon_days,
  coalesce(stayed.median_seconds < 86400, false) as is_sub_day
from
  reference.stages
  left join advanced on advanced.pipeline = stages.pipeline
  and advanced.stage_ordinal = stages.ordinal
  left join stayed on stayed.pipeline = stages.pipeline
  and stayed.stage_ordinal = stages.ordinal
