-- The stages of every pipeline: those that the reference data decides, and those presumed from the data. The stage of proposals is the
-- one that is marked, in a pipeline that marks none the first whose name tells of proposals.
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
-- column: benchmark_source_hu  varchar  the same in Hungarian; of a shipped benchmark as it is shipped, null where the company gives none
-- column: horizon_days  integer  days within which one advances; empty when the own data says
-- column: is_proposal  boolean  a deal that enters it is sent a proposal
-- answers: What are the stages of our pipelines?
with
  decided_pipeline as (select distinct pipeline from decided.stages),
  marking_pipeline as (select distinct pipeline from decided.stages where is_proposal is not null),
  told_proposal as (
    select stages.pipeline, min(stages.ordinal) as ordinal
    from
      decided.stages
      join reference.stage_words on stage_words.meaning = 'proposal'
      and (
        has_word(fold_name(stages.label_en), stage_words.word)
        or has_word(fold_name(stages.label_hu), stage_words.word)
        or has_word(fold_name(stages.stage), stage_words.word)
      )
      left join marking_pipeline on marking_pipeline.pipeline = stages.pipeline
    where marking_pipeline.pipeline is null
    group by stages.pipeline
  ),
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
  stages.pipeline, stages.stage, stages.ordinal, stages.team, stages.label_en, stages.label_hu,
  stages.benchmark_low, stages.benchmark_high, stages.benchmark_source,
  coalesce(stages.benchmark_source_hu, shipped.source_hu) as benchmark_source_hu,
  stages.horizon_days,
  coalesce(stages.is_proposal, stages.ordinal = told_proposal.ordinal, false) as is_proposal
from
  decided.stages
  left join told_proposal on told_proposal.pipeline = stages.pipeline
  left join (
    select source, min(source_hu) as source_hu from reference.benchmarks group by source
  ) as shipped on shipped.source = stages.benchmark_source
union all
select
  presumed.pipeline, presumed.stage, presumed.stage_ordinal, presumed.team, presumed.label,
  presumed.label, benchmarks.low, benchmarks.high, benchmarks.source, benchmarks.source_hu, null,
  coalesce(
    presumed.stage_ordinal = min(
      case when presumed.is_proposal then presumed.stage_ordinal end
    ) over (
      partition by presumed.pipeline
    ),
    false
  )
from presumed left join reference.benchmarks on benchmarks.role = presumed.role
