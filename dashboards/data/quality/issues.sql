select kind, source, entity, issue_count as count, example_id as example
from marts.data_quality
order by issue_count desc, kind, source, entity
