-- How many leads does a number of customers need?
-- mind: the naive count, customers divided by the rate, is reached only about half of the time; lead_count holds with the assurance.
-- hu: Hány lead kell adott számú ügyfélhez?
-- hu mind: az egyszerű osztás (ügyfélszám osztva az aránnyal) csak az esetek felében elég; a lead_count a megadott biztonsággal elég.
select
  pipeline,
  target as customers,
  assurance, lead_count, naive_count,
  round(naive_assurance, 2) as naive_assurance
from marts.lead_plan_target
where segment = 'all' and segment_value = 'all'
order by pipeline, customers, assurance
