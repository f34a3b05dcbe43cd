-- Which lead sources bring customers?
-- mind: a difference is one only where intervals lie apart; sources that bring other leads are not better at selling.
-- hu: Mely forrásokból lesznek ügyfelek?
-- hu mind: különbség csak ott van, ahol az intervallumok nem fedik egymást; a más leadeket hozó forrás nem ad el jobban.
select
  pipeline,
  segment_value as lead_source,
  started_count, won_count,
  round(estimate, 4) as estimate,
  round(estimate_low, 4) as estimate_low,
  round(estimate_high, 4) as estimate_high,
  followed_count, estimate_status
from marts.lead_to_customer
where segment = 'lead_source' and cohort_month is null
order by pipeline, estimate desc nulls last, lead_source
