-- Where do deals go from each stage?
-- mind: shares are of moves made so far; journeys that still wait have made none.
-- hu: Hová kerülnek az ügyletek az egyes szakaszokból?
-- hu mind: a hányadok az eddigi lépésekre szólnak; ami még vár, az nem lépett.
select
  pipeline, from_stage, kind, to_pipeline, to_stage, move_count, journey_count,
  round(from_share, 3) as from_share,
  round(median_seconds / 86400, 1) as median_days
from marts.stage_transition
where segment = 'all' and segment_value = 'all'
order by pipeline, from_ordinal, move_count desc, to_stage
