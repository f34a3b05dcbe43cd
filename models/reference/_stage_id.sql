-- The name of each stage id, for the time in which it has it: in its own pipeline, and as pipeline * for records that name none or another,
-- where the id is in one pipeline only or has one name in all of them.
--
-- grain: source, pipeline_id, stage_id, valid_from
with
  named as (
    select distinct
      source, pipeline_id, stage_id, name,
      began_at as valid_from,
      ended_at as valid_to
    from reference._stage_version
  ),
  spread as (
    select
      source, stage_id,
      count(distinct pipeline_id) as pipeline_count,
      count(distinct name) as name_count
    from named
    group by all
  )
select source, pipeline_id, stage_id, name, valid_from, valid_to
from named
union all
select named.source, '*', named.stage_id, named.name, named.valid_from, named.valid_to
from named join spread using (source, stage_id)
where spread.pipeline_count = 1
union all
select source, '*', stage_id, min(name), timestamp '0001-01-01', timestamp '9999-12-31'
from named join spread using (source, stage_id)
where spread.pipeline_count > 1 and spread.name_count = 1
group by source, stage_id
