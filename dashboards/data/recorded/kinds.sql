-- What the exports tell of marketing and sales; what nobody records has no row. The pipeline is empty for what belongs to none.
select coalesce(pipeline, '') as pipeline, kind, record_count
from marts.recorded
order by pipeline, kind
