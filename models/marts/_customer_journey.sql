-- Each journey from its start to won, lost or where it is last known, with the numbers of the values it is segmented by.
-- Beyond the horizon all end, undecided, at one second after it.
--
-- grain: journey_id
select
  progress.journey_id, progress.pipeline_number,
  cohort_place(progress.cohort_month)::integer as month_place,
  least(
    seconds_between(progress.started_at, reach.ended_at)::bigint,
    setting.lead_to_customer_days * 86400 + 1
  )::integer as at_seconds,
  progress.entry_seconds::integer as entry_seconds,
  -- 0 won, 1 lost, 2 last known
  case
    when progress.outcome = 'open'
    or reach.ended_at > plus_seconds(progress.started_at, setting.lead_to_customer_days * 86400) then 2
    when progress.outcome = 'won' then 0
    else 1
  end::tinyint as fate,
  least(
    floor(seconds_between(progress.started_at, progress.watermark_at) / 86400.0),
    setting.lead_to_customer_days
  )::integer as followed_days,
  progress.source_number, progress.campaign_number, progress.list_number, progress.owner_number,
  progress.tier_number, progress.country_number, progress.band_number, progress.quarter_number
from
  marts._progress as progress
  join core.fct_stage_reach as reach on reach.journey_id = progress.journey_id
  and reach.stage_ordinal = progress.last_ordinal
  cross join core._setting as setting
where
  -- compared with what is found for all: alone it would make the planner take the ways for fewer than the journeys
  (
    not reach.is_impossible and reach.is_observed and reach.ended_at is not null
  ) = (progress.journey_id is not null)
  and (
    progress.entry_seconds = 0
    or (
      plus_seconds(progress.started_at, progress.entry_seconds) < reach.ended_at
      and progress.entry_seconds < setting.lead_to_customer_days * 86400
    )
  )
