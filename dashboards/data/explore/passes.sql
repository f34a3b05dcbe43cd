-- The stages that each deal passed, in order.
-- nullable: elapsed_seconds
-- values: time_kind: timed, known, bound, impossible
select pass.elapsed_seconds, pass.time_kind
from marts.deal_pass as pass
join marts.deal as deal on deal.journey_id = pass.journey_id
order by
  deal.pipeline,
  deal.started_on,
  deal.source_system,
  deal.deal_id,
  deal.journey_id,
  pass.stage_ordinal
