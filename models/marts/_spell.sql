-- Every time that is measured, of one journey on one clock: when it came under observation, when it ended, and how.
-- ended_how: happened (what the clock waits for), lost, or censored (undecided where it is last known, or at the horizon)
-- followed_seconds: from its beginning to the watermark
-- is_undated: it happened or was lost, and of when only a bound is known
-- is_vanished: a visit that had not ended when its record was last held
--
-- Impossible times are left out, and what had ended before observation began. Of accept, accept_work and first_touch a loss is no
-- competing outcome but an end of what is known; unknown and daily times are left out of them.
--
-- grain: kind, clock_number, journey_id, spell_number
-- stored: no
with
  advance as (
    select
      clock.clock_number, reach.journey_id,
      reach.stage_ordinal as spell_number,
      reach.entry_seconds as entered_seconds,
      least(reach.elapsed_seconds, clock.horizon_seconds + 1) as ended_seconds,
      case
        when reach.elapsed_seconds > clock.horizon_seconds
        or reach.status = 'open' then 'censored'
        when reach.status = 'advanced' then 'happened'
        else 'lost'
      end as ended_how,
      reach.is_timed and not (progress.is_day_precision and clock.is_sub_day) as is_timed,
      seconds_between(reach.reached_at, progress.watermark_at) as followed_seconds,
      reach.status <> 'open' and not reach.is_dated as is_undated,
      clock.horizon_seconds
    from
      core.fct_stage_reach as reach
      join marts._progress as progress on progress.journey_id = reach.journey_id
      join marts._clock as clock on clock.kind = 'advance'
      and clock.pipeline = reach.pipeline
      and clock.stage_ordinal = reach.stage_ordinal
    where
      not reach.is_impossible
      and reach.is_observed
      and reach.elapsed_seconds is not null
      and clock.horizon_days is not null
  ),
  customer as (
    select
      progress.journey_id, progress.pipeline, progress.cohort_month,
      progress.entry_seconds as entered_seconds,
      seconds_between(progress.started_at, progress.ended_at) as elapsed_seconds,
      seconds_between(progress.started_at, progress.watermark_at) as followed_seconds,
      progress.outcome, progress.is_dated
    from marts._progress as progress
    where progress.is_observed and progress.ended_at is not null
  ),
  -- on the clock of all, and on that of its cohort
  start as (
    select clock.kind, clock.clock_number, clock.horizon_seconds, customer.*
    from
      customer
      join marts._clock as clock on clock.kind = 'customer'
      and clock.pipeline = customer.pipeline
    union all
    select clock.kind, clock.clock_number, clock.horizon_seconds, customer.*
    from
      customer
      join marts._clock as clock on clock.kind = 'cohort'
      and clock.pipeline = customer.pipeline
      and clock.cohort_month = customer.cohort_month
  ),
  handed as (
    select
      clock.kind, clock.clock_number, handed.journey_id, handed.outcome,
      case when clock.kind = 'accept' then handed.entry_seconds else 0 end as entered_seconds,
      case
        when clock.kind = 'accept' then handed.elapsed_seconds else handed.work_seconds
      end as ended_seconds
    from
      marts._handed as handed
      join marts._clock as clock on clock.kind in ('accept', 'accept_work')
      and clock.pipeline = handed.pipeline
    where handed.is_timed and (clock.kind = 'accept' or handed.entry_seconds = 0)
  ),
  -- from the start to sales, lost before competing
  sales_lead as (
    select
      clock.clock_number, clock.horizon_seconds, progress.journey_id, progress.entry_seconds,
      seconds_between(progress.started_at, reach.ended_at) as elapsed_seconds,
      seconds_between(progress.started_at, progress.watermark_at) as followed_seconds,
      reach.status, reach.is_dated
    from
      marts._progress as progress
      join marts._hand_off as hand_off on hand_off.pipeline = progress.pipeline
      join marts._clock as clock on clock.kind = 'sales_lead'
      and clock.pipeline = progress.pipeline
      -- the stage before sales if it came to sales, else the last one it came to
      join core.fct_stage_reach as reach on reach.journey_id = progress.journey_id
      and reach.stage_ordinal = least(progress.last_ordinal, hand_off.marketing_ordinal)
    where not reach.is_impossible and reach.is_observed and reach.ended_at is not null
  ),
  -- the length of a visit is not known of bulk imports, and of days where visits are shorter
  visit as (
    select
      visit.journey_id, visit.visit_number, visit.pipeline, visit.stage_ordinal, visit.exit_kind,
      visit.entry_seconds,
      visit.exit_kind = 'open' and progress.outcome = 'deleted' as is_vanished,
      greatest(coalesce(visit.dwell_seconds, visit.open_seconds), 0) as visit_seconds,
      visit.is_timed
      and visit.is_observed
      and not (visit.precision = 'day' and stage.is_sub_day)
      and (
        visit.entry_seconds = 0
        or visit.entry_seconds < coalesce(visit.dwell_seconds, visit.open_seconds, 0)
      ) as is_timed
    from
      core.fct_stage_visit as visit
      join marts._progress as progress on progress.journey_id = visit.journey_id
      join marts._clock as stage on stage.kind = 'visit'
      and stage.pipeline = visit.pipeline
      and stage.stage_ordinal = visit.stage_ordinal
    where not visit.is_impossible
  )
select
  'advance' as kind,
  clock_number, journey_id,
  spell_number::bigint as spell_number,
  entered_seconds::integer as entered_seconds,
  ended_seconds::integer as ended_seconds,
  ended_how::ended_how as ended_how,
  is_timed, followed_seconds, is_undated,
  false as is_vanished
from advance
where entered_seconds = 0 or (entered_seconds < ended_seconds and entered_seconds < horizon_seconds)
union all
select
  kind, clock_number, journey_id, 1, entered_seconds, ended_seconds,
  case when outcome = 'accepted' then 'happened' else 'censored' end::ended_how,
  true, null, false, false
from handed
union all
select
  'first_touch',
  clock.clock_number, touch.journey_id, 1, touch.entry_seconds, touch.elapsed_seconds,
  case when touch.is_touched then 'happened' else 'censored' end::ended_how,
  true, null, false, false
from
  marts._first_touch as touch
  join marts._clock as clock on clock.kind = 'first_touch'
  and clock.pipeline = touch.pipeline
where touch.is_timed and (touch.entry_seconds = 0 or touch.entry_seconds < touch.elapsed_seconds)
union all
select
  'sales_lead',
  clock_number, journey_id, 1,
  entry_seconds::integer,
  least(elapsed_seconds::bigint, horizon_seconds + 1)::integer,
  case
    when elapsed_seconds > horizon_seconds then 'censored'
    when status = 'advanced' then 'happened'
    when status = 'lost' then 'lost'
    else 'censored'
  end::ended_how,
  true, followed_seconds,
  status <> 'open' and not is_dated,
  false
from sales_lead
where entry_seconds = 0 or (entry_seconds < elapsed_seconds and entry_seconds < horizon_seconds)
union all
select
  kind, clock_number, journey_id, 1,
  entered_seconds::integer,
  least(elapsed_seconds::bigint, horizon_seconds + 1)::integer,
  case
    when outcome in ('open', 'deleted')
    or elapsed_seconds > horizon_seconds then 'censored'
    when outcome = 'won' then 'happened'
    else 'lost'
  end::ended_how,
  true, followed_seconds,
  outcome in ('won', 'lost') and not is_dated,
  false
from start
where
  entered_seconds = 0 or (entered_seconds < elapsed_seconds and entered_seconds < horizon_seconds)
union all
select
  'visit',
  clock.clock_number, visit.journey_id, visit.visit_number,
  case when visit.is_timed then visit.entry_seconds else 0 end::integer,
  case when visit.is_timed then visit.visit_seconds else 0 end::integer,
  case when visit.exit_kind = 'open' then 'censored' else 'happened' end::ended_how,
  visit.is_timed, null, false, visit.is_vanished
from
  visit
  join marts._clock as clock on clock.kind = case
    when visit.is_timed then 'visit' else 'untimed_visit'
  end
  and clock.pipeline = visit.pipeline
  and clock.stage_ordinal = visit.stage_ordinal
