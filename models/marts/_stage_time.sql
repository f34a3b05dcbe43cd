-- The way of each journey from a stage to the next, to lost or to where it is last known, at most one second more than the horizon.
--
-- grain: journey_id, stage_ordinal
-- stored: no
select
  reach.journey_id, progress.pipeline_number, reach.stage_ordinal,
  least(reach.elapsed_seconds, clock.horizon_days * 86400 + 1)::integer as at_seconds,
  reach.entry_seconds::integer as entry_seconds,
  -- what happens, in the order of events at one instant: 0 goes on, 4 is lost, 8 is last known; 2 more when its time counts for
  -- nothing else, 1 more when it was followed for the horizon
  (
    case
      when reach.elapsed_seconds > clock.horizon_days * 86400
      or reach.status = 'open' then 8
      when reach.status = 'advanced' then 0
      else 4
    end + case
      when reach.is_timed and not (progress.is_day_precision and clock.is_sub_day) then 0 else 2
    end + case
      when plus_seconds(reach.reached_at, clock.horizon_days * 86400) <= progress.watermark_at then 1
      else 0
    end
  )::tinyint as fate,
  progress.source_number, progress.campaign_number, progress.list_number, progress.owner_number,
  progress.tier_number, progress.country_number, progress.band_number, progress.quarter_number
from
  core.fct_stage_reach as reach
  -- left joins stay where they are: each journey is found once, before its row becomes one per segment
  left join marts._progress as progress on progress.journey_id = reach.journey_id
  left join marts._stage_clock as clock on clock.pipeline = reach.pipeline
  and clock.stage_ordinal = reach.stage_ordinal
where
  -- compared with what is found for all: alone it would make the planner take the ways for fewer than the journeys
  (
    not reach.is_impossible
    and reach.is_observed
    and (
      reach.entry_seconds = 0
      or (
        reach.entry_seconds < reach.elapsed_seconds
        and reach.entry_seconds < clock.horizon_days * 86400
      )
    )
    and reach.elapsed_seconds is not null
    and clock.horizon_days is not null
  ) = (progress.journey_id is not null)
