-- Journeys that reached a stage, as known if the data had ended some days before the watermark, by the day since then on which
-- they went on (kind advance) or were won (kind win), were lost, or were last seen. Day 0 is the very instant, day 1 the first 24 hours.
--
-- grain: kind, days_ago, pipeline, is_list, stage_ordinal, day
with
  journey_end as (
    select
      reach.journey_id,
      reach.status,
      reach.ended_at
    from
      core.fct_stage_reach as reach
      join core.fct_journey as journey on journey.journey_id = reach.journey_id
      and reach.stage_ordinal = case
        when journey.outcome = 'won' then journey.furthest_ordinal - 1
        else journey.furthest_ordinal
      end
  ),
  known as (
    select
      reach.pipeline,
      reach.stage_ordinal,
      journey.lead_source = 'purchased_list' as is_list,
      past.days_ago,
      plus_seconds (journey.watermark_at, - past.days_ago * 86400) as known_at,
      reach.reached_at,
      reach.entry_seconds,
      reach.status,
      reach.ended_at,
      journey_end.status as final_status,
      journey_end.ended_at as final_at
    from
      core.fct_stage_reach as reach
      join core.fct_journey as journey on journey.journey_id = reach.journey_id
      join journey_end on journey_end.journey_id = reach.journey_id
      cross join marts._past as past
    where
      not reach.is_impossible
      and not journey.is_impossible
      and reach.is_observed
      and reach.reached_at <= plus_seconds (journey.watermark_at, - past.days_ago * 86400)
  ),
  followed as (
    select
      'advance' as kind,
      days_ago,
      pipeline,
      is_list,
      stage_ordinal,
      entry_seconds,
      case
        when ended_at > known_at then 'open'
        else status
      end as fate,
      seconds_between (reached_at, least(ended_at, known_at)) as seconds
    from
      known
    union all
    select
      'win',
      days_ago,
      pipeline,
      is_list,
      stage_ordinal,
      entry_seconds,
      case
        when final_at > known_at then 'open'
        else final_status
      end,
      seconds_between (reached_at, least(final_at, known_at))
    from
      known
  ),
  daily as (
    select
      kind,
      days_ago,
      pipeline,
      is_list,
      stage_ordinal,
      ceil(seconds / 86400.0)::integer as day,
      count(*) filter(
        where
          fate = 'advanced'
      ) as gained_count,
      count(*) filter(
        where
          fate = 'lost'
      ) as lost_count,
      count(*) filter(
        where
          fate = 'open'
      ) as open_count,
      0 as entered_count
    from
      followed
    where
      entry_seconds = 0
      or entry_seconds < seconds
    group by all
    union all
    select
      kind,
      days_ago,
      pipeline,
      is_list,
      stage_ordinal,
      ceil(entry_seconds / 86400.0)::integer,
      0,
      0,
      0,
      count(*)
    from
      followed
    where
      entry_seconds > 0
      and entry_seconds < seconds
    group by all
  )
select
  kind,
  days_ago,
  pipeline,
  is_list,
  stage_ordinal,
  day,
  sum(gained_count)::bigint as gained_count,
  sum(lost_count)::bigint as lost_count,
  sum(open_count)::bigint as open_count,
  sum(entered_count)::bigint as entered_count
from
  daily
group by
  kind,
  days_ago,
  pipeline,
  is_list,
  stage_ordinal,
  day
