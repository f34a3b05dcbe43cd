-- The journeys that somebody of ours called, and whether anybody was reached.
--
-- grain: journey_id
select journey_id, max(case when is_connected then 1 else 0 end) = 1 as is_connected
from core.fct_activity
where kind = 'call' and coalesce(direction, 'out') = 'out' and journey_id is not null
group by journey_id
