-- Journeys that were still at a stage at its landmark, landmark_days after reaching it, and came under observation before.
--
-- grain: journey_id, stage_ordinal
-- stored: no
select
  at_stage.journey_id, at_stage.pipeline, at_stage.stage_ordinal,
  seconds_of_days(setting.landmark_days) as landmark_seconds,
  at_stage.elapsed_seconds, at_stage.status, at_stage.followed_seconds, at_stage.is_dated
from marts._at_stage as at_stage cross join core._setting as setting
where
  at_stage.elapsed_seconds > seconds_of_days(setting.landmark_days)
  and at_stage.entry_seconds <= seconds_of_days(setting.landmark_days)
