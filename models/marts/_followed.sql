-- Each stage that a journey reached, in whole days: how long before the watermark it was reached, left and its journey decided, and
-- on which day of its life there. What is still open ends after the watermark (-1). From seen_days on the past knows it as under
-- observation. A journey that was handed off or is gone was open until then. Journeys with impossible or unknown times and those that
-- ended before observation began are left out.
--
-- grain: none
select
  reach.pipeline,
  is_list(journey.lead_source) as is_list,
  reach.stage_ordinal,
  whole_days(reach.reached_at, coalesce(cut.source_watermark_at, journey.watermark_at)) as reached_days,
  whole_days(
    plus_seconds(reach.reached_at, reach.entry_seconds),
    coalesce(cut.source_watermark_at, journey.watermark_at)
  ) as seen_days,
  day_of_life(reach.reached_at, coalesce(cut.source_watermark_at, journey.watermark_at)) as watermark_day,
  day_of_life(
    plus_seconds(reach.reached_at, reach.entry_seconds),
    coalesce(cut.source_watermark_at, journey.watermark_at)
  ) as seen_watermark_day,
  ceil(in_days(reach.entry_seconds))::integer as entry_day,
  case reach.status
    when 'advanced' then 'happened' when 'lost' then 'lost' else 'censored'
  end::ended_how as ended_how,
  case
    when reach.status = 'open' then greatest(
      day_of_life(reach.ended_at, coalesce(cut.source_watermark_at, journey.watermark_at)) - 1,
      cut.least_days
    )
    else whole_days(reach.ended_at, coalesce(cut.source_watermark_at, journey.watermark_at))
  end as ended_days,
  day_of_life(reach.reached_at, reach.ended_at) as ended_day,
  reach.entry_seconds = 0
  or reach.entry_seconds < seconds_between(reach.reached_at, reach.ended_at) as is_end_seen,
  case journey.outcome
    when 'won' then 'happened' when 'lost' then 'lost' else 'censored'
  end::ended_how as final_how,
  case
    when journey.outcome = 'open' then greatest(
      day_of_life(
        coalesce(cut.censored_at, journey.watermark_at),
        coalesce(cut.source_watermark_at, journey.watermark_at)
      ) - 1,
      cut.least_days
    )
    else whole_days(journey.outcome_at, coalesce(cut.source_watermark_at, journey.watermark_at))
  end as final_days,
  day_of_life(reach.reached_at, coalesce(journey.outcome_at, cut.censored_at, journey.watermark_at)) as final_day,
  reach.entry_seconds = 0
  or reach.entry_seconds < seconds_between(reach.reached_at, coalesce(journey.outcome_at, cut.censored_at, journey.watermark_at)) as is_final_seen
from
  core.fct_stage_reach as reach
  join core.fct_journey as journey on journey.journey_id = reach.journey_id
  left join (
    select
      journey_id, censored_at, source_watermark_at,
      case when is_gone then 0 else -1 end as least_days
    from core._journey_state
    where handed_off_to is not null or is_gone
  ) as cut on cut.journey_id = reach.journey_id
where
  not reach.is_impossible
  and reach.is_dated
  and journey.is_timed
  and not journey.is_impossible
  and reach.is_observed
