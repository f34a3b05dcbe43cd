-- One row per stage of each pipeline, with its labels and benchmark.
--
-- grain: pipeline, stage
-- column: pipeline  varchar  pipeline
-- column: stage  varchar  key
-- column: stage_ordinal  integer  1 to K
-- column: team  varchar  marketing or sales
-- column: label_en  varchar  English label
-- column: label_hu  varchar  Hungarian label
-- column: benchmark_low  double  low end of the usual conversion to the next stage
-- column: benchmark_high  double  high end
-- column: benchmark_source  varchar  who says so
-- column: benchmark_source_hu  varchar  the same in Hungarian; null where there is one text only
-- answers: What are the stages, and what is usual?
select
  pipeline, stage,
  ordinal as stage_ordinal,
  team, label_en, label_hu, benchmark_low, benchmark_high, benchmark_source, benchmark_source_hu
from reference.stages
