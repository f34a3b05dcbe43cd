-- How many deals there are by reason, and, where the reason is null, with any.
-- nullable: reason
-- values: reason: hot_and_silent, next_step_missing, next_step_overdue, not_accepted, no_summary, proposal_expired, do_not_call
select
  coalesce(pipeline, 'unmapped') as pipeline,
  reason,
  count(distinct journey_id) as deal_count
from marts.to_do
group by grouping sets ((coalesce(pipeline, 'unmapped'), reason), (coalesce(pipeline, 'unmapped')))
order by pipeline, reason nulls first
