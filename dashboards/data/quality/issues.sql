-- how people answered where they come from is free text and can name a person
-- nullable: source, example
select kind, source, entity, issue_count, case when kind not in ('unmapped_source', 'unmapped_role') then example_id end as example
from marts.data_quality
order by issue_count desc, kind, source, entity
