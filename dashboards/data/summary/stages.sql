-- nullable: benchmark_low, benchmark_high, benchmark_source, benchmark_source_hu, mature_horizon_days
with horizon as (
  select pipeline, max(mature_horizon_days) as mature_horizon_days from marts.stage_conversion group by pipeline
)
select
  stage.pipeline,
  stage.stage,
  stage.stage_ordinal,
  stage.team,
  stage.label_en,
  stage.label_hu,
  stage.benchmark_low,
  stage.benchmark_high,
  stage.benchmark_source,
  stage.benchmark_source_hu,
  horizon.mature_horizon_days
from marts.stage as stage
left join horizon on horizon.pipeline = stage.pipeline
order by stage.pipeline, stage.stage_ordinal
