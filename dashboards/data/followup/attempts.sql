-- nullable: reply_estimate, reply_low, reply_high, advance_estimate, advance_low, advance_high, pays_off
-- values: reply_status: ok, no_won, no_horizon, too_few_followed, observed_too_late, untimed
-- values: advance_status: ok, no_won, no_horizon, too_few_followed, observed_too_late, untimed
select
  pipeline,
  attempt_number,
  attempt_count,
  journey_count,
  replied_count,
  window_days,
  reply_estimate,
  reply_low,
  reply_high,
  reply_status,
  advance_estimate,
  advance_low,
  advance_high,
  advance_status,
  followed_count,
  floor_rate,
  pays_off
from marts.follow_up_curve
order by pipeline, attempt_number
