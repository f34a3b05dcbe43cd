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
