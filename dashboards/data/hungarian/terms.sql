-- The measures as Hungarian pages name and define them.
select metric, table_name, label_hu as label, definition_hu as definition
from marts.metric
order by metric
