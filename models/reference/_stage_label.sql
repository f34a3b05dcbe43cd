-- The name that a stage has now, by the label that people saw before: a list that was made then writes the label. Where a pipeline used one
-- label for several stages, it means each in its own time, and before all of them the first. A label that a person decided about is left to
-- the decision.
--
-- grain: source, pipeline, label, valid_from
with
  shown as (
    select
      version.source,
      coalesce(pipeline_name.name, version.pipeline_id) as pipeline,
      version.stage_id, version.label, version.name, version.valid_from,
      coalesce(lead(version.valid_from) over stage, timestamp '9999-12-31') as valid_to
    from
      reference._stage_version as version
      left join reference._pipeline_name as pipeline_name on pipeline_name.source = version.source
      and pipeline_name.pipeline_id = version.pipeline_id
    window
      stage as (
        partition by version.source, version.pipeline_id, version.stage_id
        order by version.valid_from
      )
  ),
  -- where stages had one label at one time, the one that has had it since later means it
  bounded as (
    select
      shown.*,
      count(distinct name) over label as name_count,
      row_number() over (
        partition by source, pipeline, label order by valid_from, stage_id
      ) = 1 as is_first,
      lead(valid_from) over (
        partition by source, pipeline, label order by valid_from, stage_id
      ) as next_from
    from shown
    window label as (partition by source, pipeline, label)
  ),
  decided_name as (select distinct source, trim(source_stage) as label from decided.stage_map)
select distinct
  bounded.source, bounded.pipeline, bounded.label, bounded.name,
  case
    when bounded.is_first
    or bounded.name_count = 1 then timestamp '0001-01-01'
    else bounded.valid_from
  end as valid_from,
  case
    when bounded.name_count = 1 then timestamp '9999-12-31'
    else least(bounded.valid_to, coalesce(bounded.next_from, bounded.valid_to))
  end as valid_to
from
  bounded
  left join decided_name on decided_name.source = bounded.source
  and decided_name.label = bounded.label
where
  bounded.label <> bounded.name
  and bounded.label <> bounded.stage_id
  and decided_name.label is null
  and (bounded.name_count = 1 or bounded.next_from is distinct from bounded.valid_from)
