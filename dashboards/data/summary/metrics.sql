select
  metric,
  table_name,
  column_name,
  unit,
  label_en,
  label_hu,
  definition_en,
  definition_hu,
  formula
from marts.metric
order by metric
