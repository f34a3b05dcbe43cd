-- nullable: as_of
select
  timezone(reporting_time_zone, timezone('UTC', as_of))::varchar as as_of,
  reporting_time_zone,
  base_currency,
  is_sample,
  version
from marts.release
