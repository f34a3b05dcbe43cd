select
  metric,
  table_name as "table",
  column_name as "column",
  unit,
  label_en,
  label_hu,
  definition_en,
  definition_hu,
  formula
from marts.metric
order by metric
