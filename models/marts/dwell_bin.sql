-- Completed visits by length, in bins that grow by a quarter; counts add up over cohorts and sources, and quantiles are read from them.
--
-- grain: pipeline, cohort_month, lead_source, stage, bin
-- column: pipeline  varchar  target pipeline
-- column: cohort_month  date  local month of the journey's start
-- column: lead_source  varchar  canonical lead source
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  its place in the pipeline
-- column: bin  integer  number of the bin; 0 is up to one minute
-- column: low_seconds  double  shortest dwell in the bin
-- column: high_seconds  double  longest dwell in the bin, not included
-- column: completed_count  bigint  visits
-- answers: How are stage durations distributed?
with
  binned as (
    select
      visit.pipeline,
      progress.cohort_month,
      progress.lead_source,
      visit.stage,
      visit.stage_ordinal,
      case
        when visit.dwell_seconds < 60 then 0
        else (floor(ln(visit.dwell_seconds / 60.0) / ln(1.25)) + 1)::integer
      end as bin
    from
      core.fct_stage_visit as visit
      join marts._progress as progress on progress.journey_id = visit.journey_id
    where
      visit.exit_kind <> 'open'
      and not visit.is_impossible
  )
select
  pipeline,
  cohort_month,
  lead_source,
  stage,
  stage_ordinal,
  bin,
  (
    case
      when bin = 0 then 0
      else 60 * pow(1.25, bin - 1)
    end
  )::double as low_seconds,
  (60 * pow(1.25, bin))::double as high_seconds,
  count(*) as completed_count
from
  binned
group by all
