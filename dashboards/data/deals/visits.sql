-- The way of the open deals that dots on the velocity page lead to: the same 1,500 of each pipeline.
-- nullable: deal_id, left_on, days, next_stage
-- values: exit_kind: advanced, back, lost, open
with ranked as (
  select
    journey_id,
    row_number() over (
      partition by pipeline
      order by win_probability desc nulls last, age_seconds, source_system, deal_id, journey_id
    ) as place
  from marts.open_journeys
)
select
  visit.deal_id,
  visit.stage,
  visit.entered_on::varchar as entered_on,
  visit.left_on::varchar as left_on,
  round(visit.days, 1) as days,
  visit.exit_kind,
  visit.next_stage
from marts.open_visit as visit
join ranked on ranked.journey_id = visit.journey_id
where ranked.place <= 1500
order by visit.deal_id, visit.journey_id, visit.visit_number
