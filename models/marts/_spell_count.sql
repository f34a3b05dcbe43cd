-- The spells of every curve (a clock and a segment value), counted by the second in which they came under observation or ended, and how.
-- followed_count: those known for the whole horizon. undated_count: those of whose end only a bound is known. vanished_count: visits that
-- had not ended when their record was last held.
--
-- grain: clock_number, value_number, seconds, ended_how, is_timed
with
  -- a cohort in which nobody is censored or comes under observation within the horizon needs no finer times than days,
  -- but for what is decided before the horizon and what is not
  unsettled as (
    select distinct spell.clock_number
    from marts._spell as spell join marts._clock as clock on clock.clock_number = spell.clock_number
    where
      spell.kind = 'cohort'
      and (
        spell.entered_seconds > 0
        or (spell.ended_how = 'censored' and spell.ended_seconds <= clock.horizon_seconds)
      )
  ),
  tick as (
    select
      clock.clock_number, clock.horizon_seconds,
      clock.kind = 'cohort' and unsettled.clock_number is null as is_daily
    from marts._clock as clock left join unsettled on unsettled.clock_number = clock.clock_number
  ),
  moment as (
    select
      spell.kind, spell.clock_number, spell.journey_id,
      case
        when not tick.is_daily
        or spell.ended_seconds >= tick.horizon_seconds then spell.ended_seconds
        else least(seconds_of_days(ceil(in_days(spell.ended_seconds))::integer), tick.horizon_seconds - 1)
      end as seconds,
      spell.ended_how, spell.is_timed,
      spell.followed_seconds >= tick.horizon_seconds as is_followed,
      spell.is_undated, spell.is_vanished
    from marts._spell as spell join tick on tick.clock_number = spell.clock_number
    union all
    select
      kind, clock_number, journey_id, entered_seconds,
      'entered'::ended_how,
      is_timed, false, false, false
    from marts._spell
    where entered_seconds > 0
  ),
  spread as (
    select
      moment.clock_number, moment.seconds, moment.ended_how, moment.is_timed, moment.is_followed,
      moment.is_undated, moment.is_vanished,
      -- what comes to sales is asked of what brought it only
      unnest(
        case when moment.kind = 'sales_lead' then journey.brought_by else journey.value_numbers end
      ) as value_number
    from moment join marts._journey_values as journey on journey.journey_id = moment.journey_id
  ),
  apart as (
    select
      clock_number, value_number, seconds, ended_how, is_timed,
      count(*) as spell_count,
      count(*) filter (where is_followed) as followed_count,
      count(*) filter (where is_undated) as undated_count,
      count(*) filter (where is_vanished) as vanished_count
    from spread
    group by all
  ),
  -- the unsegmented rows are sums of the lead sources, one of them without the purchased lists
  pool as (
    select source.value_number, whole.value_number as pooled_number
    from
      marts._segment_value as source
      join marts._segment_value as whole on whole.segment = 'all'
      and (whole.segment_value = 'with_lists' or source.segment_value <> 'purchased_list')
    where source.segment = 'lead_source'
  ),
  counted as (
    select
      clock_number, value_number, seconds, ended_how, is_timed,
      spell_count::integer as spell_count,
      followed_count::integer as followed_count,
      undated_count::integer as undated_count,
      vanished_count::integer as vanished_count
    from apart
    union all
    select
      apart.clock_number, pool.pooled_number, apart.seconds, apart.ended_how, apart.is_timed,
      sum(apart.spell_count)::integer,
      sum(apart.followed_count)::integer,
      sum(apart.undated_count)::integer,
      sum(apart.vanished_count)::integer
    from apart join pool on pool.value_number = apart.value_number
    group by apart.clock_number, pool.pooled_number, apart.seconds, apart.ended_how, apart.is_timed
  ),
  -- the times to advance are curves of their own, of those whose time is known
  timed as (
    select whole.clock_number, times.clock_number as time_clock_number
    from
      marts._clock as whole
      join marts._clock as times on times.pipeline = whole.pipeline
      and times.stage_ordinal = whole.stage_ordinal
    where whole.kind = 'advance' and times.kind = 'advance_time'
  )
select
  clock_number, value_number, seconds, ended_how, is_timed, spell_count, followed_count,
  undated_count, vanished_count
from counted
union all
select
  timed.time_clock_number, counted.value_number, counted.seconds, counted.ended_how,
  counted.is_timed, counted.spell_count, counted.followed_count, counted.undated_count,
  counted.vanished_count
from counted join timed on timed.clock_number = counted.clock_number
where counted.is_timed
union all
-- what is followed from another instant has values of its own
select
  clock_number, value_number, seconds, ended_how, true, spell_count, followed_count, undated_count,
  0
from marts._followed_up
