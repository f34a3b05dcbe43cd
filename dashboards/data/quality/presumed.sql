-- nullable: pipeline, stage, stage_ordinal, order_told_by, doubt, line
-- values: kind: stage, lost, won, ignore
-- values: doubt: meaning, order
select
  pipeline,
  source,
  record_type,
  source_pipeline,
  source_stage,
  kind,
  kind_told_by,
  stage,
  stage_ordinal,
  order_told_by,
  forward_count,
  backward_count,
  record_count,
  current_count,
  doubt,
  line
from marts.presumed_stage
order by pipeline nulls last, stage_ordinal nulls last, kind = 'won' desc, kind, source, record_type, source_pipeline, source_stage
