-- One row per kind of finding, source and kind of thing.
--
-- grain: kind, source, entity
-- column: kind  varchar  what was found
-- column: source  varchar  the source system
-- column: entity  varchar  what it was found on
-- column: issue_count  bigint  findings
-- column: example_id  varchar  one of the ids
-- column: example_detail  varchar  what was said about it
-- answers: What is wrong with the data?
select
  kind, source, entity,
  count(*) as issue_count,
  min(id) as example_id,
  min(detail) as example_detail
from ops.issue
group by kind, source, entity
