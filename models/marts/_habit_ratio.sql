-- How much faster journeys advance with a habit than without it, at the same stage and age and of the same lead source and tier: a
-- journey counts without the habit until it begins and with it afterwards; an advance belongs to the part and the band that end with it.
-- Mantel-Haenszel rate ratio over the strata. None where fewer than
-- one advance in twenty lies on a side: of a stage that was entered again some sources keep only the last date, so that what belongs to a
-- later stage seems to have been done, rarely, before.
--
-- grain: pipeline, stage_ordinal, habit_kind, habit
with
  -- the time at a stage of all journeys (no habit), and of those with a habit from when it begins
  stay as (
    select
      pipeline, stage_ordinal, lead_source, icp_tier,
      '' as habit_kind,
      '' as habit,
      entry_seconds as from_seconds,
      elapsed_seconds, status
    from marts._at_stage
    union all
    select
      at_stage.pipeline, at_stage.stage_ordinal, at_stage.lead_source, at_stage.icp_tier,
      habit.habit_kind, habit.habit,
      greatest(at_stage.entry_seconds, habit.begin_seconds),
      at_stage.elapsed_seconds, at_stage.status
    from
      marts._habit_begin as habit
      join marts._at_stage as at_stage on at_stage.journey_id = habit.journey_id
      and at_stage.stage_ordinal = habit.stage_ordinal
    where greatest(at_stage.entry_seconds, habit.begin_seconds) < at_stage.elapsed_seconds
  ),
  -- who ends in a band of age, less who begins in it: how many, how far into it, and how many of them advance
  turn as (
    select
      pipeline, stage_ordinal, lead_source, icp_tier, habit_kind, habit,
      age_band(elapsed_seconds) as band,
      count(*) as stay_count,
      sum(elapsed_seconds - age_band_from(age_band(elapsed_seconds))) as seconds,
      count(case when status = 'advanced' then 1 end) as advanced_count
    from stay
    group by
      pipeline, stage_ordinal, lead_source, icp_tier, habit_kind, habit,
      age_band(elapsed_seconds)
    union all
    select
      pipeline, stage_ordinal, lead_source, icp_tier, habit_kind, habit,
      age_band(from_seconds),
      - count(*),
      - sum(from_seconds - age_band_from(age_band(from_seconds))),
      0
    from stay
    group by
      pipeline, stage_ordinal, lead_source, icp_tier, habit_kind, habit,
      age_band(from_seconds)
  ),
  turned as (
    select
      pipeline, stage_ordinal, lead_source, icp_tier, habit_kind, habit, band,
      sum(stay_count) as stay_count,
      sum(seconds) as seconds,
      sum(advanced_count) as advanced_count
    from turn
    group by pipeline, stage_ordinal, lead_source, icp_tier, habit_kind, habit, band
  ),
  -- who ends in a later band was there for the whole of this one
  lived as (
    select
      told.pipeline, told.stage_ordinal, told.lead_source, told.icp_tier, told.habit_kind,
      told.habit, bands.band,
      coalesce(turned.advanced_count, 0)::bigint as advanced_count,
      (
        coalesce(sum(turned.stay_count) over later, 0) * (age_band_from(bands.band + 1) - age_band_from(bands.band)) + coalesce(turned.seconds, 0)
      )::bigint as seconds
    from
      (
        select distinct pipeline, stage_ordinal, lead_source, icp_tier, habit_kind, habit
        from turned
      ) as told
      cross join age_bands() as bands
      left join turned on turned.pipeline = told.pipeline
      and turned.stage_ordinal = told.stage_ordinal
      and turned.lead_source = told.lead_source
      and turned.icp_tier = told.icp_tier
      and turned.habit_kind = told.habit_kind
      and turned.habit = told.habit
      and turned.band = bands.band
    window
      later as (
        partition by
          told.pipeline, told.stage_ordinal, told.lead_source, told.icp_tier, told.habit_kind,
          told.habit
        order by bands.band desc rows between unbounded preceding and 1 preceding
      )
  ),
  whole as (select * from lived where habit = '' and (seconds > 0 or advanced_count > 0)),
  with_habit as (select * from lived where habit <> '' and (seconds > 0 or advanced_count > 0)),
  listed as (select distinct pipeline, stage_ordinal, habit_kind, habit from with_habit),
  stratum as (
    select
      listed.pipeline, listed.stage_ordinal, listed.habit_kind, listed.habit,
      coalesce(with_habit.advanced_count, 0) as with_advanced_count,
      in_days(coalesce(with_habit.seconds, 0)) as with_days,
      whole.advanced_count - coalesce(with_habit.advanced_count, 0) as without_advanced_count,
      in_days(whole.seconds - coalesce(with_habit.seconds, 0)) as without_days
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
