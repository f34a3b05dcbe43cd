-- Which open deals have stayed longer than nine in ten do?
-- mind: days count to what the source is known until, not to today; a stage without a ninth decile names nobody.
-- hu: Mely nyitott ügyletek várnak hosszabb ideje, mint tízből kilenc?
-- hu mind: a napok addig számítanak, ameddig a forrás ismert, nem máig; ahol nincs ilyen határ, ott senki sem szerepel.
select
  visit.pipeline, visit.stage, visit.source_system, visit.deal_id, visit.entered_on,
  round(visit.days) as days,
  round(cycle_time.dwell_p90_seconds / 86400) as p90_days
from
  marts.deal_visit as visit
  join marts.deal as deal on deal.journey_id = visit.journey_id
  and deal.outcome = 'open'
  and not deal.is_handed_off
  join marts.cycle_time as cycle_time on cycle_time.pipeline = visit.pipeline
  and cycle_time.stage = visit.stage
  and cycle_time.segment = 'all'
  and cycle_time.segment_value = 'all'
where visit.left_on is null and visit.days > cycle_time.dwell_p90_seconds / 86400
order by visit.days desc, visit.deal_id
limit 100
