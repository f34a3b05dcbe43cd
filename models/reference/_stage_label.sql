-- The name that a stage has now, by the label that people saw before: a list that was made then writes the label. Where a pipeline used one
-- label for several stages, it means each in its own time. A label that a person decided about is left to the decision.
--
-- grain: source, pipeline, label, valid_from
with
  shown as (
    select
      version.source,
      coalesce(pipeline_name.name, version.pipeline_id) as pipeline,
      version.stage_id, version.label, version.name,
      case
        when row_number() over stage = 1 then timestamp '0001-01-01' else version.valid_from
      end as valid_from,
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
  spread as (
    select source, pipeline, label, count(distinct name) as name_count from shown group by all
  ),
  decided_name as (select distinct source, trim(source_stage) as label from decided.stage_map)
select distinct
  shown.source, shown.pipeline, shown.label, shown.name,
  case
    when spread.name_count = 1 then timestamp '0001-01-01' else shown.valid_from
  end as valid_from,
  case when spread.name_count = 1 then timestamp '9999-12-31' else shown.valid_to end as valid_to
from
  shown
  join spread using (source, pipeline, label)
  left join decided_name on decided_name.source = shown.source
  and decided_name.label = shown.label
where shown.label <> shown.name and shown.label <> shown.stage_id and decided_name.label is null
