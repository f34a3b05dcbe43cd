-- What records tell of themselves: their creation, the stage they are at and how they were closed, the stages that earlier deliveries saw
-- them at, the closing that their history cannot tell, the delivery of a list. What a record only states now is not dated: it happened
-- at the latest then.
--
-- grain: none
-- stored: no
with
  bare as (
    select
      current_record.*,
      min(current_record.created_at) over (
        partition by coalesce(identity.near_number, current_record.record_number)
      ) as identity_created_at,
      least(root.first_known_at, root_record.created_at) as root_begins_at,
      root.record_number = current_record.record_number as is_root,
      snapshot.first_entered_at as first_seen_at
    from
      core._record_version as current_record
      join core._record as record on record.record_number = current_record.record_number
      left join core._identity as identity on identity.record_number = current_record.record_number
      left join core._record as root on root.record_number = coalesce(identity.near_number, current_record.record_number)
      left join core._record_version as root_record on root_record.record_number = root.record_number
      left join core._event_of_snapshot as snapshot on snapshot.record_number = current_record.record_number
      and snapshot.place = 1
    where record.first_changed_at is null
  ),
  meant as (
    select bare.*, meaning.state, meaning.created_state
    from bare join core._stage_meaning as meaning on meaning.move_number = bare.move_number
    where
      bare.has_stage
      and holds_at(
        coalesce(
          case when meaning.is_closing then bare.closed_at end,
          bare.stage_changed_at, bare.worded_at,
          timestamp '2000-01-01'
        ),
        meaning.valid_from, meaning.valid_to
      )
  ),
  -- Where a record only says that it stands now, it came there at an unknown time: at the latest when it was last changed, and what
  -- became another record before that began. At the first stage it has been since its creation.
  placed as (
    select
      meant.*,
      case
        when is_outcome(state) and closed_at is not null then closed_at else stage_changed_at
      end as said_at,
      case
        when is_outcome(state)
        and closed_at is not null then closed_precision
        else stage_changed_precision
      end as said_precision,
      created_at is not null
      and (is_unchanged or coalesce(is_first_stage(state), false)) as is_since_creation,
      case
        when not has_date then null
        when not is_root
        and (
          created_at is null or created_at <= root_begins_at
        ) then least(stated_at, root_begins_at)
        else stated_at
      end as bound_at
    from meant
  ),
  stood as (
    select
      *,
      case
        when said_at is not null then said_at when is_since_creation then created_at else bound_at
      end as stood_at,
      case
        when said_at is not null then said_precision
        when is_since_creation then created_precision
        else stated_precision
      end as stood_precision,
      said_at is not null or is_since_creation as is_dated
    from placed
  )
  -- an open record's expected close date is no event; what another record only states says nothing of how the identity's own one ended
select
  record_number, move_number, state,
  case
    when is_outcome(state)
    and identity_created_at > stood_at
    and (
      not is_dated or identity_created_at <= last_of(stood_at, precision_name(stood_precision))
    ) then identity_created_at
    else stood_at
  end as happened_at,
  case
    when is_outcome(state) and identity_created_at > stood_at then identity_created_at else stood_at
  end as sorts_at,
  stood_precision as precision_code,
  is_dated,
  null::bigint as sequence,
  owner_number,
  null::integer as history_number
from stood
where
  first_seen_at is null
  and (is_dated or is_root or root_begins_at is null or not coalesce(is_outcome(state), false))
union all
select
  record_number, move_number, state, happened_at, sorts_at, precision_code, is_dated, null,
  owner_number, null
from core._closing_of_record
union all
select
  record_number, move_number, state,
  case when is_dated then entered_at else sorts_at end,
  sorts_at, precision_code, is_dated, null, owner_number, null
from core._event_of_snapshot
union all
select
  record_number, move_number, created_state, created_at, created_at, created_precision, true, null,
  owner_number, null
from stood
where
  created_at is not null
  and state is not null
  and (is_outcome(state) or not is_dated or said_at > created_at or first_seen_at is not null)
  and (first_seen_at is null or first_seen_at > created_at)
union all
select
  record.record_number, move.move_number,
  state_of(_pipeline.pipeline_number, 'stage', 1),
  member.delivered_at, member.delivered_at,
  precision_code(member.delivered_at_precision),
  true, null, null, null
from
  core._list_member as member
  join core._record as record on record.source = member.source
  and record.record_type = 'list_member'
  and record.record_id = member.member_record_id
  join core._source_move as move on move.source = member.source
  and move.source_pipeline = trimmed(member.pipeline)
  and move.from_stage = ''
  and move.to_stage = 'delivered'
  -- the pipeline that the list names, in our words or the map's; of a list that names none, the one its source works in
  left join (
    select source, trim(pipeline) as source_pipeline, min(target_pipeline) as pipeline
    from reference.stage_map
    group by all
  ) as named on named.source = member.source
  and named.source_pipeline = trim(member.pipeline)
  left join (
    select source, min(target_pipeline) as pipeline from reference.stage_map group by source
  ) as usual on usual.source = member.source
  and trimmed(member.pipeline) = ''
  left join core._pipeline on _pipeline.pipeline = coalesce(named.pipeline, usual.pipeline, trim(member.pipeline))
