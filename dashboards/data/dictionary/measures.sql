-- How each measure is computed, for the page that lists them all.
select metric, column_name, formula
from marts.metric
order by metric
