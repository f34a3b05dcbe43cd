-- What each source calls the stages: as the reference data decides, else as presumed from the data.
--
-- grain: source, pipeline, source_stage, valid_from
-- column: source  varchar  system
-- column: pipeline  varchar  its pipeline as the source writes it; * for all
-- column: source_stage  varchar  the stage as the source writes it; empty for leads without one
-- column: kind  varchar  stage, won, lost or ignore
-- column: target_pipeline  varchar  pipeline
-- column: stage  varchar  key; null for won, lost and ignore
-- column: valid_from  date  first local day on which it holds
-- column: valid_to  date  first local day on which it does not hold any more
-- answers: What does a stage of the CRM mean?
with
  written as (
    select
      sighting.source, sighting.written_pipeline, sighting.stage, presumed.kind,
      case when presumed.kind <> 'ignore' then presumed.pipeline end as pipeline,
      presumed.stage as target_stage,
      presumed.record_count
    from
      (
        select distinct source, record_type, source_pipeline, written_pipeline, stage
        from reference._sighting
      ) as sighting
      left join reference._rename as renamed on renamed.source = sighting.source
      and renamed.record_type = sighting.record_type
      and renamed.source_pipeline = sighting.source_pipeline
      and renamed.stage = sighting.stage
      join reference.presumed_stage as presumed on presumed.source = sighting.source
      and presumed.record_type = sighting.record_type
      and presumed.source_pipeline = sighting.source_pipeline
      and presumed.source_stage = coalesce(renamed.newer_stage, sighting.stage)
  ),
  -- what the source called its stages, by its own record of them
  called as (
    select
      definitions.source,
      trim(definitions.pipeline) as pipeline,
      trim(definitions.name) as label,
      trim(definitions.stage) as stage,
      coalesce(definitions.valid_from, definitions._known_at) as since
    from staging.stage_definitions as definitions
    where trim(definitions.name) <> '' and trim(definitions.pipeline) <> ''
    qualify
      trim(definitions.name) is distinct from lag(trim(definitions.name)) over (
        partition by definitions.source, trim(definitions.pipeline), trim(definitions.stage)
        order by
          coalesce(definitions.valid_from, definitions._known_at),
          definitions._file_id, definitions._row
      )
  ),
  stretch as (
    select *, row_number() over stage = 1 as is_first, lead(since) over stage as until_at
    from called
    window stage as (partition by source, pipeline, stage order by since)
  ),
  former as (
    select
      stretch.source, stretch.pipeline,
      stretch.label as source_stage,
      presumed.kind,
      case when presumed.kind <> 'ignore' then presumed.pipeline end as target_pipeline,
      presumed.stage,
      case
        when not stretch.is_first then timezone(setting.value, timezone('UTC', stretch.since))::date
      end as valid_from,
      timezone(setting.value, timezone('UTC', stretch.until_at))::date as valid_to
    from
      stretch
      join reference.settings as setting on setting.key = 'reporting_time_zone'
      join reference.presumed_stage as presumed on presumed.source = stretch.source
      and presumed.source_pipeline = stretch.pipeline
      and presumed.source_stage = stretch.stage
      left join written as current_name on current_name.source = stretch.source
      and current_name.written_pipeline = stretch.pipeline
      and current_name.stage = stretch.label
    where stretch.until_at is not null and current_name.source is null
    qualify
      row_number() over (
        partition by stretch.source, stretch.pipeline, stretch.label
        order by stretch.until_at desc, presumed.record_type, presumed.source_stage
      ) = 1
  )
select
  decided_map.source, decided_map.pipeline,
  case
    when trim(decided_map.source_stage) = '(empty)' then '' else decided_map.source_stage
  end as source_stage,
  decided_map.kind,
  case
    when decided_map.kind in ('won', 'lost') then coalesce(decided_map.target_pipeline, usual.target_pipeline)
    else decided_map.target_pipeline
  end as target_pipeline,
  decided_map.stage, decided_map.valid_from, decided_map.valid_to
from
  decided.stage_map as decided_map
  -- what a name means, said without its pipeline, holds in the one to which the other names lead
  left join (
    select source, pipeline, min(target_pipeline) as target_pipeline
    from decided.stage_map
    where target_pipeline is not null
    group by source, pipeline
  ) as usual on usual.source = decided_map.source
  and usual.pipeline = decided_map.pipeline
where
  decided_map.target_pipeline is not null
  or decided_map.kind = 'ignore'
  and usual.target_pipeline is not null
  or decided_map.kind in ('won', 'lost')
  and usual.target_pipeline is not null
union all
select
  source,
  case when written_pipeline = '' then '*' else written_pipeline end,
  stage, kind, pipeline, target_stage, null, null
from written
qualify
  row_number() over (
    partition by source, written_pipeline, stage order by record_count desc, pipeline, target_stage
  ) = 1
union all
select
  source, pipeline, source_stage, kind, target_pipeline, stage,
  case when valid_from < valid_to then valid_from end,
  valid_to
from former
