-- values: view: all_stages, any_stages, latest_time, cumulative_time, won_of_closed
select distinct view, why_en, why_hu
from marts.crm_view
order by view
