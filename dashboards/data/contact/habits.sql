-- nullable: open_share, open_share_low, open_share_high, without_advanced_count, without_days
-- nullable: rate_ratio, rate_ratio_low, rate_ratio_high, horizon_days, with_estimate, with_low, with_high
-- nullable: without_estimate, without_low, without_high
-- values: habit: next_step_set, summary_sent, decision_maker_known, two_contacts_known, motivation_recorded, meeting_held
-- values: ratio_status: ok, not_recorded, never_here, too_few_advances, not_comparable
-- values: with_status: ok, no_won, no_horizon, too_few_followed, observed_too_late, untimed
-- values: without_status: ok, no_won, no_horizon, too_few_followed, observed_too_late, untimed
select
  pipeline,
  stage,
  habit,
  open_count,
  open_with_count,
  open_without_count,
  open_share,
  open_share_low,
  open_share_high,
  with_advanced_count,
  round(with_days, 1) as with_days,
  without_advanced_count,
  round(without_days, 1) as without_days,
  rate_ratio,
  rate_ratio_low,
  rate_ratio_high,
  ratio_status,
  landmark_days,
  horizon_days,
  landmark_with_count,
  landmark_without_count,
  with_estimate,
  with_low,
  with_high,
  with_status,
  without_estimate,
  without_low,
  without_high,
  without_status
from marts.sales_contact
order by pipeline, stage_ordinal, habit
