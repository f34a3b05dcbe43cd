-- Everything found that a person should know, one row per finding; it becomes ops.issue.
--
-- grain: none
select kind, entity, id, detail, source
from core._issue_of_stages
union all
select kind, entity, id, detail, source
from core._issue_of_reference
union all
select kind, entity, id, detail, source
from core._issue_of_history
union all
select kind, entity, id, detail, source
from core._issue_of_records
union all
select kind, entity, id, detail, source
from core._issue_of_work
