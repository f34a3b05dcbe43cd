-- nullable: median_age_days, expected_value
select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  stage,
  open_count,
  back_count,
  round(median_age_seconds / 86400.0, 2) as median_age_days,
  valued_count,
  round(expected_value, 0) as expected_value
from marts.open_stage
order by pipeline, source, stage_ordinal
