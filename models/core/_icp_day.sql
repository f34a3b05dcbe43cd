-- The version of the ideal-customer rules of each local day, named by the day it begins.
--
-- grain: local_date
with
  boundary as (
    select valid_from as day from reference.icp_rules union select valid_to from reference.icp_rules
  )
select
  dim_date.local_date,
  max(case when boundary.day <= dim_date.local_date then boundary.day end) as version_from
from core.dim_date cross join (select day from boundary union select date '1970-01-01') as boundary
group by dim_date.local_date
