-- nullable: stage, period, crm_value, own_value
-- values: view: all_stages, any_stages, latest_time, cumulative_time, won_of_closed
select
  pipeline,
  view,
  stage,
  period,
  crm_count,
  crm_value,
  own_value,
  own_metric
from marts.crm_view
order by pipeline, view, stage_ordinal, period
