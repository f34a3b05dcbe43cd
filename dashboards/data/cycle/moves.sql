-- Moves between places; what goes to another pipeline goes to "other".
-- nullable: to_ordinal
-- values: kind: started, advanced, back, lost, handed_off, reopened
select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  from_stage,
  from_ordinal,
  case when to_pipeline = pipeline then to_stage else 'other' end as to_stage,
  case when to_pipeline = pipeline then to_ordinal end as to_ordinal,
  kind,
  sum(move_count)::bigint as move_count
from marts.stage_transition
where (segment = 'all' and segment_value = 'all') or segment = 'lead_source'
group by all
order by pipeline, source, from_ordinal, from_stage, to_ordinal nulls last, to_stage, kind
