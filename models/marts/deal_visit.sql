-- One row per visit of a journey: when it came to a stage, how long it stayed, and where it went.
--
-- grain: journey_id, visit_number
-- column: journey_id  bigint  our key
-- column: source_system  varchar  the source it is known by
-- column: deal_id  varchar  the CRM's opportunity id, else its lead id
-- column: pipeline  varchar  target pipeline
-- column: visit_number  bigint  1, 2, … within the journey
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  its place in the pipeline
-- column: entered_seconds  bigint  start of the journey to entering the stage
-- column: entered_on  date  local day
-- column: left_on  date  local day; null while still there
-- column: days  double  entered to left, or to the watermark while still there; null when the times contradict each other
-- column: exit_kind  varchar  advanced, lost, back, handed_off or open
-- column: next_stage  varchar  the stage after, won or lost; null while still there
-- stored: no
-- assert: exit_kind = 'open' or next_stage is not null
-- answers: Which way did this deal come, and where did it wait?
select
  visit.journey_id, journey.source_system,
  coalesce(journey.opportunity_id, journey.lead_id) as deal_id,
  visit.pipeline, visit.visit_number, visit.stage, visit.stage_ordinal,
  seconds_between(journey.started_at, visit.entered_at)::bigint as entered_seconds,
  local_time(visit.entered_at, entry_day.switches_at, entry_day.offset_before, entry_day.offset_after)::date as entered_on,
  local_time(visit.left_at, exit_day.switches_at, exit_day.offset_before, exit_day.offset_after)::date as left_on,
  case
    when not visit.is_impossible
    and visit.is_dated then in_days(coalesce(visit.dwell_seconds, visit.open_seconds))
  end as days,
  visit.exit_kind, visit.next_stage
from
  core.fct_stage_visit as visit
  join core.fct_journey as journey on journey.journey_id = visit.journey_id
  left join core.dim_utc_day as entry_day on entry_day.utc_date = visit.entered_at::date
  left join core.dim_utc_day as exit_day on exit_day.utc_date = visit.left_at::date
