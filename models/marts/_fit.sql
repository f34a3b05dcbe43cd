-- Whether each journey that came to sales fits the ideal customer, by the rules valid at its start, and what is not known of it. fit: match, mismatch
-- or unknown. month: the local month in which it came to sales.
--
-- grain: journey_id
with
  matching as (select distinct tier from reference.icp_tiers where is_match),
  judgeable as (select count(*) > 0 as is_judgeable from matching)
select
  sales.journey_id, sales.pipeline,
  sales.sales_month as month,
  is_list(journey.lead_source) as is_list,
  case
    when journey.icp_tier is null
    or journey.icp_tier = 'unknown'
    or not judgeable.is_judgeable then 'unknown'
    when matching.tier is not null then 'match'
    else 'mismatch'
  end as fit,
  journey.account_id is null as is_account_unknown,
  journey.country is null as is_country_unknown,
  account.industry is null as is_industry_unknown,
  account.employee_count is null as is_employee_count_unknown,
  journey.lead_source = 'unknown' as is_lead_source_unknown,
  journey.product is null as is_product_unknown
from
  marts._came_to_sales as sales
  join core.fct_journey as journey on journey.journey_id = sales.journey_id
  cross join judgeable
  left join matching on matching.tier = journey.icp_tier
  left join core._account as account on account.source = journey.source_system
  and account.account_id = journey.account_id
