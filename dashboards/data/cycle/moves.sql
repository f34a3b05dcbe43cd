-- Moves between places; what goes to another pipeline goes to "other".
select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  from_stage as "from",
  from_ordinal as "fromOrdinal",
  case when to_pipeline = pipeline then to_stage else 'other' end as "to",
  case when to_pipeline = pipeline then to_ordinal end as "toOrdinal",
  kind,
  sum(move_count)::bigint as moves
from marts.stage_transition
where (segment = 'all' and segment_value = 'all') or segment = 'lead_source'
group by all
order by pipeline, source, "fromOrdinal", "from", "toOrdinal" nulls last, "to", kind
