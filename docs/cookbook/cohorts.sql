-- Do the leads of newer months convert better?
-- mind: compare months only where estimates stand, and by their intervals; a young month has won few because it is young.
-- hu: Jobb-e az újabb hónapok leadjeinek átváltási aránya?
-- hu mind: csak azokat a hónapokat hasonlítsa össze, amelyekre van becslés, és az intervallumaikat nézze; egy friss hónapban azért kevés a megnyert, mert friss.
select
  pipeline, cohort_month, started_count, won_count, open_count,
  round(estimate, 4) as estimate,
  round(estimate_low, 4) as estimate_low,
  round(estimate_high, 4) as estimate_high,
  followed_count, estimate_status
from marts.lead_to_customer
where segment = 'all' and segment_value = 'all' and cohort_month is not null
order by pipeline, cohort_month
