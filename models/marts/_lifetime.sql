-- Until when each journey is followed, and how it ended: won, lost, open or deleted. A journey handed to another pipeline is followed
-- until then. Journeys without a start or with impossible times are left out.
--
-- grain: journey_id
-- stored: no
select
  progress.journey_id, progress.pipeline, progress.lead_source,
  progress.lead_source = 'purchased_list' as is_list,
  progress.started_at, reach.ended_at, progress.watermark_at, progress.entry_seconds,
  progress.outcome, progress.is_dated, progress.is_day_precision
from
  marts._progress as progress
  join core.fct_stage_reach as reach on reach.journey_id = progress.journey_id
  and reach.stage_ordinal = progress.last_ordinal
where not reach.is_impossible and reach.ended_at >= progress.started_at
