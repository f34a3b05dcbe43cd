select distinct view, why_en, why_hu
from marts.crm_view
order by view
