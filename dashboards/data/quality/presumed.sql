select
  pipeline,
  source,
  record_type as record,
  source_pipeline as "sourcePipeline",
  source_stage as "sourceStage",
  kind,
  kind_told_by as "kindToldBy",
  stage,
  stage_ordinal as ordinal,
  order_told_by as "orderToldBy",
  forward_count as forward,
  backward_count as backward,
  record_count as records,
  current_count as here,
  doubt,
  line
from marts.presumed_stage
order by pipeline nulls last, stage_ordinal nulls last, kind = 'won' desc, kind, source, record_type, source_pipeline, source_stage
