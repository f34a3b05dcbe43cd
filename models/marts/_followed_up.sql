-- What is followed from another instant than a start or a stage, counted by the second in which it ended, and how: a proposal until won;
-- an attempt until a reply, and until the journey goes further; a silence, and the landmark of a stage with and without a habit, until
-- the stage is passed. Each with values of its own instead of segments of journeys, numbered after those of marts._segment_value.
--
-- grain: clock_number, value_number, seconds, ended_how
with
  spell as (
    select
      'proposal' as kind,
      pipeline,
      null::integer as stage_ordinal,
      segment, segment_value,
      seconds_between(followed_from, ended_at)::bigint as elapsed_seconds,
      case outcome
        when 'won' then 'happened' when 'lost' then 'lost' else 'censored'
      end as ended_how,
      seconds_between(followed_from, watermark_at)::bigint as followed_seconds,
      is_dated
    from marts._proposal_segment
    union all
    select
      'reply',
      pipeline, null,
      'attempt_number',
      attempt_number::varchar,
      seconds_between(attempted_at, coalesce(replied_at, ended_at))::bigint,
      case
        when replied_at is not null then 'happened'
        when outcome in ('won', 'lost') then 'lost'
        else 'censored'
      end,
      seconds_between(attempted_at, watermark_at)::bigint,
      true
    from marts._contact_attempt
    union all
    select
      'attempt',
      pipeline, null,
      'attempt_number',
      attempt_number::varchar,
      seconds_between(attempted_at, coalesce(advanced_at, ended_at))::bigint,
      case
        when advanced_at is not null then 'happened'
        when outcome = 'lost' then 'lost'
        else 'censored'
      end,
      seconds_between(attempted_at, watermark_at)::bigint,
      is_dated
    from marts._contact_attempt
    union all
    select
      'silence',
      at_stage.pipeline, at_stage.stage_ordinal,
      'silent_days',
      silence.silent_days::varchar,
      at_stage.elapsed_seconds - silence.silent_seconds,
      case at_stage.status
        when 'advanced' then 'happened' when 'lost' then 'lost' else 'censored'
      end,
      at_stage.followed_seconds::bigint - silence.silent_seconds,
      at_stage.is_dated
    from
      marts._silence as silence
      join marts._at_stage as at_stage on at_stage.journey_id = silence.journey_id
      and at_stage.stage_ordinal = silence.stage_ordinal
    where silence.silent_seconds >= at_stage.entry_seconds
    union all
    select
      'landmark',
      landmark.pipeline, landmark.stage_ordinal, shown.habit,
      case when habit.begin_seconds <= landmark.landmark_seconds then 'with' else 'without' end,
      landmark.elapsed_seconds - landmark.landmark_seconds,
      case landmark.status
        when 'advanced' then 'happened' when 'lost' then 'lost' else 'censored'
      end,
      landmark.followed_seconds::bigint - landmark.landmark_seconds,
      landmark.is_dated
    from
      marts._landmark as landmark
      join (
        select distinct at_stage.pipeline, at_stage.stage_ordinal, habit.habit
        from
          marts._habit_begin as habit
          join marts._at_stage as at_stage on at_stage.journey_id = habit.journey_id
          and at_stage.stage_ordinal = habit.stage_ordinal
        where habit.habit_kind = 'habit'
      ) as shown on shown.pipeline = landmark.pipeline
      and shown.stage_ordinal = landmark.stage_ordinal
      left join marts._habit_begin as habit on habit.journey_id = landmark.journey_id
      and habit.stage_ordinal = landmark.stage_ordinal
      and habit.habit_kind = 'habit'
      and habit.habit = shown.habit
  ),
  counted as (
    select
      clock.clock_number, spell.segment, spell.segment_value,
      least(spell.elapsed_seconds, clock.horizon_seconds + 1)::integer as seconds,
      (
        case
          when spell.elapsed_seconds > clock.horizon_seconds then 'censored' else spell.ended_how
        end
      )::ended_how as ended_how,
      count(*)::integer as spell_count,
      count(*) filter (
        where spell.followed_seconds >= clock.horizon_seconds
      )::integer as followed_count,
      count(*) filter (
        where spell.ended_how <> 'censored' and not spell.is_dated
      )::integer as undated_count
    from
      spell
      join marts._clock as clock on clock.kind in ('proposal_30', 'proposal_60', 'proposal_90', 'reply', 'attempt', 'silence', 'landmark')
      and (
        clock.kind = spell.kind
        or (spell.kind = 'proposal' and clock.kind in ('proposal_30', 'proposal_60', 'proposal_90'))
      )
      and clock.pipeline = spell.pipeline
      and clock.stage_ordinal is not distinct from spell.stage_ordinal
    where clock.horizon_days is not null
    group by
      clock.clock_number, spell.segment, spell.segment_value,
      least(spell.elapsed_seconds, clock.horizon_seconds + 1),
      case
        when spell.elapsed_seconds > clock.horizon_seconds then 'censored' else spell.ended_how
      end
  ),
  value as (
    select
      listed.segment, listed.segment_value,
      (
        coalesce(last_value.value_number, 0) + row_number() over (
          order by listed.segment, listed.segment_value
        )
      )::integer as value_number
    from
      (select distinct segment, segment_value from counted) as listed
      cross join (select max(value_number) as value_number from marts._segment_value) as last_value
  )
select
  counted.clock_number, value.value_number, counted.segment, counted.segment_value, counted.seconds,
  counted.ended_how, counted.spell_count, counted.followed_count, counted.undated_count
from
  counted
  join value on value.segment = counted.segment
  and value.segment_value = counted.segment_value
