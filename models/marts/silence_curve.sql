-- One row per pipeline, stage and days of silence: of the journeys that nobody had touched for so long at the stage, and that had not answered either,
-- the share that goes on within the horizon of the stage from then on, whatever happens then. Silence counts from reaching the stage
-- at the earliest, and the first time that a journey was silent for so long. Purchased lists are left out.
--
-- grain: pipeline, stage, silent_days
-- column: pipeline  varchar  target pipeline
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  its place in the pipeline
-- column: silent_days  integer  1, 3, 7, 14, 30, 60 or 90
-- column: journey_count  bigint  journeys that were silent for so long
-- column: advanced_count  bigint  of them, gone on so far
-- column: horizon_days  integer  days from the end of the silence, as many as the horizon of the stage
-- column: estimate  double  estimated share that goes on within them
-- column: estimate_low  double  95 % interval, log-log
-- column: estimate_high  double  95 % interval, log-log
-- column: followed_count  bigint  journeys that were silent so long at least the horizon before the watermark
-- column: estimate_status  varchar  why there is no estimate, as in marts.stage_conversion
-- assert: advanced_count <= journey_count
-- assert: (estimate_status = 'ok') = (estimate is not null)
-- answers: What chance has a deal that nobody has spoken with for a week, a month?
with
  counted as (
    select
      at_stage.pipeline, at_stage.stage, at_stage.stage_ordinal, silence.silent_days,
      count(*) as journey_count,
      count(case when at_stage.status = 'advanced' then 1 end) as advanced_count
    from
      marts._silence as silence
      join marts._at_stage as at_stage on at_stage.journey_id = silence.journey_id
      and at_stage.stage_ordinal = silence.stage_ordinal
    where silence.silent_seconds >= at_stage.entry_seconds
    group by at_stage.pipeline, at_stage.stage, at_stage.stage_ordinal, silence.silent_days
  )
select
  counted.pipeline, counted.stage, counted.stage_ordinal, counted.silent_days,
  counted.journey_count, counted.advanced_count, clock.horizon_days, estimated.estimate,
  estimated.estimate_low, estimated.estimate_high,
  coalesce(estimated.followed_count, 0) as followed_count,
  coalesce(clock.reason, estimated.estimate_status, 'too_few_followed') as estimate_status
from
  counted
  join marts._clock as clock on clock.kind = 'silence'
  and clock.pipeline = counted.pipeline
  and clock.stage_ordinal = counted.stage_ordinal
  left join marts._estimate as estimated on estimated.clock_number = clock.clock_number
  and estimated.segment = 'silent_days'
  and estimated.segment_value = counted.silent_days::varchar
