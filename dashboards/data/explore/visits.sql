-- The visits of the deals whose passes do not tell them: what was skipped, come back to, or began later.
select visit.stage_ordinal, visit.entered_seconds
from marts.deal_visit as visit
join marts.deal as deal on deal.journey_id = visit.journey_id
join (
  select own.journey_id
  from marts.deal_visit as own
  left join marts.deal_pass as pass
    on pass.journey_id = own.journey_id
    and pass.stage_ordinal = own.stage_ordinal
    and pass.reached_seconds = own.entered_seconds
  join (
    select journey_id, count(*) as pass_count
    from marts.deal_pass
    group by journey_id
  ) as passed on passed.journey_id = own.journey_id
  group by own.journey_id
  having count(*) <> max(passed.pass_count) or count(pass.journey_id) <> max(passed.pass_count)
) as odd on odd.journey_id = visit.journey_id
order by
  deal.pipeline,
  deal.started_on,
  deal.source_system,
  deal.deal_id,
  deal.journey_id,
  visit.visit_number
