-- The actuarial life table of each stage by day, of the journeys that reached it as known if the data had ended some days before the
-- watermark: those that went on (kind advance) or were won (kind win), were lost, or were last seen on that day since then. Day 0 is the
-- very instant, day 1 the first 24 hours. Who is censored in a day was at risk for half of it (Cutler and Ederer 1958).
-- surviving is the share neither gone on nor lost before the day, gained the share that goes on in it.
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
      watermark_day, entry_day, ended_how, ended_days, ended_day, is_end_seen
    from marts._followed
    union all
    select
      'win',
      pipeline, is_list, stage_ordinal, reached_days,
      case
        when entry_day = 0 then reached_days else least(reached_days, seen_watermark_day - 1)
      end,
      watermark_day, entry_day, final_how, final_days, final_day, is_final_seen
    from marts._followed
  ),
  -- counted once for all the pasts that know how it ended, and once for those that know it as open
  ended as (
    select
      kind, pipeline, is_list, stage_ordinal,
      least(past_of(ended_days), past_of(reached_days)) as last_past,
      ended_how, ended_day, entry_day,
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
      ended.kind, past.days_ago, ended.pipeline, ended.is_list, ended.stage_ordinal,
      ended.ended_how,
      ended.ended_day as day,
      ended.entry_day, ended.journey_count
    from ended join pasts() as past on past.days_ago <= ended.last_past
    union all
    select
      waiting.kind, past.days_ago, waiting.pipeline, waiting.is_list, waiting.stage_ordinal,
      'censored'::ended_how,
      waiting.watermark_day - past.days_ago,
      waiting.entry_day, waiting.journey_count
    from
      waiting
      join pasts() as past on past.days_ago > waiting.ended_past
      and past.days_ago <= waiting.last_past
  ),
  event as (
    select kind, days_ago, pipeline, is_list, stage_ordinal, day, ended_how, journey_count
    from known
    union all
    select
      kind, days_ago, pipeline, is_list, stage_ordinal, entry_day,
      'entered'::ended_how,
      journey_count
    from known
    where entry_day > 0
  ),
  counted as (
    select
      kind, days_ago, pipeline, is_list, stage_ordinal, day,
      sum(
        case when ended_how = 'happened'::ended_how then journey_count else 0 end
      )::bigint as gained_count,
      sum(
        case when ended_how = 'lost'::ended_how then journey_count else 0 end
      )::bigint as lost_count,
      sum(
        case when ended_how = 'censored'::ended_how then journey_count else 0 end
      )::bigint as open_count,
      sum(
        case when ended_how = 'entered'::ended_how then journey_count else 0 end
      )::bigint as entered_count
    from event
    group by kind, days_ago, pipeline, is_list, stage_ordinal, day
  ),
  exposed as (
    select
      counted.*,
      sum(gained_count + lost_count + open_count - entered_count) over (
        partition by kind, days_ago, pipeline, is_list, stage_ordinal
        order by day rows between current row and unbounded following
      ) as at_risk_count
    from counted
  ),
  hazarded as (
    select
      exposed.*,
      coalesce(rate(gained_count, at_risk_count - open_count * 0.5), 0) as gain_hazard,
      coalesce(rate(gained_count + lost_count, at_risk_count - open_count * 0.5), 0) as hazard
    from exposed
  ),
  survived as (
    select
      hazarded.*,
      survival_before(hazard, kind || days_ago::varchar || pipeline || is_list::varchar || stage_ordinal::varchar, day) as surviving
    from hazarded
  )
select
  kind, days_ago, pipeline, is_list, stage_ordinal, day,
  at_risk_count::bigint as at_risk_count,
  surviving,
  surviving * gain_hazard as gained,
  surviving * hazard as gone
from survived
