-- The states that successive deliveries of a record saw it at, for records without a stage history that were seen at more than one:
-- a history of the precision of the deliveries. A state began when its delivery says; if that says nothing, or contradicts an earlier
-- delivery, at the start of the local day of the first delivery that shows it. What no delivery before shows otherwise is only bounded. The stage a record was closed in comes before its outcome.
--
-- grain: record_number, place
with
  several as (
    select record_type, source
    from
      (
        select 'opportunity' as record_type, source, _file_id, count(last_stage) as closed_in_count
        from staging.opportunities
        group by source, _file_id
        union all
        select 'lead', source, _file_id, 0
        from staging.leads
        group by source, _file_id
      ) as file
    group by record_type, source
    having count(*) > 1 or sum(closed_in_count) > 0
  ),
  unrecorded as (
    select record_number, source, record_type, record_id
    from core._record
    where first_changed_at is null and version is not null
  ),
  delivered as (
    select
      record.record_number, record.source,
      version_of(_file.file_number, opportunities._row) as version,
      opportunities._known_at as known_at,
      trimmed(opportunities.pipeline) as source_pipeline,
      trimmed(opportunities.stage) as stage,
      trimmed(opportunities.last_stage) as last_stage,
      opportunities.created_at, opportunities.created_at_precision, opportunities.stage_changed_at,
      opportunities.stage_changed_at_precision,
      held_close(
        opportunities.closed_at, opportunities.updated_at, opportunities.updated_at_precision,
        observation.watermark_at
      ) as closed_at,
      opportunities.closed_at_precision, opportunities.updated_at, opportunities.owner_id
    from
      staging.opportunities
      join unrecorded as record on record.source = opportunities.source
      and record.record_type = 'opportunity'
      and record.record_id = opportunities.opportunity_id
      join several on several.source = opportunities.source
      and several.record_type = 'opportunity'
      left join core._observation as observation on observation.source = opportunities.source
      join core._file on _file.file_id = opportunities._file_id
    union all
    select
      record.record_number, record.source,
      version_of(_file.file_number, leads._row),
      leads._known_at,
      trimmed(leads.pipeline),
      trimmed(leads.stage),
      '',
      leads.created_at, leads.created_at_precision, leads.stage_changed_at,
      leads.stage_changed_at_precision, null, null, leads.updated_at, leads.owner_id
    from
      staging.leads
      join unrecorded as record on record.source = leads.source
      and record.record_type = 'lead'
      and record.record_id = leads.lead_id
      join several on several.source = leads.source
      and several.record_type = 'lead'
      join core._file on _file.file_id = leads._file_id
  ),
  restless as (
    select record_number
    from delivered
    group by record_number
    having
      min(stage) <> max(stage)
      or min(source_pipeline) <> max(source_pipeline)
      or max(case when last_stage not in ('', stage) then 1 else 0 end) = 1
  ),
  -- of several rows that were known at one time the last one holds
  version as (
    select delivered.*
    from delivered join restless on restless.record_number = delivered.record_number
    qualify
      row_number() over (
        partition by delivered.record_number, delivered.known_at order by delivered.version desc
      ) = 1
  ),
  -- each closing once, when it was first delivered, with the stage before it from the first delivery that names one
  closing as (
    select
      *,
      row_number() over (closed order by last_stage in ('', stage), version) as telling,
      min(version) over closed as first_version,
      min(known_at) over closed as first_known_at
    from version
    window
      closed as (partition by record_number, source_pipeline, stage, coalesce(closed_at, known_at))
  ),
  sighting as (
    select
      version.record_number, version.version,
      2 as part,
      version.known_at, version.source, version.source_pipeline, version.stage, version.created_at,
      version.created_at_precision, version.stage_changed_at, version.stage_changed_at_precision,
      version.closed_at, version.closed_at_precision,
      version.updated_at as bound_at,
      version.last_stage <> '' as is_closed_beside,
      version.owner_id
    from version
    where version.stage <> ''
    union all
    select
      closing.record_number, closing.first_version, 1, closing.first_known_at, closing.source,
      closing.source_pipeline, closing.last_stage, closing.created_at, closing.created_at_precision,
      closing.stage_changed_at, closing.stage_changed_at_precision, null, null,
      coalesce(closing.closed_at, closing.updated_at),
      false, closing.owner_id
    from closing
    where closing.telling = 1 and closing.last_stage not in ('', closing.stage)
  ),
  placed as (
    select
      sighting.*,
      -- what says nothing of its time was so from the creation on when it is the first that is known, else when it was delivered
      coalesce(
        sighting.stage_changed_at,
        case
          when row_number() over (
            partition by record_number order by version, part
          ) = 1 then sighting.created_at
        end,
        sighting.known_at,
        timestamp '2000-01-01'
      ) as standing_at
    from sighting
  ),
  meant as (
    select
      sighting.*,
      move.move_number, meaning.state,
      coalesce(is_outcome(meaning.state), false) as is_closed,
      case
        when is_outcome(meaning.state)
        and sighting.closed_at is not null then sighting.closed_at
        when is_outcome(meaning.state)
        and sighting.is_closed_beside then null
        else sighting.stage_changed_at
      end as said_at,
      case
        when is_outcome(meaning.state)
        and sighting.closed_at is not null then sighting.closed_at_precision
        else sighting.stage_changed_at_precision
      end as said_precision,
      lag(move.move_number) over record_order as move_before
    from
      placed as sighting
      join core._source_move as move on move.source = sighting.source
      and move.source_pipeline = sighting.source_pipeline
      and move.from_stage = ''
      and move.to_stage = sighting.stage
      join core._stage_meaning as meaning on meaning.move_number = move.move_number
    where
      holds_at(
        case
          when meaning.is_closing then coalesce(sighting.closed_at, sighting.standing_at)
          else sighting.standing_at
        end,
        meaning.valid_from, meaning.valid_to
      )
    window
      record_order as (partition by sighting.record_number order by sighting.version, sighting.part)
  ),
  changed as (
    select
      meant.*,
      row_number() over record_order as place,
      max(meant.said_at) over (
        partition by meant.record_number
        order by meant.version, meant.part rows between unbounded preceding and 1 preceding
      ) as said_before,
      min(meant.said_at) over (
        partition by meant.record_number
        order by meant.version, meant.part rows between 1 following and unbounded following
      ) as said_after,
      meant.said_at is null
      and (
        row_number() over record_order = 1
        or meant.known_at is not distinct from lag(meant.known_at) over record_order
      ) as is_only_stated
    from meant
    where meant.move_number is distinct from meant.move_before
    window record_order as (partition by meant.record_number order by meant.version, meant.part)
  ),
  seen as (
    select
      changed.*,
      plus_seconds(local_day.local_date::timestamp, - local_day.offset_before) as seen_at,
      changed.place = 1
      and changed.created_at is not null
      and coalesce(is_first_stage(changed.state), false) as is_since_creation
    from
      changed
      cross join core._setting as setting
      left join reference.local_day as local_day on local_day.zone = setting.reporting_time_zone
      and local_day.local_date = changed.known_at::date
  ),
  -- what no earlier delivery shows otherwise and nothing dates was so when the record was last changed, at the latest
  dated as (
    select
      seen.*,
      case
        when seen.is_only_stated
        and seen.is_since_creation then seen.created_at
        when seen.is_only_stated then greatest(
          least(coalesce(seen.bound_at, seen.seen_at, observation.watermark_at), seen.said_after),
          seen.created_at
        )
        when seen.place = 1
        or seen.is_closed
        or seen.said_at > seen.said_before then coalesce(seen.said_at, seen.seen_at)
        else coalesce(seen.seen_at, seen.said_at, seen.created_at)
      end as entered_at,
      case
        when seen.is_only_stated
        and seen.is_since_creation then seen.created_at_precision
        when seen.is_only_stated then 'second'
        when seen.place = 1
        or seen.is_closed
        or seen.said_at > seen.said_before then coalesce(seen.said_precision, 'day')
        else 'day'
      end as entered_precision,
      not seen.is_only_stated or seen.is_since_creation as is_dated
    from seen left join core._observation as observation on observation.source = seen.source
  )
select
  dated.record_number, dated.place, dated.move_number, dated.state, dated.entered_at,
  max(dated.entered_at) over (
    partition by dated.record_number
    order by dated.place rows between unbounded preceding and current row
  ) as sorts_at,
  min(dated.entered_at) over (partition by dated.record_number) as first_entered_at,
  precision_code(dated.entered_precision) as precision_code,
  dated.is_dated, owner.owner_number
from dated left join core._owner as owner on owner.owner_id = dated.owner_id
