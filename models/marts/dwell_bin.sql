-- Visits by length, the completed ones and the ages of those still open, in bins that grow by 8 %; counts add up over cohorts and sources, and quantiles are read from them.
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
-- column: completed_count  bigint  visits that ended after so long
-- column: open_count  bigint  visits not ended yet that are so old at the watermark
-- answers: How are stage durations distributed?
with
  visits as (
    select
      visit.pipeline, progress.cohort_month, progress.lead_source, visit.stage, visit.stage_ordinal,
      visit.exit_kind = 'open' as is_open,
      coalesce(visit.dwell_seconds, visit.open_seconds) as visit_seconds
    from
      core.fct_stage_visit as visit
      join marts._progress as progress on progress.journey_id = visit.journey_id
    where visit.is_timed
  ),
  binned as (
    select
      pipeline, cohort_month, lead_source, stage, stage_ordinal, is_open,
      case
        when visit_seconds < 60 then 0
        else (floor(ln(visit_seconds / 60.0) / ln(1.08)) + 1)::integer
      end as bin
    from visits
  )
select
  pipeline, cohort_month, lead_source, stage, stage_ordinal, bin,
  (case when bin = 0 then 0 else 60 * pow(1.08, bin - 1) end)::double as low_seconds,
  (60 * pow(1.08, bin))::double as high_seconds,
  count(*) filter (where not is_open) as completed_count,
  count(*) filter (where is_open) as open_count
from binned
group by all
