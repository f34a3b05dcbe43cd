-- Does a new lead leave the first stage within a week?
-- mind: only leads that could be followed for a week count, so that a fresh month is not worse; a loss within the week is no advance.
-- hu: Továbblép-e egy új lead egy héten belül az első szakaszból?
-- hu mind: csak az egy hétig követhető leadek számítanak, így egy friss hónap nem tűnik rosszabbnak; a héten belüli elvesztés nem továbblépés.
select
  pipeline, cohort_month,
  count(*) as followed_count,
  count(*) filter (where is_quick) as advanced_count,
  round(avg(is_quick::integer), 3) as rate,
  round(wilson_low(count(*) filter (where is_quick), count(*)), 3) as rate_low,
  round(wilson_high(count(*) filter (where is_quick), count(*)), 3) as rate_high
from
  (
    select
      reach.pipeline, journey.cohort_month,
      reach.status = 'advanced' and reach.elapsed_seconds <= 7 * 86400 as is_quick
    from
      core.fct_stage_reach as reach
      join core.fct_journey as journey on journey.journey_id = reach.journey_id
    where
      reach.stage_ordinal = 1
      and reach.reached_by = 'visit'
      and reach.is_timed
      and reach.entry_seconds = 0
      and journey.lead_source <> 'purchased_list'
      and journey.watermark_at >= reach.reached_at + interval 7 days
  ) as reach
group by pipeline, cohort_month
order by pipeline, cohort_month
