-- Where a deal's record is in the CRM, of the sources whose addresses are known.
select source, record_link
from marts.freshness
where record_link is not null
order by source
