-- Each journey's progress, so far and within the mature horizon, with what it is segmented by.
-- mature_ordinal is null when the journey began too recently; K + 1 when it was won in time.
--
-- grain: journey_id
with
  in_time as (
    select
      reach.journey_id,
      max(reach.stage_ordinal) as stage_ordinal
    from
      core.fct_stage_reach as reach
      join core.fct_journey as journey on journey.journey_id = reach.journey_id
      join marts._horizon as horizon on horizon.pipeline = reach.pipeline
    where
      reach.reached_at <= plus_seconds (journey.started_at, horizon.mature_horizon_days * 86400)
    group by
      reach.journey_id
  ),
  won as (
    select
      reach.journey_id,
      max(reach.ended_at) as won_at,
      max(reach.stage_ordinal) as last_ordinal
    from
      core.fct_stage_reach as reach
      join core.fct_journey as journey on journey.journey_id = reach.journey_id
    where
      journey.outcome = 'won'
    group by
      reach.journey_id
  )
select
  journey.journey_id,
  journey.pipeline,
  journey.outcome,
  journey.furthest_ordinal,
  journey.cohort_month,
  case
    when journey.started_at > plus_seconds (journey.watermark_at, - horizon.mature_horizon_days * 86400) then null
    when won.won_at <= plus_seconds (journey.started_at, horizon.mature_horizon_days * 86400) then won.last_ordinal + 1
    else in_time.stage_ordinal
  end as mature_ordinal,
  journey.lead_source,
  journey.campaign_id,
  journey.list_id,
  journey.owner_id,
  journey.icp_tier,
  journey.country,
  case
    when journey.amount_base is null then null
    when journey.amount_base < 100000 then '1: under 100 thousand'
    when journey.amount_base < 1000000 then '2: 100 thousand to 1 million'
    when journey.amount_base < 10000000 then '3: 1 to 10 million'
    else '4: 10 million and more'
  end as amount_band,
  extract (
    year
    from
      journey.cohort_month
  )::varchar || ' Q' || extract (
    quarter
    from
      journey.cohort_month
  )::varchar as cohort_quarter,
  horizon.mature_horizon_days
from
  core.fct_journey as journey
  join marts._horizon as horizon on horizon.pipeline = journey.pipeline
  join in_time on in_time.journey_id = journey.journey_id
  left join won on won.journey_id = journey.journey_id
