-- What the measures are called and mean in English.
select metric, table_name, label_en as label, definition_en as definition
from marts.metric
order by metric
