-- nullable: turnaround_median_seconds, turnaround_p90_seconds, won_30_estimate, won_30_low, won_30_high
-- nullable: won_60_estimate, won_60_low, won_60_high, won_90_estimate, won_90_low, won_90_high
-- values: segment: all, is_personalised, is_complete, versions, discount_band, turnaround_band
-- values: won_30_status: ok, no_won, no_horizon, too_few_followed, observed_too_late, untimed
-- values: won_60_status: ok, no_won, no_horizon, too_few_followed, observed_too_late, untimed
-- values: won_90_status: ok, no_won, no_horizon, too_few_followed, observed_too_late, untimed
select
  pipeline,
  segment,
  segment_value,
  proposal_count,
  journey_count,
  won_count,
  lost_count,
  turnaround_count,
  turnaround_median_seconds,
  turnaround_p90_seconds,
  won_30_estimate,
  won_30_low,
  won_30_high,
  won_30_status,
  won_60_estimate,
  won_60_low,
  won_60_high,
  won_60_status,
  won_90_estimate,
  won_90_low,
  won_90_high,
  won_90_status,
  expired_count
from marts.proposal_performance
where segment <> 'owner'
order by pipeline, segment, segment_value
