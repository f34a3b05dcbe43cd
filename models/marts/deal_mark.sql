-- One row per journey and what a number of the site counts it by. duplicate: of a person who has an earlier journey
-- of another record; invalid_contact: without any valid phone number or e-mail address, where the sources have any; called, and
-- connected, where somebody was reached; attempts: the most in a row without a reply; silent_days: whole days since the last touch, of
-- open ones; touched: a campaign that touched a won one before sales, untouched where none did; proposal_…: a segment of marts.proposal_performance,
-- once for every version.
-- at: a stage that it passed, or * for its start, with what it counts in there, each in a word: followed for the horizon, undecided at it,
-- skipped, reworked (left and came back); came_, went_, lost_ and ended_ with the month, went where it has gone on; of
-- marts.sales_contact: landmark (still there at it), had_… a habit by then, advanced, with_… a habit before; of marts.silence_curve:
-- silent_… days, and silent_…_followed.
-- visit: a visit, by its stage: known of it is that it was left, and timed (its length); of the playbook, in_time:, late:, missing:, not_yet_due:, left_early: and due: with the task.
-- attempt: an attempt to reach somebody, by its number in a row: replied, and followed for a fortnight.
-- speed: of marts.speed_to_lead_band, as it stood at the end of a band: touched_… in it or untouched_… until then; sales where it came there in time.
--
-- grain: journey_id, mark, mark_value, place
-- column: journey_id  bigint  our key
-- column: mark  varchar  duplicate, invalid_contact, called, connected, attempts, silent_days, credited (won), touched, untouched, proposal_expired, proposal_all, proposal_is_personalised, proposal_is_complete, proposal_versions, proposal_discount_band, proposal_turnaround_band, at, visit, attempt or speed
-- column: mark_value  varchar  the number of attempts or days, the campaign, the value of the segment, or words; null for a mark without one
-- column: place  bigint  1, 2, … of those that are alike: visits, attempts and versions of proposals
-- answers: Which deals are behind a number of the site?
with
  habit as (
    select journey_id, stage_ordinal, habit, begin_seconds
    from marts._habit_begin
    where habit_kind = 'habit'
  ),
  -- from reaching a stage (or, of 0, from the start) on: whether it was followed for the horizon, and still undecided at it
  waited as (
    select
      spell.journey_id,
      case when spell.kind = 'advance' then spell.spell_number else 0 end as stage_ordinal,
      spell.followed_seconds >= clock.horizon_seconds as is_followed,
      spell.ended_seconds >= clock.horizon_seconds as is_undecided
    from marts._spell as spell join marts._clock as clock on clock.clock_number = spell.clock_number
    where spell.kind in ('advance', 'customer')
  ),
  odd as (
    select odd.journey_id, odd.is_skip, stages.ordinal as stage_ordinal
    from
      marts._odd_pass as odd
      join reference.stages as stages on stages.pipeline = odd.pipeline
      and stages.stage = odd.stage
  ),
  landmark as (
    select landmark.journey_id, landmark.stage_ordinal, landmark.landmark_seconds
    from
      marts._landmark as landmark
      join marts._clock as clock on clock.kind = 'landmark'
      and clock.pipeline = landmark.pipeline
      and clock.stage_ordinal = landmark.stage_ordinal
    where clock.horizon_days is not null
  ),
  -- habits and silence, a word each
  done as (
    select landmark.journey_id, landmark.stage_ordinal, 'had_' || habit.habit as word
    from
      landmark
      join habit on habit.journey_id = landmark.journey_id
      and habit.stage_ordinal = landmark.stage_ordinal
      and habit.begin_seconds <= landmark.landmark_seconds
    union all
    select at_stage.journey_id, at_stage.stage_ordinal, 'with_' || habit.habit
    from
      marts._at_stage as at_stage
      join habit on habit.journey_id = at_stage.journey_id
      and habit.stage_ordinal = at_stage.stage_ordinal
    where at_stage.status = 'advanced'
    union all
    select
      silence.journey_id, silence.stage_ordinal,
      concat_ws(
        ' ',
        'silent_' || silence.silent_days::varchar,
        case
          when at_stage.followed_seconds - silence.silent_seconds >= clock.horizon_seconds then 'silent_' || silence.silent_days::varchar || '_followed'
        end
      )
    from
      marts._silence as silence
      join marts._at_stage as at_stage on at_stage.journey_id = silence.journey_id
      and at_stage.stage_ordinal = silence.stage_ordinal
      left join marts._clock as clock on clock.kind = 'silence'
      and clock.pipeline = at_stage.pipeline
      and clock.stage_ordinal = at_stage.stage_ordinal
    where silence.silent_seconds >= at_stage.entry_seconds
  ),
  done_at as (
    select journey_id, stage_ordinal, array_to_string(list_sort(list(word)), ' ') as words
    from done
    group by journey_id, stage_ordinal
  ),
  dated as (
    select
      reach.journey_id, reach.stage, reach.stage_ordinal, reach.status,
      strftime(local_time(reach.reached_at, came.switches_at, came.offset_before, came.offset_after), '%Y-%m') as reached_month,
      case
        when reach.status <> 'open' then strftime(local_time(reach.ended_at, went.switches_at, went.offset_before, went.offset_after), '%Y-%m')
      end as ended_month
    from
      core.fct_stage_reach as reach
      left join core.dim_utc_day as came on came.utc_date = reach.reached_at::date
      left join core.dim_utc_day as went on went.utc_date = reach.ended_at::date
  ),
  -- what a stage passed counts in
  passed as (
    select
      dated.journey_id,
      as_word(dated.stage) as stage_word,
      concat_ws(
        ' ',
        'came_' || dated.reached_month,
        case
          when dated.status = 'advanced' then concat_ws(' ', 'went', 'went_' || dated.ended_month)
          when dated.status = 'lost' then 'lost_' || dated.ended_month
        end,
        'ended_' || dated.ended_month,
        case when waited.is_followed then 'followed' end,
        case when waited.is_undecided then 'undecided' end,
        case when odd.is_skip then 'skipped' when not odd.is_skip then 'reworked' end,
        case when landmark.journey_id is not null then 'landmark' end,
        case when at_stage.status = 'advanced' then 'advanced' end,
        done_at.words
      ) as words
    from
      dated
      left join waited on waited.journey_id = dated.journey_id
      and waited.stage_ordinal = dated.stage_ordinal
      left join odd on odd.journey_id = dated.journey_id
      and odd.stage_ordinal = dated.stage_ordinal
      left join landmark on landmark.journey_id = dated.journey_id
      and landmark.stage_ordinal = dated.stage_ordinal
      left join marts._at_stage as at_stage on at_stage.journey_id = dated.journey_id
      and at_stage.stage_ordinal = dated.stage_ordinal
      left join done_at on done_at.journey_id = dated.journey_id
      and done_at.stage_ordinal = dated.stage_ordinal
    union all
    select
      journey_id,
      '*',
      concat_ws(
        ' ',
        case when is_followed then 'followed' end,
        case when is_undecided then 'undecided' end
      )
    from waited
    where stage_ordinal = 0
  ),
  -- what the playbook has of a visit
  task as (
    select
      journey_id, visit_number,
      string_agg(
        fate || ':' || as_word(task) || case
          when fate in ('in_time', 'late', 'missing') then ' due:' || as_word(task) else ''
        end,
        ' ' order by task
      ) as words
    from marts._playbook_visit
    group by journey_id, visit_number
  ),
  spent as (
    select
      spell.journey_id,
      spell.spell_number as visit_number,
      concat_ws(
        ' ',
        'known',
        case when spell.ended_how = 'happened' then 'left' end,
        case when spell.is_timed then 'timed' end
      ) as words
    from marts._spell as spell
    where spell.kind = 'visit'
  ),
  visit as (
    select
      visit.journey_id,
      concat_ws(' ', as_word(visit.stage), spent.words, task.words) as mark_value
    from
      core.fct_stage_visit as visit
      left join spent on spent.journey_id = visit.journey_id
      and spent.visit_number = visit.visit_number
      left join task on task.journey_id = visit.journey_id
      and task.visit_number = visit.visit_number
    where spent.journey_id is not null or task.journey_id is not null
  ),
  attempt as (
    select
      attempt.journey_id,
      concat_ws(
        ' ',
        attempt.attempt_number::varchar,
        case when attempt.replied_at is not null then 'replied' end,
        case
          when seconds_between(attempt.attempted_at, attempt.watermark_at) >= clock.horizon_seconds then 'followed'
        end
      ) as mark_value
    from
      marts._contact_attempt as attempt
      join marts._clock as clock on clock.kind = 'reply'
      and clock.pipeline = attempt.pipeline
  ),
  -- what a deal has several of that are alike
  alike as (
    select
      journey_id, mark, mark_value,
      row_number() over (partition by journey_id, mark, mark_value) as place
    from
      (
        select journey_id, 'visit' as mark, mark_value
        from visit
        union all
        select journey_id, 'attempt', mark_value
        from attempt
      ) as told
  ),
  single as (
    select journey.journey_id, 'duplicate' as mark, null::varchar as mark_value
    from
      core.fct_journey as journey
      join core._known_person as known on known.first_journey_id = journey.first_journey_id
    where known.is_repeated
    union all
    select journey.journey_id, 'invalid_contact', null
    from
      core.fct_journey as journey
      cross join (select count(*) > 0 as has_keys from core._known_person) as keys
      left join core._known_person as known on known.first_journey_id = journey.first_journey_id
    where keys.has_keys and known.first_journey_id is null
    union all
    select journey_id, 'called', null
    from marts._called
    union all
    select journey_id, 'connected', null
    from marts._called
    where is_connected
    union all
    select journey_id, 'attempts', max(attempt_number)::varchar
    from marts._contact_attempt
    group by journey_id
    union all
    select journey_id, 'silent_days', whole_part(silence_seconds, day_seconds())::varchar
    from marts.open_journeys
    where silence_seconds is not null and not is_list(lead_source)
    union all
    select journey_id, 'credited', null
    from core.fct_journey
    where outcome = 'won'
    union all
    select distinct journey_id, 'touched', campaign
    from marts._won_touch
    union all
    select journey.journey_id, 'untouched', null
    from
      core.fct_journey as journey
      left join (
        select distinct journey_id from marts._won_touch
      ) as touched on touched.journey_id = journey.journey_id
    where journey.outcome = 'won' and touched.journey_id is null
    union all
    select proposed.journey_id, 'proposal_expired', null
    from
      marts._proposal_segment as proposed
      join marts._open_contact as contact on contact.journey_id = proposed.journey_id
    where proposed.segment = 'all' and contact.proposal_state = 'expired'
    union all
    select journey_id, 'at', stage_word || ' ' || words
    from passed
    where words <> ''
    union all
    select
      journey_id,
      'speed',
      case
        when is_touched then 'touched_' else 'untouched_'
      end || speed_band || case
        when sales_seconds is not null then ' sales' else ''
      end
    from marts._speed_stand
  )
select journey_id, mark, mark_value, 1::bigint as place
from single
union all
select journey_id, mark, mark_value, place
from alike
union all
select
  proposed.journey_id,
  'proposal_' || proposed.segment,
  proposed.segment_value, version.version_number
from
  marts._proposal_segment as proposed
  cross join unnest(range(1, proposed.version_count + 1)) as version(version_number)
where proposed.segment <> 'owner'
