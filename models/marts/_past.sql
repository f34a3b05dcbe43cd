-- The days before the watermark at which the data is imagined to end: today, and three past days to test the forecast on.
--
-- grain: days_ago
select days_ago::integer as days_ago
from (values (0), (90), (180), (270)) as pasts(days_ago)
