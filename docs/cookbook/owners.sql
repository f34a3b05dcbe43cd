-- How do owners differ?
-- mind: owners get different leads, and the owner is the one of today; with few journeys the intervals overlap, and there is nothing to tell.
-- hu: Miben térnek el az értékesítők?
-- hu mind: az értékesítők más-más leadeket kapnak, és a mai felelős számít; kevés ügyletnél az intervallumok átfedik egymást, és nem lehet különbséget tenni.
-- unpublished: owners are people, and appear in exports by name
select
  pipeline,
  segment_value as owner_id,
  started_count, won_count, open_count,
  round(rate_so_far, 3) as rate_so_far,
  round(rate_low, 3) as rate_low,
  round(rate_high, 3) as rate_high,
  round(estimate, 3) as estimate,
  round(estimate_low, 3) as estimate_low,
  round(estimate_high, 3) as estimate_high,
  estimate_status
from marts.lead_to_customer
where segment = 'owner' and cohort_month is null
order by pipeline, started_count desc, owner_id
