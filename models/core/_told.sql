-- All that is told of every family: a stage entered, won, lost, or created (the record existed, at a stage that nobody recorded).
-- Records with a stage history speak through it, and of a closing that it cannot tell themselves; records without one through their creation, current stage and close date, and the
-- stages that earlier deliveries saw them at. What a record only states now is not dated: it happened at the latest then.
-- happened_at is what the source says; sorts_at is where it stands in the order (an outcome never before the start it ends).
-- What a lead, a form or a list tells after the deal was closed is a new inquiry: a family of its own, named by its first record; what is
-- told long after and while it was open is a family apart.
-- is_repeat: it only repeats how the deal had ended, and is no event. history_number: the file of a row of a stage history.
-- An event without a state has a wording that the stage map does not know; one without an instant is undated.
--
-- grain: none
with
  first_instant as (
    select
      begun.record_number,
      -- a creation of which only the day is known says nothing beside a finer change
      case
        when begun.created_precision <> 3
        or precision_code(changes.changed_at_precision) = 3 then begun.created_at
      end as created_at,
      begun.created_precision, begun.first_known_at, changes.changed_at, changes.source,
      coalesce(trim(changes.pipeline), '') as source_pipeline,
      coalesce(trim(changes.from_stage), '') as from_stage,
      trim(changes.to_stage) as to_stage,
      changes.changed_at_precision, changes.sequence, changes.owner_id
    from
      staging.stage_changes as changes
      join core._begun as begun on begun.source = changes.source
      and begun.record_type = changes.record_type
      and begun.record_id = changes.record_id
      and begun.first_moved_at = changes.changed_at
    where coalesce(trim(changes.from_stage), '') <> trim(changes.to_stage)
  ),
  numbered as (
    select
      *,
      row_number() over (
        partition by record_number
        order by
          sequence nulls last,
          to_stage,
          nullif(from_stage, '') nulls last,
          source_pipeline, owner_id
      ) as change_number,
      count(*) over (partition by record_number) as change_count
    from first_instant
  ),
  -- of several at the first instant the one that their chain begins with
  chain_start as (
    select
      record_number,
      start_of(changes_of(change_number, nullif(from_stage, ''), to_stage, null, change_number)) as change_number
    from numbered
    where change_count > 1
    group by record_number
  ),
  first_change as (
    select numbered.*
    from numbered left join chain_start on chain_start.record_number = numbered.record_number
    where numbered.change_number = coalesce(chain_start.change_number, 1)
  ),
  bare as (
    select
      current_record.*,
      min(current_record.created_at) over (
        partition by coalesce(family.near_number, current_record.record_number)
      ) as family_created_at,
      least(root.first_known_at, root_record.created_at) as root_begins_at,
      root.record_number = current_record.record_number as is_root,
      snapshot.first_entered_at as first_seen_at
    from
      core._record_version as current_record
      join core._record as record on record.record_number = current_record.record_number
      left join core._family as family on family.record_number = current_record.record_number
      left join core._record as root on root.record_number = coalesce(family.near_number, current_record.record_number)
      left join core._record_version as root_record on root_record.record_number = root.record_number
      left join core._snapshot as snapshot on snapshot.record_number = current_record.record_number
      and snapshot.place = 1
    where record.first_changed_at is null
  ),
  meant as (
    select bare.*, meaning.state, meaning.created_state
    from bare join core._meaning as meaning on meaning.wording_number = bare.wording_number
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
      and (is_unchanged or coalesce(state % 100 = 1, false)) as is_since_creation,
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
  ),
  event as (
    select
      record.record_number, wording.wording_number, meaning.state,
      changes.changed_at as happened_at,
      changes.changed_at as sorts_at,
      precision_code(changes.changed_at_precision) as precision_code,
      true as is_dated,
      changes.sequence, owner.owner_number, history.history_number
    from
      staging.stage_changes as changes
      join core._history_file as history on history.file_id = changes._file_id
      join core._wording as wording on wording.source = changes.source
      and wording.source_pipeline = coalesce(trim(changes.pipeline), '')
      and wording.from_stage = coalesce(trim(changes.from_stage), '')
      and wording.to_stage = trim(changes.to_stage)
      join core._meaning as meaning on meaning.wording_number = wording.wording_number
      join core._record as record on record.source = changes.source
      and record.record_type = changes.record_type
      and record.record_id = changes.record_id
      left join core._owner as owner on owner.owner_id = changes.owner_id
    where
      wording.from_stage <> wording.to_stage
      and changes.changed_at >= meaning.valid_from
      and changes.changed_at < meaning.valid_to
    union all
    -- the stage before the first change, since the creation, else since the history knows of it; what was closed at once had been there
    -- since the creation
    select
      first_change.record_number, wording.wording_number,
      case when first_change.from_stage = '' then meaning.created_state else meaning.state end,
      coalesce(first_change.created_at, first_change.first_known_at),
      coalesce(first_change.created_at, first_change.first_known_at),
      case
        when first_change.created_at is null then precision_code(first_change.changed_at_precision)
        else first_change.created_precision
      end,
      first_change.created_at is not null,
      null, owner.owner_number, null
    from
      first_change
      join core._wording as wording on wording.source = first_change.source
      and wording.source_pipeline = first_change.source_pipeline
      and wording.from_stage = ''
      and wording.to_stage = coalesce(nullif(first_change.from_stage, ''), first_change.to_stage)
      join core._meaning as meaning on meaning.wording_number = wording.wording_number
      and holds_at(
        case
          when first_change.from_stage = '' then first_change.changed_at
          else coalesce(first_change.created_at, first_change.first_known_at)
        end,
        meaning.valid_from, meaning.valid_to
      )
      left join core._owner as owner on owner.owner_id = first_change.owner_id
    where
      first_change.from_stage <> ''
      or (is_outcome(meaning.state) and first_change.created_at < first_change.changed_at)
    union all
    -- an open record's expected close date is no event; what another record only states says nothing of how the family's own one ended
    select
      record_number, wording_number, state,
      case
        when is_outcome(state)
        and family_created_at > stood_at
        and (
          not is_dated or family_created_at <= last_of(stood_at, precision_name(stood_precision))
        ) then family_created_at
        else stood_at
      end,
      case
        when is_outcome(state) and family_created_at > stood_at then family_created_at else stood_at
      end,
      stood_precision, is_dated, null, owner_number, null
    from stood
    where
      first_seen_at is null
      and (is_dated or is_root or root_begins_at is null or not coalesce(is_outcome(state), false))
    union all
    select
      record_number, wording_number, state, happened_at, sorts_at, precision_code, is_dated, null,
      owner_number, null
    from core._untold
    union all
    select
      record_number, wording_number, state,
      case when is_dated then entered_at else sorts_at end,
      sorts_at, precision_code, is_dated, null, owner_number, null
    from core._snapshot
    union all
    select
      record_number, wording_number, created_state, created_at, created_at, created_precision, true,
      null, owner_number, null
    from stood
    where
      created_at is not null
      and state is not null
      and (is_outcome(state) or not is_dated or said_at > created_at or first_seen_at is not null)
      and (first_seen_at is null or first_seen_at > created_at)
    union all
    select
      record.record_number, wording.wording_number,
      state_of(_pipeline.pipeline_number, 'stage', 1),
      member.delivered_at, member.delivered_at,
      precision_code(member.delivered_at_precision),
      true, null, null, null
    from
      core._list_member as member
      join core._record as record on record.source = member.source
      and record.record_type = 'list_member'
      and record.record_id = member.member_record_id
      join core._wording as wording on wording.source = member.source
      and wording.source_pipeline = coalesce(trim(member.pipeline), '')
      and wording.from_stage = ''
      and wording.to_stage = 'delivered'
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
      and coalesce(trim(member.pipeline), '') = ''
      left join core._pipeline on _pipeline.pipeline = coalesce(named.pipeline, usual.pipeline, trim(member.pipeline))
  ),
  related as (
    select record_number, family_number, near_number, is_form
    from core._family
    union
    select family_number, family_number, family_number, false
    from core._family
  ),
  -- a deal is reopened by its own events alone, and what its CRM won by those of the CRM
  ranked as (
    select
      related.family_number, related.near_number, related.is_form,
      event.*,
      case
        when record.record_type = 'opportunity' then 2
        when record.record_type = 'lead'
        and record.source = root.source then 1
        else 0
      end as standing
    from
      event
      join related on related.record_number = event.record_number
      join core._record as record on record.record_number = event.record_number
      join core._record as root on root.record_number = related.family_number
  ),
  preceded as (
    select
      *,
      last_value(
        case
          when standing = 2 and sorts_at is not null then coalesce(is_outcome(state), false)
        end ignore nulls
      ) over earlier as is_deal_closed,
      last_value(
        case
          when standing = 1 and sorts_at is not null then coalesce(state % 100 = 99, false)
        end ignore nulls
      ) over earlier as is_lead_won
    from ranked
    window
      earlier as (
        partition by family_number
        order by
          sorts_at, standing,
          coalesce(state % 100, 0) rows between unbounded preceding and 1 preceding
      )
  ),
  later as (
    select
      *,
      sorts_at is not null
      and standing < 2
      and coalesce(is_deal_closed, standing = 0 and is_lead_won, false) as is_later
    from preceded
  ),
  -- what a lead tells long after a start, and not of someone whose deal is closed, is a way of its own
  parted as (
    select
      *,
      near_number <> family_number
      and min(
        case when is_later then 1 else 0 end
      ) over (
        partition by family_number, near_number
      ) = 0 as is_apart
    from later
  ),
  -- an inquiry begins with something else than an outcome, which only repeats the deal's; a form tells no stage after the CRM knows the person
  begun as (
    select
      *,
      min(
        case when is_later and not is_apart and not is_outcome(state) then sorts_at end
      ) over (
        partition by family_number
      ) as inquired_at,
      min(
        case when not is_form then sorts_at end
      ) over (
        partition by family_number, case when is_apart then near_number end
      ) as known_at
    from parted
  ),
  shared as (
    select
      case
        when is_apart then near_number
        when is_later
        and sorts_at >= inquired_at then first_value(record_number) over (
          partition by family_number, is_later and not is_apart and sorts_at >= inquired_at
          order by sorts_at, record_number
        )
        else family_number
      end as family_number,
      record_number, wording_number, state, happened_at, sorts_at, precision_code, is_dated,
      sequence, owner_number, history_number, is_apart,
      not coalesce(
        case
          when is_later
          and not is_apart then sorts_at >= inquired_at
          else not is_form
          or coalesce(sorts_at <= known_at, true)
        end,
        false
      ) as is_repeat
    from begun
  )
select *
from shared
union all
select
  event.record_number as family_number,
  event.record_number, event.wording_number, event.state, event.happened_at, event.sorts_at,
  event.precision_code, event.is_dated, event.sequence, event.owner_number, event.history_number,
  false as is_apart,
  false as is_repeat
from event left join related on related.record_number = event.record_number
where related.record_number is null
