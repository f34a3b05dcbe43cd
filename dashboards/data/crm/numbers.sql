select
  pipeline,
  view,
  stage,
  period,
  crm_count as count,
  crm_value as crm,
  own_value as own,
  own_metric as metric
from marts.crm_view
order by pipeline, view, stage_ordinal, period
