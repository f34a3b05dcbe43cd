-- What does a lead of an ad platform cost?
-- mind: platform leads are those that the platform counts, not those of the CRM; rows that overlap others and other currencies are never added up.
-- hu: Mennyibe kerül egy lead a hirdetési platformokon?
-- hu mind: itt a platform által számolt leadek állnak, nem a CRM-beliek; az egymást átfedő sorok és az eltérő pénznemek soha nem adhatók össze.
select
  platform, campaign, currency,
  date_trunc('month', coalesce(spend_date, period_start))::date as month,
  sum(cost) as cost,
  sum(click_count) as click_count,
  sum(lead_count) as platform_lead_count,
  round(sum(cost) / nullif(sum(click_count), 0), 2) as cost_per_click,
  bool_or(is_provisional) as is_provisional
from core.fct_ad_spend
where not is_overlapping
group by platform, campaign, currency, month
order by platform, campaign, currency, month
