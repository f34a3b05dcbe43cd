-- nullable: column_name, data_type, grain, answers
select
  schema_name,
  table_name,
  column_name,
  data_type,
  description,
  grain,
  answers
from marts.dictionary
where schema_name in ('core', 'marts') and not starts_with(table_name, '_')
order by schema_name desc, table_name, column_name nulls first
