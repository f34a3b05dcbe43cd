select
  pipeline,
  stage,
  mature_reached_count as reached,
  mature_advanced_count as advanced,
  leak_probability as probability,
  verdict,
  reason,
  fix_order as "order",
  extra_customers as extra,
  missing_count as missing
from marts.leak_diagnosis
order by pipeline, stage_ordinal
