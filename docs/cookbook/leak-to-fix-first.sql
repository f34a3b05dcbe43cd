-- Which stage should be repaired first?
-- mind: a verdict needs a benchmark and an estimate; cannot_tell says what is missing, and is no acquittal.
-- hu: Melyik szakaszt kell először rendbe tenni?
-- hu mind: a minősítéshez viszonyítási sáv és becslés kell; a cannot_tell azt mondja meg, mi hiányzik, nem azt, hogy minden rendben.
select
  pipeline, stage, verdict, reason, fix_order,
  round(estimate, 3) as estimate,
  round(estimate_low, 3) as estimate_low,
  round(estimate_high, 3) as estimate_high,
  round(effective_count) as effective_count,
  estimate_status, benchmark_low, benchmark_high,
  round(leak_probability, 3) as leak_probability,
  round(extra_customers, 1) as extra_customers,
  round(point_customers, 2) as point_customers,
  missing_count
from marts.leak_diagnosis
order by fix_order nulls last, pipeline, stage_ordinal
