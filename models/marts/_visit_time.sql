-- Each visit until it ended or is last known. Without a length are bulk imports, visits that ended before observation began, and
-- those of sources that know only the day where visits are shorter.
--
-- grain: journey_id, visit_number
-- stored: no
with
  measured as (
    select
      visit.journey_id, visit.visit_number, visit.stage_ordinal, visit.exit_kind,
      visit.entry_seconds,
      case
        when visit.is_timed
        and visit.is_observed
        and (
          visit.entry_seconds = 0
          or visit.entry_seconds < coalesce(visit.dwell_seconds, visit.open_seconds)
        )
        and not (
          visit.precision = 'day' and clock.is_sub_day
        ) then greatest(coalesce(visit.dwell_seconds, visit.open_seconds), 0)
      end as visit_seconds,
      not visit.is_impossible as is_told
    from
      core.fct_stage_visit as visit
      left join marts._stage_clock as clock on clock.pipeline = visit.pipeline
      and clock.stage_ordinal = visit.stage_ordinal
  )
select
  measured.journey_id, measured.visit_number, progress.pipeline_number, measured.stage_ordinal,
  coalesce(measured.visit_seconds, 0)::integer as at_seconds,
  measured.entry_seconds::integer as entry_seconds,
  -- 0 ended, 1 still there; 4 and 5 the same without a length
  (
    case
      when measured.exit_kind = 'open' then 1 else 0
    end + case
      when measured.visit_seconds is null then 4 else 0
    end
  )::tinyint as fate,
  progress.source_number, progress.campaign_number, progress.list_number, progress.owner_number,
  progress.tier_number, progress.country_number, progress.band_number, progress.quarter_number
from
  measured
  -- a left join stays where it is: each journey is found once, before its row becomes one per segment
  left join marts._progress as progress on progress.journey_id = measured.journey_id
where
  -- compared with what is found for all: alone it would make the planner take the visits for fewer than the journeys
  measured.is_told = (progress.journey_id is not null)
