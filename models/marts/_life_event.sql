-- Journeys that reached a stage, as known if the data had ended some days before the watermark, by the day since then on which
-- they went on (kind advance) or were won (kind win), were lost, or were last seen. Day 0 is the very instant, day 1 the first 24 hours.
--
-- grain: kind, days_ago, pipeline, is_list, stage_ordinal, day
with
  told as not materialized (
    select
      'advance' as kind,
      pipeline, is_list, stage_ordinal, reached_days,
      case
        when entry_day = 0 then reached_days else least(reached_days, seen_watermark_day - 1)
      end as observed_days,
      watermark_day, entry_day, status, ended_days, ended_day, is_end_seen
    from marts._followed
    union all
    select
      'win',
      pipeline, is_list, stage_ordinal, reached_days,
      case
        when entry_day = 0 then reached_days else least(reached_days, seen_watermark_day - 1)
      end,
      watermark_day, entry_day, final_status, final_days, final_day, is_final_seen
    from marts._followed
  ),
  -- counted once for all the pasts that know how it ended, and once for those that know it as open
  ended as (
    select
      kind, pipeline, is_list, stage_ordinal,
      least(past_of(ended_days), past_of(reached_days)) as last_past,
      status, ended_day, entry_day,
      count(*) as journey_count
    from told
    where ended_days >= 0 and is_end_seen
    group by all
  ),
  waiting as (
    select
      kind, pipeline, is_list, stage_ordinal,
      past_of(ended_days) as ended_past,
      past_of(observed_days) as last_past,
      watermark_day, entry_day,
      count(*) as journey_count
    from told
    where past_of(observed_days) > past_of(ended_days)
    group by all
  ),
  known as (
    select
      ended.kind, past.days_ago, ended.pipeline, ended.is_list, ended.stage_ordinal, ended.status,
      ended.ended_day as day,
      ended.entry_day, ended.journey_count
    from ended join marts._past as past on past.days_ago <= ended.last_past
    union all
    select
      waiting.kind, past.days_ago, waiting.pipeline, waiting.is_list, waiting.stage_ordinal,
      'open',
      waiting.watermark_day - past.days_ago,
      waiting.entry_day, waiting.journey_count
    from
      waiting
      join marts._past as past on past.days_ago > waiting.ended_past
      and past.days_ago <= waiting.last_past
  ),
  event as (
    select kind, days_ago, pipeline, is_list, stage_ordinal, day, status, journey_count
    from known
    union all
    select kind, days_ago, pipeline, is_list, stage_ordinal, entry_day, 'entered', journey_count
    from known
    where entry_day > 0
  )
select
  kind, days_ago, pipeline, is_list, stage_ordinal, day,
  sum(case when status = 'advanced' then journey_count else 0 end)::bigint as gained_count,
  sum(case when status = 'lost' then journey_count else 0 end)::bigint as lost_count,
  sum(case when status = 'open' then journey_count else 0 end)::bigint as open_count,
  sum(case when status = 'entered' then journey_count else 0 end)::bigint as entered_count
from event
group by kind, days_ago, pipeline, is_list, stage_ordinal, day
