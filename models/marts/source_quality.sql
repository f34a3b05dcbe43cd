-- One row per pipeline and lead source, campaign or purchased list: how many leads it brought, how good they are, and what they cost. Cost that no
-- journey can be charged with stands in the rows unattributed, which have no pipeline. A campaign's cost is shared among the
-- journeys that name it. What a lead cost is told of the cohorts of the months in which there was a cost, and what a sales lead or a customer
-- cost by their estimated shares, so that young cohorts do not look dear.
--
-- grain: pipeline, segment, segment_value
-- column: pipeline  varchar  target pipeline; null for cost that no journey can be charged with
-- column: segment  varchar  lead_source, campaign or list
-- column: segment_value  varchar  its value, or unattributed
-- column: lead_count  bigint  journeys
-- column: duplicate_count  bigint  of them, of a person who has an earlier journey of another record
-- column: invalid_contact_count  bigint  of them, without any valid phone number or e-mail address; null where the sources have none at all
-- column: sql_count  bigint  of them, came to sales
-- column: won_count  bigint  of them, won
-- column: sql_estimate  double  estimated share that comes to sales within lead_to_customer_days
-- column: sql_low  double  95 % interval, log-log
-- column: sql_high  double  95 % interval, log-log
-- column: sql_status  varchar  why there is no estimate, as in marts.stage_conversion; no_hand_off where the pipeline begins with sales
-- column: won_estimate  double  estimated share won within lead_to_customer_days, as in marts.lead_to_customer
-- column: won_low  double  95 % interval, log-log
-- column: won_high  double  95 % interval, log-log
-- column: won_status  varchar  why there is no estimate
-- column: cost_base  decimal(18,2)  cost in the base currency; null when none is known
-- column: is_cost_whole  boolean  false: a part of the cost has no rate and is not in it; null when no cost is known
-- column: costed_lead_count  bigint  journeys that began in months with a cost
-- column: cost_per_lead  double  cost ÷ those journeys; null over nothing
-- column: cost_per_sql  double  cost ÷ (those journeys × sql_estimate)
-- column: cost_per_sql_low  double  at the upper end of the estimate's interval
-- column: cost_per_sql_high  double  at its lower end
-- column: cost_per_won  double  cost ÷ (those journeys × won_estimate)
-- column: cost_per_won_low  double  at the upper end of the estimate's interval
-- column: cost_per_won_high  double  at its lower end
-- column: vendor  varchar  of a list: who sold it
-- column: legal_basis  varchar  of a list: on what basis its members may be called
-- column: member_count  bigint  of a list: members
-- column: no_legal_basis_count  bigint  of a list: members without a stated legal basis
-- column: do_not_call_count  bigint  of a list: members marked do not call
-- column: called_count  bigint  journeys that were called
-- column: connected_count  bigint  of them, somebody was reached
-- column: do_not_call_violation_count  bigint  of a list: members called after they were marked do not call
-- assert: duplicate_count <= lead_count and invalid_contact_count <= lead_count
-- assert: sql_count <= lead_count and won_count <= lead_count
-- assert: connected_count <= called_count and called_count <= lead_count
-- assert: costed_lead_count <= lead_count
-- assert: (pipeline is null) = (segment_value = 'unattributed' and lead_count = 0)
-- answers: Which sources, campaigns and lists bring leads that sales accepts and that become customers, and what does each cost?
with
  told as (
    select
      journey.journey_id, journey.first_journey_id, journey.attempt, journey.pipeline,
      journey.started_at, journey.outcome, journey.cohort_month, kinds.segment,
      case kinds.segment
        when 'lead_source' then journey.lead_source
        when 'campaign' then journey.campaign_id
        else journey.list_id
      end as segment_value
    from
      core.fct_journey as journey
      cross join (values ('lead_source'), ('campaign'), ('list')) as kinds(segment)
    where kinds.segment <> 'campaign' or not is_list(journey.lead_source)
  ),
  keys as (select count(*) > 0 as has_keys from core._known_person),
  month as (
    select pipeline, 'lead_source' as segment, lead_source as segment_value, month, cost_base
    from marts.spend
    union all
    select
      pipeline,
      case when kind = 'list' then 'list' else 'campaign' end,
      named_as, month, cost_base
    from marts.spend
  ),
  cost as (
    select
      pipeline, segment,
      case when pipeline is null then 'unattributed' else segment_value end as segment_value,
      sum(cost_base)::decimal(18, 2) as cost_base,
      count(*) = count(cost_base) as is_cost_whole
    from month
    group by
      pipeline, segment,
      case when pipeline is null then 'unattributed' else segment_value end
  ),
  counted as (
    select
      told.pipeline, told.segment, told.segment_value,
      count(*) as lead_count,
      count(case when known.is_repeated then 1 end) as duplicate_count,
      count(*) - count(known.first_journey_id) as keyless_count,
      count(sales.journey_id) as sql_count,
      count(case when told.outcome = 'won' then 1 end) as won_count,
      count(costed.month) as costed_lead_count,
      count(called.journey_id) as called_count,
      count(case when called.is_connected then 1 end) as connected_count
    from
      told
      left join core._known_person as known on known.first_journey_id = told.first_journey_id
      left join marts._called as called on called.journey_id = told.journey_id
      left join marts._came_to_sales as sales on sales.journey_id = told.journey_id
      left join (
        select distinct pipeline, segment, segment_value, month
        from month
        where pipeline is not null
      ) as costed on costed.pipeline = told.pipeline
      and costed.segment = told.segment
      and costed.segment_value = told.segment_value
      and costed.month = told.cohort_month
    where told.segment_value is not null
    group by told.pipeline, told.segment, told.segment_value
  ),
  list as (
    select
      list_id,
      min(vendor) as vendor,
      min(legal_basis) as legal_basis,
      sum(member_count)::bigint as member_count,
      sum(no_legal_basis_count)::bigint as no_legal_basis_count,
      sum(do_not_call_count)::bigint as do_not_call_count,
      sum(called_anyway_count)::bigint as called_anyway_count
    from core.dim_list
    group by list_id
  ),
  joined as (
    select
      coalesce(counted.pipeline, cost.pipeline) as pipeline,
      coalesce(counted.segment, cost.segment) as segment,
      coalesce(counted.segment_value, cost.segment_value) as segment_value,
      coalesce(counted.lead_count, 0) as lead_count,
      coalesce(counted.duplicate_count, 0) as duplicate_count,
      case when keys.has_keys then coalesce(counted.keyless_count, 0) end as invalid_contact_count,
      coalesce(counted.sql_count, 0) as sql_count,
      coalesce(counted.won_count, 0) as won_count,
      coalesce(counted.costed_lead_count, 0) as costed_lead_count,
      coalesce(counted.called_count, 0) as called_count,
      coalesce(counted.connected_count, 0) as connected_count,
      cost.cost_base, cost.is_cost_whole
    from
      counted
      full join cost on cost.pipeline = counted.pipeline
      and cost.segment = counted.segment
      and cost.segment_value = counted.segment_value
      cross join keys
  )
select
  joined.pipeline, joined.segment, joined.segment_value, joined.lead_count, joined.duplicate_count,
  joined.invalid_contact_count, joined.sql_count, joined.won_count,
  sales.estimate as sql_estimate,
  sales.estimate_low as sql_low,
  sales.estimate_high as sql_high,
  case
    when hand_off.marketing_ordinal is null then 'no_hand_off'
    else coalesce(sales.estimate_status, 'too_few_followed')
  end as sql_status,
  won.estimate as won_estimate,
  won.estimate_low as won_low,
  won.estimate_high as won_high,
  coalesce(won.estimate_status, 'too_few_followed') as won_status,
  joined.cost_base, joined.is_cost_whole, joined.costed_lead_count,
  cost_per(joined.cost_base, joined.costed_lead_count, 1.0) as cost_per_lead,
  cost_per(joined.cost_base, joined.costed_lead_count, sales.estimate) as cost_per_sql,
  cost_per(joined.cost_base, joined.costed_lead_count, sales.estimate_high) as cost_per_sql_low,
  cost_per(joined.cost_base, joined.costed_lead_count, sales.estimate_low) as cost_per_sql_high,
  cost_per(joined.cost_base, joined.costed_lead_count, won.estimate) as cost_per_won,
  cost_per(joined.cost_base, joined.costed_lead_count, won.estimate_high) as cost_per_won_low,
  cost_per(joined.cost_base, joined.costed_lead_count, won.estimate_low) as cost_per_won_high,
  list.vendor, list.legal_basis, list.member_count, list.no_legal_basis_count,
  list.do_not_call_count, joined.called_count, joined.connected_count,
  list.called_anyway_count as do_not_call_violation_count
from
  joined
  left join marts._hand_off as hand_off on hand_off.pipeline = joined.pipeline
  left join marts._estimate as sales on sales.kind = 'sales_lead'
  and sales.pipeline = joined.pipeline
  and sales.segment = joined.segment
  and sales.segment_value = joined.segment_value
  left join marts._estimate as won on won.kind = 'customer'
  and won.pipeline = joined.pipeline
  and won.segment = joined.segment
  and won.segment_value = joined.segment_value
  left join list on joined.segment = 'list'
  and list.list_id = joined.segment_value
