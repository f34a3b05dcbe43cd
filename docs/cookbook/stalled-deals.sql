-- Which open deals have stayed longer than nine in ten do?
-- mind: days count to what the source is known until, not to today; a stage without a ninth decile names nobody.
-- hu: Mely nyitott ügyletek állnak tovább, mint tízből kilenc?
-- hu mind: a napok addig számítanak, ameddig a forrás ismert, nem máig; ahol nincs ilyen határ, ott senki sem szerepel.
select
  open_visit.pipeline, open_visit.stage, open_visit.source_system, open_visit.deal_id,
  open_visit.entered_on,
  round(open_visit.days) as days,
  round(cycle_time.dwell_p90_seconds / 86400) as p90_days
from
  marts.open_visit as open_visit
  join marts.cycle_time as cycle_time on cycle_time.pipeline = open_visit.pipeline
  and cycle_time.stage = open_visit.stage
  and cycle_time.segment = 'all'
  and cycle_time.segment_value = 'all'
where open_visit.left_on is null and open_visit.days > cycle_time.dwell_p90_seconds / 86400
order by open_visit.days desc, open_visit.deal_id
limit 100
