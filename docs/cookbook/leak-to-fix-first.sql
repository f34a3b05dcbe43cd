-- Which stage should be repaired first?
-- mind: a verdict needs a benchmark and mature journeys; cannot_tell says what is missing, and is no acquittal.
select
  pipeline, stage, verdict, reason, fix_order,
  round(mature_rate, 3) as mature_rate,
  mature_reached_count, benchmark_low, benchmark_high,
  round(leak_probability, 3) as leak_probability,
  round(extra_customers, 1) as extra_customers,
  missing_count
from marts.leak_diagnosis
order by fix_order nulls last, pipeline, stage_ordinal
