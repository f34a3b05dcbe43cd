-- Which numbers of the past did the last refresh change, and why?
-- mind: empty on a first release, and where nothing changed.
-- hu: A múlt mely számait változtatta meg a legutóbbi frissítés, és miért?
-- hu mind: első kiadáskor üres, és akkor is, ha semmi sem változott.
select
  metric, pipeline, segment, segment_value, stage, cohort_month, reason, journey_count,
  round("before", 4) as rate_before,
  round("after", 4) as rate_after,
  example_id, previous_run
from marts.restatement
order by
  abs("after" - "before") desc nulls last,
  metric, pipeline, segment, segment_value, stage, cohort_month
