-- What a source's stage name meant, for each stretch of time; the stretches of one name cover all of time without overlap.
-- A stretch that no row of the stage map covers has no kind: the name is unmapped then.
--
-- grain: source, source_pipeline, source_stage, valid_from
with
  observed as (select distinct source, source_pipeline from core._source_move),
  mapped as (
    select
      observed.source, observed.source_pipeline,
      trim(stage_map.source_stage) as source_stage,
      stage_map.kind, stage_map.target_pipeline, stage_map.stage, stage_map.valid_from,
      stage_map.valid_to,
      case when stage_map.pipeline = '*' then 1 else 0 end as is_general,
      min(
        case when stage_map.pipeline = '*' then 1 else 0 end
      ) over (
        partition by observed.source, observed.source_pipeline, trim(stage_map.source_stage)
      ) as best
    from observed join reference.stage_map on stage_map.source = observed.source
    where stage_map.pipeline = '*' or trim(stage_map.pipeline) = observed.source_pipeline
  ),
  dated as (
    select
      mapped.source, mapped.source_pipeline, mapped.source_stage, mapped.kind,
      mapped.target_pipeline, mapped.stage,
      stages.ordinal as stage_ordinal,
      coalesce(plus_seconds(mapped.valid_from::timestamp, - from_day.offset_before), timestamp '0001-01-01') as valid_from,
      coalesce(plus_seconds(mapped.valid_to::timestamp, - to_day.offset_before), timestamp '9999-12-31') as valid_to
    from
      mapped
      left join reference.stages on stages.pipeline = mapped.target_pipeline
      and stages.stage = mapped.stage
      left join core._setting as setting on setting.one = 1
      left join reference.local_day as from_day on from_day.zone = setting.reporting_time_zone
      and from_day.local_date = mapped.valid_from
      left join reference.local_day as to_day on to_day.zone = setting.reporting_time_zone
      and to_day.local_date = mapped.valid_to
    where mapped.is_general = mapped.best
  ),
  neighbours as (
    select
      *,
      lag(valid_to, 1, timestamp '0001-01-01') over (
        partition by source, source_pipeline, source_stage order by valid_from
      ) as gap_from,
      lead(valid_from) over (
        partition by source, source_pipeline, source_stage order by valid_from
      ) as next_from
    from dated
  )
select
  source, source_pipeline, source_stage, kind, target_pipeline, stage, stage_ordinal, valid_from,
  valid_to
from dated
union all
select source, source_pipeline, source_stage, null, null, null, null, gap_from, valid_from
from neighbours
where gap_from < valid_from
union all
select
  source, source_pipeline, source_stage, null, null, null, null, valid_to,
  timestamp '9999-12-31'
from neighbours
where next_from is null and valid_to < timestamp '9999-12-31'
