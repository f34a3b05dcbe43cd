-- What the stage histories tell: every change, and the stage before the first one, where it tells of something before it. That began at the
-- record's creation, else when the history first knows of it; what was closed at once had been there since its creation.
-- history_number: the file of a row of a stage history.
--
-- grain: none
-- stored: no
with
  told as materialized (
    select
      record.record_number, move.move_number, move.source, move.source_pipeline, move.from_stage,
      move.to_stage, changes.changed_at,
      precision_code(changes.changed_at_precision) as precision_code,
      changes.sequence, changes.owner_id, history.history_number
    from
      staging.stage_changes as changes
      join core._history_file as history on history.file_id = changes._file_id
      join core._source_move as move on move.source = changes.source
      and move.source_pipeline = trimmed(changes.pipeline)
      and move.from_stage = trimmed(changes.from_stage)
      and move.to_stage = trim(changes.to_stage)
      join core._record as record on record.source = changes.source
      and record.record_type = changes.record_type
      and record.record_id = changes.record_id
    where move.from_stage <> move.to_stage
  ),
  -- every name of a stage that means an outcome at some time
  closing as (
    select distinct move.source, move.to_stage
    from
      core._stage_meaning as meaning
      join core._source_move as move on move.move_number = meaning.move_number
    where meaning.is_closing
  ),
  -- the histories that begin with leaving a stage or with a close: something was before
  begun_before as (
    select distinct record.record_number
    from
      told
      join core._record as record on record.record_number = told.record_number
      and record.first_changed_at = told.changed_at
      left join closing on closing.source = told.source
      and closing.to_stage = told.to_stage
    where told.from_stage <> '' or closing.to_stage is not null
  ),
  begun as (
    select
      record.record_number, record.first_changed_at, record.first_known_at,
      case
        when current_record.created_at <= record.first_changed_at then current_record.created_at
      end as created_at,
      current_record.created_precision
    from
      begun_before
      join core._record as record on record.record_number = begun_before.record_number
      left join core._record_version as current_record on current_record.record_number = record.record_number
  ),
  first_instant as (
    select
      told.*,
      -- a creation of which only the day is known says nothing beside a finer change
      case
        when begun.created_precision <> 3 or told.precision_code = 3 then begun.created_at
      end as created_at,
      begun.created_precision, begun.first_known_at
    from
      told
      join begun on begun.record_number = told.record_number
      and begun.first_changed_at = told.changed_at
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
  )
select
  told.record_number, told.move_number, meaning.state,
  told.changed_at as happened_at,
  told.changed_at as sorts_at,
  told.precision_code,
  true as is_dated,
  told.sequence, owner.owner_number, told.history_number
from
  told
  join core._stage_meaning as meaning on meaning.move_number = told.move_number
  left join core._owner as owner on owner.owner_id = told.owner_id
where told.changed_at >= meaning.valid_from and told.changed_at < meaning.valid_to
union all
select
  first_change.record_number, move.move_number,
  case when first_change.from_stage = '' then meaning.created_state else meaning.state end,
  coalesce(first_change.created_at, first_change.first_known_at),
  coalesce(first_change.created_at, first_change.first_known_at),
  case
    when first_change.created_at is null then first_change.precision_code
    else first_change.created_precision
  end,
  first_change.created_at is not null,
  null, owner.owner_number, null
from
  first_change
  join core._source_move as move on move.source = first_change.source
  and move.source_pipeline = first_change.source_pipeline
  and move.from_stage = ''
  and move.to_stage = coalesce(nullif(first_change.from_stage, ''), first_change.to_stage)
  join core._stage_meaning as meaning on meaning.move_number = move.move_number
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
