-- The one horizon of each pipeline's mature cohort: the P90 of started to won, in whole weeks, 7 to 365 days; 365 when nobody won.
--
-- grain: pipeline
with
  pipelines as (select distinct pipeline from reference.stages),
  won as (
    select pipeline, quantile_of(seconds_between(started_at, outcome_at), 0.9) as p90_seconds
    from core.fct_journey
    where outcome = 'won' and lead_source <> 'purchased_list' and not is_impossible and is_dated
    group by pipeline
  )
select
  pipelines.pipeline,
  case
    when won.p90_seconds is not null then least(greatest(ceil(won.p90_seconds / 604800.0)::integer * 7, 7), 365)
    else 365
  end::integer as mature_horizon_days
from pipelines left join won on won.pipeline = pipelines.pipeline
