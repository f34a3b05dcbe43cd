-- One row per pipeline, stage and habit of sales contact: how many open journeys show it now, and whether journeys with it advance faster.
-- A journey counts without the habit until it begins and with it afterwards; compared are journeys of the same age at the stage, lead
-- source and tier. The landmark picture: of the journeys still at the stage landmark_days after reaching it, the share that goes on
-- within the horizon of the stage from then on, of those that had the habit by then and of those that had not. These are
-- associations: they do not say that the habit is the cause. Purchased lists are left out.
--
-- grain: pipeline, stage, habit
-- column: pipeline  varchar  target pipeline
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  its place in the pipeline
-- column: habit  varchar  next_step_set, summary_sent, decision_maker_known, two_contacts_known, motivation_recorded or meeting_held
-- column: open_count  bigint  open journeys with this as their furthest stage
-- column: open_with_count  bigint  of them, with the habit now
-- column: open_without_count  bigint  of them, without it
-- column: open_share  double  with / open; null over nothing
-- column: open_share_low  double  Wilson 95 % interval
-- column: open_share_high  double  Wilson 95 % interval
-- column: with_advanced_count  bigint  journeys that advanced with it
-- column: with_days  double  days at the stage with it
-- column: without_advanced_count  bigint  journeys that advanced without it
-- column: without_days  double  days at the stage without it
-- column: rate_ratio  double  advances per day with it ÷ without it, Mantel-Haenszel over strata of age, lead source and tier
-- column: rate_ratio_low  double  95 % interval
-- column: rate_ratio_high  double  95 % interval
-- column: ratio_status  varchar  ok, not_recorded (no journey of the pipeline ever showed it), never_here (none at this stage), too_few_advances (fewer than 10, or than one in twenty, on either side), or not_comparable
-- column: landmark_days  bigint  the setting landmark_days
-- column: horizon_days  integer  days from the landmark, as many as the horizon of the stage
-- column: landmark_with_count  bigint  journeys still at the stage at the landmark that had it
-- column: landmark_without_count  bigint  that had not
-- column: with_estimate  double  estimated share of those with it that goes on within the horizon from the landmark
-- column: with_low  double  95 % interval, log-log
-- column: with_high  double  95 % interval, log-log
-- column: with_status  varchar  why there is no estimate, as in marts.stage_conversion
-- column: without_estimate  double  the same of those without it
-- column: without_low  double  95 % interval, log-log
-- column: without_high  double  95 % interval, log-log
-- column: without_status  varchar  why there is no estimate
-- assert: open_count = open_with_count + open_without_count
-- assert: (ratio_status = 'ok') = (rate_ratio is not null)
-- assert: rate_ratio is null or (rate_ratio_low <= rate_ratio and rate_ratio <= rate_ratio_high)
-- assert: ratio_status <> 'ok' or (with_advanced_count >= 10 and without_advanced_count >= 10)
-- answers: Which open deals lack a next step, a summary, a decision maker? Do deals with it advance faster than others of the same age and kind?
with
  habit as (
    select *
    from
      (
        values
          ('next_step_set'),
          ('summary_sent'),
          ('decision_maker_known'),
          ('two_contacts_known'),
          ('motivation_recorded'),
          ('meeting_held')
      ) as listed(habit)
  ),
  open_now as (
    select
      contact.pipeline, contact.stage_ordinal,
      count(*) as open_count,
      count(case when contact.next_step_state = 'set' then 1 end) as next_step_set,
      count(case when contact.is_summary_sent then 1 end) as summary_sent,
      count(case when contact.is_decision_maker_known then 1 end) as decision_maker_known,
      count(case when contact.contact_count >= 2 then 1 end) as two_contacts_known,
      count(case when contact.is_motivation_recorded then 1 end) as motivation_recorded,
      count(case when contact.is_met_here then 1 end) as meeting_held
    from marts._open_contact as contact
    where not contact.is_list
    group by contact.pipeline, contact.stage_ordinal
  ),
  known as (select distinct pipeline, habit from marts._habit_ratio where habit_kind = 'habit'),
  landmark as (
    select
      clock.pipeline, clock.stage_ordinal,
      followed.segment as habit,
      followed.segment_value,
      sum(followed.spell_count)::bigint as spell_count
    from
      marts._followed_up as followed
      join marts._clock as clock on clock.clock_number = followed.clock_number
    where clock.kind = 'landmark'
    group by clock.pipeline, clock.stage_ordinal, followed.segment, followed.segment_value
  ),
  joined as (
    select
      stages.pipeline, stages.stage,
      stages.ordinal as stage_ordinal,
      habit.habit,
      coalesce(open_now.open_count, 0) as open_count,
      coalesce(
        case habit.habit
          when 'next_step_set' then open_now.next_step_set
          when 'summary_sent' then open_now.summary_sent
          when 'decision_maker_known' then open_now.decision_maker_known
          when 'two_contacts_known' then open_now.two_contacts_known
          when 'motivation_recorded' then open_now.motivation_recorded
          else open_now.meeting_held
        end,
        0
      ) as open_with_count
    from
      reference.stages
      cross join habit
      left join open_now on open_now.pipeline = stages.pipeline
      and open_now.stage_ordinal = stages.ordinal
  )
select
  joined.pipeline, joined.stage, joined.stage_ordinal, joined.habit, joined.open_count,
  joined.open_with_count,
  joined.open_count - joined.open_with_count as open_without_count,
  rate(joined.open_with_count, joined.open_count) as open_share,
  wilson_low(joined.open_with_count, joined.open_count) as open_share_low,
  wilson_high(joined.open_with_count, joined.open_count) as open_share_high,
  coalesce(ratio.with_advanced_count, 0) as with_advanced_count,
  coalesce(ratio.with_days, 0.0) as with_days,
  ratio.without_advanced_count, ratio.without_days, ratio.rate_ratio, ratio.rate_ratio_low,
  ratio.rate_ratio_high,
  case
    when ratio.ratio_status is not null then ratio.ratio_status
    when known.habit is null then 'not_recorded'
    else 'never_here'
  end as ratio_status,
  setting.landmark_days, clock.horizon_days,
  coalesce(with_count.spell_count, 0) as landmark_with_count,
  coalesce(without_count.spell_count, 0) as landmark_without_count,
  with_estimate.estimate as with_estimate,
  with_estimate.estimate_low as with_low,
  with_estimate.estimate_high as with_high,
  coalesce(with_estimate.estimate_status, 'too_few_followed') as with_status,
  without_estimate.estimate as without_estimate,
  without_estimate.estimate_low as without_low,
  without_estimate.estimate_high as without_high,
  coalesce(without_estimate.estimate_status, 'too_few_followed') as without_status
from
  joined
  cross join core._setting as setting
  join marts._clock as clock on clock.kind = 'landmark'
  and clock.pipeline = joined.pipeline
  and clock.stage_ordinal = joined.stage_ordinal
  left join known on known.pipeline = joined.pipeline
  and known.habit = joined.habit
  left join marts._habit_ratio as ratio on ratio.habit_kind = 'habit'
  and ratio.pipeline = joined.pipeline
  and ratio.stage_ordinal = joined.stage_ordinal
  and ratio.habit = joined.habit
  left join landmark as with_count on with_count.pipeline = joined.pipeline
  and with_count.stage_ordinal = joined.stage_ordinal
  and with_count.habit = joined.habit
  and with_count.segment_value = 'with'
  left join landmark as without_count on without_count.pipeline = joined.pipeline
  and without_count.stage_ordinal = joined.stage_ordinal
  and without_count.habit = joined.habit
  and without_count.segment_value = 'without'
  left join marts._estimate as with_estimate on with_estimate.clock_number = clock.clock_number
  and with_estimate.segment = joined.habit
  and with_estimate.segment_value = 'with'
  left join marts._estimate as without_estimate on without_estimate.clock_number = clock.clock_number
  and without_estimate.segment = joined.habit
  and without_estimate.segment_value = 'without'
