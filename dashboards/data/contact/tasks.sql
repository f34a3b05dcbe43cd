-- nullable: in_time_rate, in_time_low, in_time_high, without_advanced_count, without_days
-- nullable: rate_ratio, rate_ratio_low, rate_ratio_high
-- values: ratio_status: ok, too_few_advances, not_comparable, nobody_did
select
  pipeline,
  stage,
  task,
  team,
  due_hours,
  calendar,
  visit_count,
  due_count,
  in_time_count,
  late_count,
  missing_count,
  not_yet_due_count,
  left_early_count,
  in_time_rate,
  in_time_low,
  in_time_high,
  with_advanced_count,
  without_advanced_count,
  round(with_days, 1) as with_days,
  round(without_days, 1) as without_days,
  rate_ratio,
  rate_ratio_low,
  rate_ratio_high,
  ratio_status
from marts.playbook
order by pipeline, stage_ordinal, team, task
