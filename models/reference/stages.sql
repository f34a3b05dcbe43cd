-- The stages of every pipeline: those that the reference data decides, and those presumed from the data.
--
-- grain: pipeline, stage
-- column: pipeline  varchar  key
-- column: stage  varchar  key
-- column: ordinal  integer  1 to K
-- column: team  varchar  marketing or sales
-- column: label_en  varchar  English label; of a presumed stage as the source writes it
-- column: label_hu  varchar  Hungarian label; of a presumed stage as the source writes it
-- column: benchmark_low  double  low end of the usual conversion to the next stage
-- column: benchmark_high  double  high end
-- column: benchmark_source  varchar  who says so
-- column: horizon_days  integer  days within which one advances; empty when the own data says
-- column: is_proposal  boolean  a deal that enters it is sent a proposal
-- answers: What are the stages of our pipelines?
with
  decided_pipeline as (select distinct pipeline from decided.stages),
  presumed as (
    select
      presumed.pipeline, presumed.stage, presumed.stage_ordinal,
      max(presumed.team) as team,
      coalesce(
        max(presumed.label) filter (where presumed.kind_told_by <> 'entry'),
        max(presumed.label)
      ) as label,
      max(presumed.role) as role,
      bool_or(presumed.is_proposal) as is_proposal
    from
      reference.presumed_stage as presumed
      left join decided_pipeline on decided_pipeline.pipeline = presumed.pipeline
    where presumed.kind = 'stage' and decided_pipeline.pipeline is null
    group by presumed.pipeline, presumed.stage, presumed.stage_ordinal
  )
select
  pipeline, stage, ordinal, team, label_en, label_hu, benchmark_low, benchmark_high,
  benchmark_source, horizon_days,
  coalesce(is_proposal, false) as is_proposal
from decided.stages
union all
select
  presumed.pipeline, presumed.stage, presumed.stage_ordinal, presumed.team, presumed.label,
  presumed.label, benchmarks.low, benchmarks.high, benchmarks.source, null, presumed.is_proposal
from presumed left join reference.benchmarks on benchmarks.role = presumed.role
