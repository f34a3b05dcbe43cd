-- When each record is first known to have been at each stage, for at most some 20,000 records of a pipeline: enough to tell its order.
--
-- grain: source, record_type, source_pipeline, record_id, stage
with
  pipeline as (
    select
      source, record_type, source_pipeline,
      1 + floor(count(distinct record_id) / 20000.0)::bigint as one_in
    from reference._sighting
    group by source, record_type, source_pipeline
  )
select
  sighting.source, sighting.record_type, sighting.source_pipeline, sighting.record_id,
  sighting.stage,
  min({'seen_at': sighting.seen_at, 'step': sighting.step, 'sequence': sighting.sequence}) as entered
from
  reference._sighting as sighting
  join pipeline on pipeline.source = sighting.source
  and pipeline.record_type = sighting.record_type
  and pipeline.source_pipeline = sighting.source_pipeline
where hash(sighting.record_id) % pipeline.one_in = 0 and sighting.seen_at is not null
group by
  sighting.source, sighting.record_type, sighting.source_pipeline, sighting.record_id,
  sighting.stage
