-- One row per industry: the customers of competitors, as their saved pages state it, beside our own leads that came to sales and
-- our own wins, by the industry of their companies. Purchased lists are left out.
--
-- grain: industry
-- column: industry  varchar  as written by one of them; null where none is stated
-- column: competitor_count  bigint  competitors with a customer in it
-- column: competitor_customer_count  bigint  their customers
-- column: competitor_share  double  of their customers whose industry is stated
-- column: sql_count  bigint  our journeys that came to sales
-- column: sql_share  double  of ours whose industry is known
-- column: won_count  bigint  our journeys won
-- column: won_share  double  of ours whose industry is known
-- answers: Do our competitors sell to industries that we do not?
with
  competitor as (
    select
      lower(industry) as industry_key,
      min(industry) as industry,
      count(distinct competitor) as competitor_count,
      count(*) as customer_count
    from core.competitor_customer
    group by lower(industry)
  ),
  ours as (
    select
      lower(account.industry) as industry_key,
      min(account.industry) as industry,
      count(sales.journey_id) as sql_count,
      count(case when journey.outcome = 'won' then 1 end) as won_count
    from
      core.fct_journey as journey
      left join core._account as account on account.source = journey.source_system
      and account.account_id = journey.account_id
      left join marts._came_to_sales as sales on sales.journey_id = journey.journey_id
    where not is_list(journey.lead_source)
    group by lower(account.industry)
  ),
  beside as (
    select
      coalesce(competitor.industry, ours.industry) as industry,
      coalesce(competitor.competitor_count, 0) as competitor_count,
      coalesce(competitor.customer_count, 0) as competitor_customer_count,
      coalesce(ours.sql_count, 0) as sql_count,
      coalesce(ours.won_count, 0) as won_count
    from competitor full join ours on ours.industry_key is not distinct from competitor.industry_key
  ),
  whole as (
    select
      beside.*,
      sum(
        case when industry is not null then competitor_customer_count end
      ) over () as customer_total,
      sum(case when industry is not null then sql_count end) over () as sql_total,
      sum(case when industry is not null then won_count end) over () as won_total
    from beside
    where competitor_customer_count + sql_count + won_count > 0
  )
select
  industry, competitor_count, competitor_customer_count,
  case
    when industry is not null then rate(competitor_customer_count, customer_total)
  end as competitor_share,
  sql_count,
  case when industry is not null then rate(sql_count, sql_total) end as sql_share,
  won_count,
  case when industry is not null then rate(won_count, won_total) end as won_share
from whole
