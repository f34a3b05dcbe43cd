-- The times at a stage in which a habit can show: of journeys that were seen there, with a known time, not of purchased lists.
--
-- grain: journey_id, stage_ordinal
select
  reach.journey_id, reach.pipeline, reach.stage, reach.stage_ordinal, reach.reached_at,
  reach.ended_at, reach.elapsed_seconds, reach.entry_seconds, reach.status, journey.lead_source,
  coalesce(journey.icp_tier, '') as icp_tier,
  seconds_between(reach.reached_at, journey.watermark_at) as followed_seconds,
  reach.is_dated
from
  core.fct_stage_reach as reach
  join core.fct_journey as journey on journey.journey_id = reach.journey_id
where
  reach.is_timed
  and reach.is_observed
  and reach.elapsed_seconds > reach.entry_seconds
  and not journey.is_impossible
  and not is_list(journey.lead_source)
