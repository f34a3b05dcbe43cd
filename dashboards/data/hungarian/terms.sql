-- What the measures are called and mean in Hungarian.
select metric, table_name, label_hu as label, definition_hu as definition
from marts.metric
order by metric
