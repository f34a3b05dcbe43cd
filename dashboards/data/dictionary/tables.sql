select
  schema_name as "schema",
  table_name as "table",
  column_name as "column",
  data_type as type,
  description as about,
  grain,
  answers
from marts.dictionary
where schema_name in ('core', 'marts') and not starts_with(table_name, '_')
order by schema_name desc, table_name, column_name nulls first
