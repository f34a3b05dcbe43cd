-- One row per pipeline: what it is called, and whether a person has said so.
--
-- grain: pipeline
-- column: pipeline  varchar  key
-- column: label  varchar  its name as the one source that has it writes it; null when the reference data makes it of several or of one without a name
-- column: source  varchar  the source that names it so; null when the reference data decides
-- column: state  varchar  decided by a person; written by setup and confirmed by nobody yet; presumed from the data
-- column: stages_en  varchar  its stages in their order, English
-- column: stages_hu  varchar  its stages in their order, Hungarian
-- column: won_names  varchar  what the sources call won; null when nothing is known to
-- column: lost_names  varchar  what the sources call lost; null when nothing is known to
-- column: question_names  varchar  what looks like an outcome, and nothing says which one
-- column: won_line  varchar  the line of reference/stage_map.csv that would say what means won; null when that is known or decided
-- column: lost_line  varchar  the same of lost
-- column: lost_count  bigint  leads and deals that were lost, lists left out
-- column: unplaced_lost_count  bigint  of them, those of which nothing says at which stage they were lost; they count at the first
-- column: are_losses_placed  boolean  they are at most a tenth of all that began, or there is one stage; else shares from stage to stage are no findings
-- assert: state in ('decided', 'written', 'presumed')
-- assert: unplaced_lost_count <= lost_count
-- answers: Which pipelines are there? Which were read from the data, and does nobody vouch for?
with
  stage as (
    select
      pipeline,
      count(*) as stage_count,
      string_agg(label_en, ' → ' order by ordinal) as stages_en,
      string_agg(label_hu, ' → ' order by ordinal) as stages_hu
    from reference.stages
    group by pipeline
  ),
  outcome as (
    select
      target_pipeline as pipeline,
      string_agg(
        distinct source_stage,
        ', ' order by source_stage
      ) filter (
        where kind = 'won'
      ) as won_names,
      string_agg(
        distinct source_stage,
        ', ' order by source_stage
      ) filter (
        where kind = 'lost'
      ) as lost_names
    from reference.stage_map
    group by target_pipeline
  ),
  -- what a person decided of one pipeline of one source keeps its name
  named as (
    select target_pipeline as pipeline, max(pipeline) filter (where pipeline <> '*') as label
    from reference.stage_map
    group by target_pipeline
    having
      count(distinct source) = 1 and count(distinct pipeline) filter (where pipeline <> '*') = 1
  ),
  counted as (
    select
      pipeline,
      count(*) as journey_count,
      count(*) filter (where outcome = 'lost') as lost_count,
      count(*) filter (where outcome = 'lost' and lost_from_stage is null) as unplaced_lost_count
    from core.fct_journey
    where not is_list(lead_source)
    group by pipeline
  )
select
  stage.pipeline,
  coalesce(presumed.label, named.label) as label,
  presumed.named_by as source,
  case
    when presumed.pipeline is not null then 'presumed'
    when unconfirmed.pipeline is not null then 'written'
    else 'decided'
  end as state,
  stage.stages_en, stage.stages_hu, outcome.won_names, outcome.lost_names, presumed.question_names,
  presumed.won_line, presumed.lost_line,
  coalesce(counted.lost_count, 0) as lost_count,
  coalesce(counted.unplaced_lost_count, 0) as unplaced_lost_count,
  stage.stage_count = 1
  or coalesce(counted.unplaced_lost_count * 10 <= counted.journey_count, true) as are_losses_placed
from
  stage
  left join outcome on outcome.pipeline = stage.pipeline
  left join named on named.pipeline = stage.pipeline
  left join reference.presumed_pipeline as presumed on presumed.pipeline = stage.pipeline
  left join reference.unconfirmed_pipeline as unconfirmed on unconfirmed.pipeline = stage.pipeline
  left join counted on counted.pipeline = stage.pipeline
