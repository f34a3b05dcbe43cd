-- nullable: leak_probability, reason, fix_order, extra_customers, missing_count
-- values: verdict: leak, fine, cannot_tell
-- values: reason: no_benchmark, nothing_mature, too_few, on_the_edge
select
  pipeline,
  stage,
  mature_reached_count,
  mature_advanced_count,
  leak_probability,
  verdict,
  reason,
  fix_order,
  extra_customers,
  missing_count
from marts.leak_diagnosis
order by pipeline, stage_ordinal
