-- Deals that came to a stage: by what they can be split, and how far they came. Their passes are pass_count rows of passes, in this order.
-- nullable: deal_id, month, campaign, list, owner, tier, country, product, followed_seconds
-- values: ended_how: won, lost, open
with pass as (
  select journey_id, count(*) as pass_count
  from marts.deal_pass
  group by journey_id
),
-- where every stage was visited once, when it was first reached, the visits tell nothing more
plain as (
  select visit.journey_id, count(*) as visit_count, count(pass.journey_id) as plain_count
  from marts.deal_visit as visit
  left join marts.deal_pass as pass
    on pass.journey_id = visit.journey_id
    and pass.stage_ordinal = visit.stage_ordinal
    and pass.reached_seconds = visit.entered_seconds
  group by visit.journey_id
)
select
  deal.deal_id,
  deal.pipeline,
  strftime(deal.cohort_month, '%Y-%m') as month,
  deal.lead_source as source,
  deal.campaign_id as campaign,
  deal.list_id as list,
  owner_key(deal.owner_id) as owner,
  deal.icp_tier as tier,
  deal.country,
  deal.product,
  case when deal.outcome in ('won', 'lost') then deal.outcome else 'open' end as ended_how,
  deal.is_dated,
  deal.entry_seconds,
  deal.followed_seconds,
  pass.pass_count,
  case when plain.visit_count = pass.pass_count and plain.plain_count = pass.pass_count then -1 else coalesce(plain.visit_count, 0) end as visit_count
from marts.deal as deal
join pass on pass.journey_id = deal.journey_id
left join plain on plain.journey_id = deal.journey_id
order by deal.pipeline, deal.started_on, deal.source_system, deal.deal_id, deal.journey_id
