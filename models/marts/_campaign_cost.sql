-- What each campaign, mailing or purchased list cost in each month, in its own currency and in the base currency at the rates of the days; a total
-- over a period counts in the month in which the period begins. Totals of which other rows cover a part are left out. base_cost is null where no rate is known.
--
-- grain: none
with
  spent as (
    select
      'ads' as kind,
      source, platform, campaign, campaign_id, currency,
      coalesce(spend_date, period_start, period_end) as spent_on,
      sum(cost) as cost
    from core.fct_ad_spend
    where cost is not null and not is_overlapping
    group by
      source, platform, campaign, campaign_id, currency,
      coalesce(spend_date, period_start, period_end)
    union all
    select
      'campaign',
      source, source, campaign, campaign_id, currency,
      coalesce(start_date, sent_at::date, end_date),
      cost
    from core.fct_campaign
    where cost is not null
    union all
    select
      'list',
      source,
      coalesce(vendor, source),
      list_id, list_id, currency,
      delivered_at::date,
      cost
    from core.dim_list
    where cost is not null
  ),
  priced as (
    select
      spent.*,
      coalesce(spent.currency, setting.base_currency) as own_currency,
      case
        when coalesce(spent.currency, setting.base_currency) = setting.base_currency then spent.cost::decimal(38, 10)
        else (spent.cost::decimal(24, 2) * fx.rate::decimal(14, 8))::decimal(38, 10)
      end as base_cost
    from
      spent
      cross join core._setting as setting
      left join core._fx_day as fx on fx.currency = spent.currency
      and fx.local_date = spent.spent_on
  )
select
  kind, source, platform, campaign, campaign_id,
  own_currency as currency,
  month_of(spent_on) as month,
  sum(cost)::decimal(18, 2) as cost,
  case when count(*) = count(base_cost) then sum(base_cost)::decimal(18, 2) end as cost_base
from priced
group by kind, source, platform, campaign, campaign_id, own_currency, month_of(spent_on)
