-- The families whose changes need more than a look at their neighbours.
--
-- grain: family_number
select distinct family_number
from core._straight
where needs_care
