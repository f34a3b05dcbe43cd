-- What is to be done, by CRM id; of each reason and owner the deals that are worth most first, each with all its reasons, at most 2,000 rows in all.
-- Owners and companies appear by an id or a key, never by a name. deal_number: the deals in the order of the list.
-- nullable: deal_id, owner, company, stage, since_on, since_days, amount_base, expected_value, record_link
-- values: reason: hot_and_silent, next_step_missing, next_step_overdue, not_accepted, no_summary, proposal_expired, do_not_call
with ranked as (
  select
    *,
    row_number() over (
      partition by pipeline, reason, owner_id
      order by expected_value desc nulls last, amount_base desc nulls last, since_at, source_system, deal_id, journey_id
    ) as place
  from marts.to_do
),
turned as (
  select
    *,
    row_number() over (partition by pipeline order by place, reason, owner_id, journey_id) as turn
  from ranked
),
cut as (
  select
    pipeline,
    journey_id,
    sum(count(*)) over (
      order by min(turn), pipeline, journey_id rows between unbounded preceding and current row
    ) as row_total
  from turned
  group by pipeline, journey_id
)
select
  coalesce(entry.pipeline, 'unmapped') as pipeline,
  dense_rank() over (
    order by entry.pipeline, entry.expected_value desc nulls last, entry.amount_base desc nulls last, entry.journey_id
  ) as deal_number,
  entry.reason,
  entry.source_system,
  entry.deal_id,
  owner_key(entry.owner_id) as owner,
  case when is_id(deal.account_id) then deal.account_id end as company,
  entry.stage,
  entry.since_on::varchar as since_on,
  entry.since_days,
  entry.amount_base,
  round(entry.expected_value, 0) as expected_value,
  entry.record_link
from marts.to_do as entry
join cut on cut.journey_id = entry.journey_id
left join marts.deal as deal on deal.journey_id = entry.journey_id
where cut.row_total <= 2000
order by deal_number, entry.since_at, entry.reason
