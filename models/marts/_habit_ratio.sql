-- How much faster journeys advance with a habit than without it, at the same stage and age and of the same lead source and tier: a
-- journey counts without the habit until it begins and with it afterwards. Mantel-Haenszel rate ratio over the strata. None where fewer than
-- one advance in twenty lies on a side: of a stage that was entered again some sources keep only the last date, so that what belongs to a
-- later stage seems to have been done, rarely, before.
--
-- grain: pipeline, stage, habit_kind, habit
with
  band as (
    select *
    from
      (
        values
          (1, 0, 86400),
          (2, 86400, 259200),
          (3, 259200, 604800),
          (4, 604800, 1209600),
          (5, 1209600, 2592000),
          (6, 2592000, 5184000),
          (7, 5184000, 7776000),
          (8, 7776000, 9000000000)
      ) as listed(band, from_seconds, to_seconds)
  ),
  -- a time from one second of the stage to another, in the band in which it lies; an advance belongs to the part that ends with it
  whole as (
    select
      at_stage.pipeline, at_stage.stage_ordinal, at_stage.lead_source, at_stage.icp_tier, band.band,
      sum(
        least(at_stage.elapsed_seconds, band.to_seconds) - greatest(at_stage.entry_seconds, band.from_seconds)
      )::bigint as seconds,
      count(
        case
          when at_stage.status = 'advanced' and at_stage.elapsed_seconds <= band.to_seconds then 1
        end
      ) as advanced_count
    from
      marts._at_stage as at_stage
      join band on band.from_seconds < at_stage.elapsed_seconds
      and band.to_seconds > at_stage.entry_seconds
    group by
      at_stage.pipeline, at_stage.stage_ordinal, at_stage.lead_source, at_stage.icp_tier, band.band
  ),
  with_habit as (
    select
      at_stage.pipeline, at_stage.stage_ordinal, at_stage.lead_source, at_stage.icp_tier,
      habit.habit_kind, habit.habit, band.band,
      sum(
        least(at_stage.elapsed_seconds, band.to_seconds) - greatest(at_stage.entry_seconds, habit.begin_seconds, band.from_seconds)
      )::bigint as seconds,
      count(
        case
          when at_stage.status = 'advanced' and at_stage.elapsed_seconds <= band.to_seconds then 1
        end
      ) as advanced_count
    from
      marts._habit_begin as habit
      join marts._at_stage as at_stage on at_stage.journey_id = habit.journey_id
      and at_stage.stage_ordinal = habit.stage_ordinal
      join band on band.from_seconds < at_stage.elapsed_seconds
      and band.to_seconds > greatest(at_stage.entry_seconds, habit.begin_seconds)
    group by
      at_stage.pipeline, at_stage.stage_ordinal, at_stage.lead_source, at_stage.icp_tier,
      habit.habit_kind, habit.habit, band.band
  ),
  listed as (select distinct pipeline, stage_ordinal, habit_kind, habit from with_habit),
  stratum as (
    select
      listed.pipeline, listed.stage_ordinal, listed.habit_kind, listed.habit,
      coalesce(with_habit.advanced_count, 0) as with_advanced_count,
      coalesce(with_habit.seconds, 0) / 86400.0::double as with_days,
      whole.advanced_count - coalesce(with_habit.advanced_count, 0) as without_advanced_count,
      (whole.seconds - coalesce(with_habit.seconds, 0)) / 86400.0::double as without_days
    from
      listed
      join whole on whole.pipeline = listed.pipeline
      and whole.stage_ordinal = listed.stage_ordinal
      left join with_habit on with_habit.pipeline = listed.pipeline
      and with_habit.stage_ordinal = listed.stage_ordinal
      and with_habit.habit_kind = listed.habit_kind
      and with_habit.habit = listed.habit
      and with_habit.lead_source = whole.lead_source
      and with_habit.icp_tier = whole.icp_tier
      and with_habit.band = whole.band
  ),
  summed as (
    select
      pipeline, stage_ordinal, habit_kind, habit,
      sum(with_advanced_count)::bigint as with_advanced_count,
      exact_sum(with_days) as with_days,
      sum(without_advanced_count)::bigint as without_advanced_count,
      exact_sum(without_days) as without_days,
      exact_sum(rate_ratio_above(with_advanced_count, with_days, without_days)) as above,
      exact_sum(rate_ratio_below(without_advanced_count, with_days, without_days)) as below,
      exact_sum(rate_ratio_spread(with_advanced_count + without_advanced_count, with_days, without_days)) as spread
    from stratum
    group by pipeline, stage_ordinal, habit_kind, habit
  ),
  judged as (
    select
      *,
      case
        when least(with_advanced_count, without_advanced_count) < 10
        or least(with_advanced_count, without_advanced_count) * 20 < with_advanced_count + without_advanced_count then 'too_few_advances'
        when above = 0
        or below = 0 then 'not_comparable'
        else 'ok'
      end as ratio_status
    from summed
  )
select
  pipeline, stage_ordinal, habit_kind, habit, with_advanced_count, with_days,
  without_advanced_count, without_days, ratio_status,
  case when ratio_status = 'ok' then above / below end as rate_ratio,
  case
    when ratio_status = 'ok' then ratio_low(above / below, spread / (above * below))
  end as rate_ratio_low,
  case
    when ratio_status = 'ok' then ratio_high(above / below, spread / (above * below))
  end as rate_ratio_high
from judged
