-- nullable: horizon_days, estimate, estimate_low, estimate_high
-- values: estimate_status: ok, no_won, no_horizon, too_few_followed, observed_too_late, untimed
with now_open as (
  select curve.pipeline, curve.stage, curve.silent_days, count(*) as open_count
  from marts.silence_curve as curve
  join marts.open_journeys as deal
    on deal.pipeline = curve.pipeline
    and deal.stage = curve.stage
    and deal.lead_source <> 'purchased_list'
    and deal.silence_seconds >= 86400 * curve.silent_days
  group by curve.pipeline, curve.stage, curve.silent_days
)
select
  curve.pipeline,
  curve.stage,
  curve.silent_days,
  curve.journey_count,
  curve.advanced_count,
  curve.horizon_days,
  curve.estimate,
  curve.estimate_low,
  curve.estimate_high,
  curve.followed_count,
  curve.estimate_status,
  coalesce(now_open.open_count, 0) as open_count
from marts.silence_curve as curve
left join now_open
  on now_open.pipeline = curve.pipeline
  and now_open.stage = curve.stage
  and now_open.silent_days = curve.silent_days
order by curve.pipeline, curve.stage_ordinal, curve.silent_days
