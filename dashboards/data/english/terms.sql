-- The measures as English pages name and define them.
select metric, table_name, label_en as label, definition_en as definition
from marts.metric
order by metric
