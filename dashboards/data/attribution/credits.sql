-- The campaign is empty for wins without a touch; of others the 60 with most credit in the pipeline stand alone, the rest as one.
-- nullable: month
-- values: model: first, last, linear, position
with campaign as (
  select
    pipeline,
    campaign,
    row_number() over (partition by pipeline order by sum(won_credit) desc, campaign) as place
  from marts.attribution
  where campaign is not null
  group by pipeline, campaign
)
select
  credit.pipeline,
  credit.model,
  case when campaign.place > 60 then '…' else coalesce(credit.campaign, '') end as campaign,
  strftime(credit.month, '%Y-%m') as month,
  sum(credit.journey_count) as journey_count,
  sum(credit.won_credit) as won_credit,
  sum(credit.value_credit) as value_credit
from marts.attribution as credit
left join campaign on campaign.pipeline = credit.pipeline and campaign.campaign = credit.campaign
group by all
order by pipeline, model, campaign, month nulls first
