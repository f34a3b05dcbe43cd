-- The way of every deal.
-- nullable: deal_id, left_on, days, next_stage
-- values: exit_kind: advanced, back, handed_off, lost, open
select
  deal_id,
  stage,
  entered_on::varchar as entered_on,
  left_on::varchar as left_on,
  round(days, 1) as days,
  exit_kind,
  next_stage
from marts.deal_visit
order by deal_id, journey_id, visit_number
