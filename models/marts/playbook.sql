-- One row per pipeline, stage and task of the playbook: in how many visits it was due, and whether it was done. Due are visits that lasted as long as
-- the task allows; a visit that ended before is not due, whether the task was done or not. Purchased lists are left out.
--
-- grain: pipeline, stage, task
-- column: pipeline  varchar  target pipeline
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  its place in the pipeline
-- column: task  varchar  as reference.playbook has it
-- column: team  varchar  marketing or sales
-- column: due_hours  integer  hours that it allows
-- column: calendar  varchar  work: working hours; clock: hours of the clock
-- column: visit_count  bigint  visits to the stage
-- column: due_count  bigint  of them, as long as the task allows or longer
-- column: in_time_count  bigint  of the due ones, done in time
-- column: late_count  bigint  of the due ones, done late
-- column: missing_count  bigint  of the due ones, not done
-- column: not_yet_due_count  bigint  visits that still have time for it
-- column: left_early_count  bigint  visits that ended before it was due
-- column: in_time_rate  double  in time / due; null over nothing
-- column: in_time_low  double  Wilson 95 % interval
-- column: in_time_high  double  Wilson 95 % interval
-- column: with_advanced_count  bigint  journeys that advanced after it was done at the stage
-- column: with_days  double  days at the stage after it was done
-- column: without_advanced_count  bigint  journeys that advanced without it
-- column: without_days  double  days at the stage without it
-- column: rate_ratio  double  how many times as fast journeys advance with it, as in marts.sales_contact
-- column: rate_ratio_low  double  95 % interval
-- column: rate_ratio_high  double  95 % interval
-- column: ratio_status  varchar  ok, too_few_advances (fewer than 10, or than one in twenty, on either side), not_comparable or nobody_did
-- assert: visit_count = due_count + not_yet_due_count + left_early_count
-- assert: due_count = in_time_count + late_count + missing_count
-- assert: (ratio_status = 'ok') = (rate_ratio is not null)
-- answers: Are the tasks that marketing and sales agreed on done in time, and do journeys advance faster with them?
with
  counted as (
    select
      pipeline, stage, task,
      count(*) as visit_count,
      count(case when fate in ('in_time', 'late', 'missing') then 1 end) as due_count,
      count(case when fate = 'in_time' then 1 end) as in_time_count,
      count(case when fate = 'late' then 1 end) as late_count,
      count(case when fate = 'missing' then 1 end) as missing_count,
      count(case when fate = 'not_yet_due' then 1 end) as not_yet_due_count,
      count(case when fate = 'left_early' then 1 end) as left_early_count
    from marts._playbook_visit
    group by pipeline, stage, task
  )
select
  playbook.pipeline, playbook.stage,
  stages.ordinal as stage_ordinal,
  playbook.task, playbook.team, playbook.due_hours, playbook.calendar,
  coalesce(counted.visit_count, 0) as visit_count,
  coalesce(counted.due_count, 0) as due_count,
  coalesce(counted.in_time_count, 0) as in_time_count,
  coalesce(counted.late_count, 0) as late_count,
  coalesce(counted.missing_count, 0) as missing_count,
  coalesce(counted.not_yet_due_count, 0) as not_yet_due_count,
  coalesce(counted.left_early_count, 0) as left_early_count,
  rate(counted.in_time_count, counted.due_count) as in_time_rate,
  wilson_low(counted.in_time_count, counted.due_count) as in_time_low,
  wilson_high(counted.in_time_count, counted.due_count) as in_time_high,
  coalesce(ratio.with_advanced_count, 0) as with_advanced_count,
  coalesce(ratio.with_days, 0.0) as with_days,
  ratio.without_advanced_count, ratio.without_days, ratio.rate_ratio, ratio.rate_ratio_low,
  ratio.rate_ratio_high,
  coalesce(ratio.ratio_status, 'nobody_did') as ratio_status
from
  reference.playbook
  join reference.stages on stages.pipeline = playbook.pipeline
  and stages.stage = playbook.stage
  left join counted on counted.pipeline = playbook.pipeline
  and counted.stage = playbook.stage
  and counted.task = playbook.task
  left join marts._habit_ratio as ratio on ratio.pipeline = playbook.pipeline
  and ratio.stage_ordinal = stages.ordinal
  and ratio.habit_kind = 'task'
  and ratio.habit = playbook.task
