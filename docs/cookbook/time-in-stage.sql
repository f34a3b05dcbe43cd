-- How many days do deals stay in each stage?
-- mind: completed visits alone are the quick ones; dwell counts those still open as well, and is empty where half are still there.
-- hu: Hány napig maradnak az ügyletek az egyes szakaszokban?
-- hu mind: a lezárult esetek közt a gyorsak vannak túlsúlyban; a dwell a még ott állókat is számolja, és üres, ahol a felük még mindig ott van.
select
  pipeline, stage, completed_count, open_count,
  round(completed_median_seconds / 86400, 1) as completed_median_days,
  round(dwell_median_seconds / 86400, 1) as median_days,
  round(dwell_p90_seconds / 86400, 1) as p90_days,
  dwell_status
from marts.cycle_time
where segment = 'all' and segment_value = 'all'
order by pipeline, stage_ordinal
