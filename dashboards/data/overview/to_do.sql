-- The deals of each reason, and of all of them together (reason: null), each once.
-- nullable: reason
-- values: reason: do_not_call, hot_and_silent, next_step_missing, next_step_overdue, no_summary, not_accepted, proposal_expired
select
  pipeline,
  reason,
  count(distinct journey_id) as deal_count
from marts.to_do
group by grouping sets ((pipeline, reason), (pipeline))
order by pipeline, reason
