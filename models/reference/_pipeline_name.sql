-- The name of each pipeline that records also write as an id, or by a name that it had before: a CRM's list for people has names, what a
-- program is answered has ids, of the same deals. From the source's list of stages, else where nine of ten deals that are in a pipeline of
-- a number are in the same one of a name as well.
--
-- grain: source, pipeline_id
with
  listed as (
    select
      source,
      trim(pipeline) as pipeline_id,
      trim(pipeline_name) as name,
      coalesce(valid_from, _known_at) as valid_from,
      _file_id, _row
    from staging.stage_definitions
    where trim(pipeline_name) <> '' and trim(pipeline) <> ''
  ),
  newest as (
    select source, pipeline_id, name
    from listed
    qualify
      row_number() over (
        partition by source, pipeline_id order by valid_from desc nulls last, _file_id, _row desc
      ) = 1
  ),
  shared as (
    select
      numbered.source,
      trim(numbered.pipeline) as pipeline_id,
      trim(named.pipeline) as name,
      count(distinct numbered.opportunity_id) as deal_count
    from
      staging.opportunities as numbered
      join staging.opportunities as named on named.source = numbered.source
      and named.opportunity_id = numbered.opportunity_id
    where
      regexp_full_match(trim(numbered.pipeline), '\d+')
      and trim(named.pipeline) <> ''
      and not regexp_full_match(trim(named.pipeline), '\d+')
    group by all
  ),
  agreed as (
    select source, pipeline_id, name
    from shared
    qualify deal_count >= 0.9 * sum(deal_count) over (partition by source, pipeline_id)
  ),
  -- a name that one pipeline had before
  former as (
    select listed.source, listed.name as former_name, min(newest.name) as name
    from
      listed
      join newest on newest.source = listed.source
      and newest.pipeline_id = listed.pipeline_id
    group by listed.source, listed.name
    having count(distinct listed.pipeline_id) = 1 and listed.name <> min(newest.name)
  )
select source, pipeline_id, name
from newest
union all
select source, pipeline_id, name
from agreed anti join newest using (source, pipeline_id)
union all
select former.source, former.former_name, former.name
from
  former
  anti join (
    select source, name as taken from newest union select source, pipeline_id from newest
  ) as used on used.source = former.source
  and used.taken = former.former_name
