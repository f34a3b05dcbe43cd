-- nullable: horizon_days, estimate, estimate_low, estimate_high, effective_count, leak_probability, reason, fix_order, extra_customers, point_customers, lift_order, missing_count
-- values: verdict: leak, fine, cannot_tell
-- values: reason: no_benchmark, no_estimate, too_few, on_the_edge
select
  pipeline,
  stage,
  horizon_days,
  estimate,
  estimate_low,
  estimate_high,
  effective_count,
  leak_probability,
  verdict,
  reason,
  fix_order,
  extra_customers,
  point_customers,
  lift_order,
  missing_count
from marts.leak_diagnosis
order by pipeline, stage_ordinal
