-- Of each two stages of an undecided pipeline, at how many records the first was entered first; of what shares an instant nothing is known.
-- cost counts the records that contradict the order first, then what else contradicts it.
--
-- grain: source, record_type, source_pipeline, stage, later_stage
with
  stage as (
    select
      *,
      row_number() over (
        partition by source, record_type, source_pipeline
        order by
          own_ordinal nulls last,
          median_rank nulls last,
          coalesce(vendor_ordinal / 10.0, probability, role_place(role) / 10.0) nulls last,
          median_age_seconds nulls last,
          stage
      ) as usual_place
    from reference._stage_kind
    where kind = 'stage' and stage <> ''
  ),
  before as (
    select
      entry.source, entry.record_type, entry.source_pipeline, entry.stage,
      later.stage as later_stage,
      count(*) as before_count
    from
      reference._entry as entry
      join reference._entry as later on later.source = entry.source
      and later.record_type = entry.record_type
      and later.source_pipeline = entry.source_pipeline
      and later.record_id = entry.record_id
      and later.entered > entry.entered
    group by all
  )
select
  stage.source, stage.record_type, stage.source_pipeline, stage.stage,
  later.stage as later_stage,
  coalesce(before.before_count, 0) as before_count,
  stage.usual_place > later.usual_place as is_unusual,
  -- what it costs to put the first before the second; the CRM's own order holds whatever the records did
  case
    when stage.own_ordinal is not null
    and later.own_ordinal is not null then 0
    else coalesce(after.before_count, 0)
  end * 1000000 + case
    when stage.usual_place > later.usual_place then 1 else 0
  end as cost
from
  stage
  join stage as later on later.source = stage.source
  and later.record_type = stage.record_type
  and later.source_pipeline = stage.source_pipeline
  and later.stage <> stage.stage
  left join before on before.source = stage.source
  and before.record_type = stage.record_type
  and before.source_pipeline = stage.source_pipeline
  and before.stage = stage.stage
  and before.later_stage = later.stage
  left join before as after on after.source = stage.source
  and after.record_type = stage.record_type
  and after.source_pipeline = stage.source_pipeline
  and after.stage = later.stage
  and after.later_stage = stage.stage
