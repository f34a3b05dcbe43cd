-- One row per stage of a source that nobody has decided on, with what tells its meaning and its place, and what a person should check.
--
-- grain: source, record_type, source_pipeline, source_stage
-- column: pipeline  varchar  the pipeline it belongs to; null when it is ignored
-- column: source  varchar  system
-- column: record_type  varchar  lead, opportunity or list_member
-- column: source_pipeline  varchar  its pipeline as the source writes it; empty when it names none
-- column: source_stage  varchar  the stage as the source writes it; empty for leads without one
-- column: kind  varchar  stage, won, lost or ignore
-- column: kind_told_by  varchar  decision, crm, flag, vendor, probability, words, structure, entry, rename or nothing
-- column: stage  varchar  key; null for an outcome and what is ignored
-- column: stage_ordinal  integer  its place
-- column: order_told_by  varchar  what tells that it comes after the stage before it: crm, entries, vendor, probability, words, age, record_type or nothing
-- column: forward_count  bigint  records that were at the stage before it first
-- column: backward_count  bigint  records that were here first and then at the stage before it
-- column: record_count  bigint  records that were here
-- column: current_count  bigint  records that are here now
-- column: doubt  varchar  what a person should check: meaning (an outcome, and nothing says which) or order; null for neither
-- column: line  varchar  the line of reference/stage_map.csv that settles its meaning, where that is in doubt
-- assert: doubt in ('meaning', 'order')
-- answers: What was presumed about our stages, and why? What should we check?
select
  presumed.pipeline, presumed.source, presumed.record_type, presumed.source_pipeline,
  presumed.source_stage, presumed.kind, presumed.kind_told_by, presumed.stage,
  presumed.stage_ordinal, presumed.order_told_by, presumed.forward_count, presumed.backward_count,
  presumed.record_count, presumed.current_count,
  case
    when presumed.is_open_question then 'meaning' when presumed.is_order_doubtful then 'order'
  end as doubt,
  case
    when presumed.is_open_question then presumed.source || ',' || case
      when presumed.source_pipeline in ('', '(leads)') then '*'
      else csv_cell(presumed.source_pipeline)
    end || ',' || csv_cell(presumed.source_stage) || ',<won or lost>,,,,'
  end as line
from
  reference.presumed_stage as presumed
  left join reference.presumed_pipeline as pipeline on pipeline.pipeline = presumed.pipeline
where pipeline.pipeline is not null or presumed.pipeline is null
