-- What is to be done, by CRM id; of each reason and owner the most valuable first, at most 2,000 in all. Names of owners are not published.
-- nullable: deal_id, owner, stage, since_on, since_days, amount_base, expected_value, record_link
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
cut as (
  select
    *,
    row_number() over (partition by pipeline order by place, reason, owner_id, journey_id) as turn
  from ranked
),
published as (
  select
    *,
    row_number() over (order by turn, pipeline) as published_place
  from cut
)
select
  coalesce(pipeline, 'unmapped') as pipeline,
  reason,
  source_system,
  deal_id,
  owner_key(owner_id) as owner,
  stage,
  since_on::varchar as since_on,
  since_days,
  amount_base,
  round(expected_value, 0) as expected_value,
  record_link
from published
where published_place <= 2000
order by pipeline, expected_value desc nulls last, amount_base desc nulls last, journey_id, since_at, reason
