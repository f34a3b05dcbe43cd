-- Every dated event of every family: a stage entered, won, lost, or created (the record existed, at a stage that nobody recorded).
-- Records with a stage history speak through it; records without one through their creation, current stage and close date.
-- happened_at is what the source says; sorts_at is where it stands in the order (an outcome never before the start it ends).
--
-- grain: none
with
  changes as (
    select
      source,
      record_type,
      record_id,
      coalesce(trim(pipeline), '') as source_pipeline,
      nullif(trim(from_stage), '') as from_stage,
      trim(to_stage) as to_stage,
      changed_at,
      changed_at_precision,
      sequence,
      owner_id
    from
      staging.stage_changes
    where
      trim(from_stage) is distinct from trim(to_stage)
  ),
  history as (
    select
      record.family_number,
      record.record_number,
      changes.source,
      changes.source_pipeline,
      changes.from_stage,
      changes.to_stage,
      changes.changed_at as happened_at,
      changes.changed_at as sorts_at,
      changes.changed_at_precision as precision,
      changes.sequence,
      changes.owner_id
    from
      changes
      join core._record as record on record.source = changes.source
      and record.record_type = changes.record_type
      and record.record_id = changes.record_id
  ),
  has_history as (
    select distinct
      record_number,
      true as is_known
    from
      history
  ),
  current_record as (
    select
      source,
      'opportunity' as record_type,
      opportunity_id as record_id,
      coalesce(trim(pipeline), '') as source_pipeline,
      nullif(trim(stage), '') as stage,
      created_at,
      created_at_precision,
      stage_changed_at,
      stage_changed_at_precision,
      closed_at,
      closed_at_precision,
      owner_id
    from
      core._opportunity
    union all
    select
      source,
      'lead',
      lead_id,
      coalesce(trim(pipeline), ''),
      nullif(trim(stage), ''),
      created_at,
      created_at_precision,
      stage_changed_at,
      stage_changed_at_precision,
      null,
      null,
      owner_id
    from
      core._lead
  ),
  bare_record as (
    select
      record.family_number,
      record.record_number,
      current_record.*,
      min(current_record.created_at) over (
        partition by
          record.family_number
      ) as family_created_at
    from
      current_record
      join core._record as record on record.source = current_record.source
      and record.record_type = current_record.record_type
      and record.record_id = current_record.record_id
      left join has_history on has_history.record_number = record.record_number
    where
      has_history.is_known is null
  ),
  first_change as (
    select
      history.family_number,
      history.record_number,
      history.source,
      history.source_pipeline,
      history.from_stage,
      history.happened_at,
      history.precision,
      history.owner_id
    from
      history
    where
      history.from_stage is not null
    qualify
      row_number() over (
        partition by
          history.record_number
        order by
          history.happened_at,
          history.sequence,
          history.from_stage,
          history.to_stage
      ) = 1
  ),
  earliest as (
    select
      record_number,
      min(happened_at) as happened_at
    from
      history
    group by all
  ),
  -- the stage before the first recorded change began when the record was created, if that is known as finely
  creation as (
    select
      first_change.family_number,
      first_change.record_number,
      first_change.source,
      first_change.source_pipeline,
      first_change.from_stage as to_stage,
      current_record.created_at as happened_at,
      current_record.created_at_precision as precision,
      first_change.owner_id
    from
      first_change
      join earliest on earliest.record_number = first_change.record_number
      and earliest.happened_at = first_change.happened_at
      join core._record as record on record.record_number = first_change.record_number
      join current_record on current_record.source = record.source
      and current_record.record_type = record.record_type
      and current_record.record_id = record.record_id
    where
      current_record.created_at < first_change.happened_at
      and (
        current_record.created_at_precision <> 'day'
        or first_change.precision = 'day'
      )
  ),
  named as (
    select
      family_number,
      record_number,
      source,
      source_pipeline,
      from_stage,
      to_stage,
      happened_at,
      sorts_at,
      precision,
      sequence,
      owner_id,
      true as is_history
    from
      history
    union all
    select
      family_number,
      record_number,
      source,
      source_pipeline,
      null,
      to_stage,
      happened_at,
      happened_at,
      precision,
      null,
      owner_id,
      true
    from
      creation
    union all
    select
      family_number,
      record_number,
      source,
      source_pipeline,
      null,
      stage,
      coalesce(closed_at, stage_changed_at, created_at),
      coalesce(closed_at, stage_changed_at, created_at),
      coalesce(closed_at_precision, stage_changed_at_precision, created_at_precision),
      null,
      owner_id,
      false
    from
      bare_record
    where
      stage is not null
  ),
  resolved as (
    select
      named.*,
      alias.kind,
      alias.target_pipeline as pipeline,
      alias.stage,
      alias.stage_ordinal,
      bare_record.created_at,
      bare_record.created_at_precision,
      bare_record.stage_changed_at,
      bare_record.stage_changed_at_precision,
      bare_record.family_created_at
    from
      named
      left join core._stage_alias as alias on alias.source = named.source
      and alias.source_pipeline = named.source_pipeline
      and alias.source_stage = named.to_stage
      left join bare_record on bare_record.record_number = named.record_number
    where
      alias.valid_from is null
      or (
        coalesce(named.happened_at, timestamp '2000-01-01') >= alias.valid_from
        and coalesce(named.happened_at, timestamp '2000-01-01') < alias.valid_to
      )
  ),
  dated as (
    -- an open record's expected close date is no event: it stands at its stage since it entered it, or since it was created
    select
      family_number,
      record_number,
      source,
      source_pipeline,
      from_stage,
      to_stage,
      pipeline,
      kind,
      stage,
      stage_ordinal,
      sequence,
      owner_id,
      case
        when is_history
        or kind in ('won', 'lost') then happened_at
        else coalesce(stage_changed_at, created_at)
      end as happened_at,
      case
        when is_history then happened_at
        when kind in ('won', 'lost') then greatest(happened_at, coalesce(family_created_at, happened_at))
        else coalesce(stage_changed_at, created_at)
      end as sorts_at,
      case
        when is_history
        or kind in ('won', 'lost') then precision
        else coalesce(stage_changed_at_precision, created_at_precision)
      end as precision
    from
      resolved
    union all
    select
      family_number,
      record_number,
      source,
      source_pipeline,
      null,
      null,
      pipeline,
      'created',
      null,
      1,
      null,
      owner_id,
      created_at,
      created_at,
      created_at_precision
    from
      resolved
    where
      not is_history
      and kind is not null
      and created_at is not null
      and (
        kind in ('won', 'lost')
        or stage_changed_at > created_at
      )
    union all
    select
      record.family_number,
      record.record_number,
      member.source,
      '',
      null,
      'delivered',
      first_stage.pipeline,
      'stage',
      first_stage.stage,
      1,
      null,
      null,
      member.delivered_at,
      member.delivered_at,
      member.delivered_at_precision
    from
      core._list_member as member
      join core._record as record on record.source = member.source
      and record.record_type = 'list_member'
      and record.record_id = member.member_record_id
      left join (
        select
          source,
          min(target_pipeline) as pipeline
        from
          reference.stage_map
        group by
          source
      ) as list_pipeline on list_pipeline.source = member.source
      left join reference.stages as first_stage on first_stage.ordinal = 1
      and first_stage.pipeline = coalesce(nullif(trim(member.pipeline), ''), list_pipeline.pipeline)
  )
select
  family_number,
  record_number,
  source,
  source_pipeline,
  from_stage,
  to_stage,
  pipeline,
  kind,
  stage,
  stage_ordinal,
  happened_at,
  sorts_at,
  precision,
  sequence,
  owner_id
from
  dated
