-- One row per pipeline and segment value: what lead to customer would be if journeys open for too long counted as lost.
-- Too long is more than the P95 of started to won of the unsegmented row, in days, rounded up. Nobody knows whether they are lost, so
-- this is shown beside the estimate and never in place of it. It is the share won by that age, and of those still undecided then the
-- share won later within the horizon. Journeys handed off after that age, or observed only from a later one, are left out of that share.
--
-- grain: pipeline, segment, segment_value
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  as in marts.stage_conversion
-- column: segment_value  varchar  its value
-- column: stale_days  integer  open for longer than so many days counts as lost; null when nobody won
-- column: stale_count  bigint  journeys open for longer, those handed off left out
-- column: open_count  bigint  open journeys; those whose record is deleted are none
-- column: estimate  double  as in marts.lead_to_customer, over all cohorts
-- column: estimate_if_stale_lost  double  the same if they were lost; null where the estimate or stale_days is
-- assert: stale_count <= open_count
-- assert: estimate_if_stale_lost between 0 and 1.000000001
-- assert: (estimate_if_stale_lost is null) = (estimate is null or stale_days is null)
-- answers: How much of the estimate rests on old deals that nobody closed?
with
  limits as (
    select
      pipeline,
      ceil(in_days(quantile_of(seconds_between(started_at, outcome_at), 0.95)))::integer as stale_days
    from core.fct_journey
    where outcome = 'won' and not is_list(lead_source) and not is_impossible and is_dated
    group by pipeline
  ),
  -- the journeys that were still undecided at that age
  late as (
    select
      progress.pipeline, journey_segment.value_number,
      count(*) filter (where progress.outcome = 'open') as stale_count,
      count(*) filter (
        where progress.entry_seconds <= seconds_of_days(limits.stale_days)
      ) as undecided_count,
      count(*) filter (
        where
          progress.entry_seconds <= seconds_of_days(limits.stale_days)
          and progress.outcome = 'won'
          and seconds_between(progress.started_at, progress.ended_at) <= seconds_of_days(setting.lead_to_customer_days)
      ) as won_count
    from
      marts._progress as progress
      join limits on limits.pipeline = progress.pipeline
      join core.fct_journey as journey on journey.journey_id = progress.journey_id
      cross join core._setting as setting
      join marts._journey_segment as journey_segment on journey_segment.journey_id = progress.journey_id
    where
      seconds_between(progress.started_at, progress.ended_at) > seconds_of_days(limits.stale_days)
      and progress.is_observed
      and journey.handed_off_to is null
    group by all
  ),
  by_then as (
    select
      clock.pipeline, curve.value_number,
      max_by(curve.incidence, curve.from_seconds) as incidence,
      max_by(curve.survival, curve.from_seconds) as survival
    from
      marts._curve as curve
      join marts._clock as clock on clock.kind = 'customer'
      and clock.clock_number = curve.clock_number
      join limits on limits.pipeline = clock.pipeline
    where curve.day <= limits.stale_days
    group by clock.pipeline, curve.value_number
  )
select
  customer.pipeline, customer.segment, customer.segment_value, limits.stale_days,
  coalesce(late.stale_count, 0) as stale_count,
  customer.open_count, customer.estimate,
  case
    when customer.estimate is not null
    and limits.stale_days is not null then coalesce(by_then.incidence, 0.0) + coalesce(by_then.survival, 1.0) * coalesce(rate(late.won_count, late.undecided_count), 0.0)
  end as estimate_if_stale_lost
from
  marts.lead_to_customer as customer
  left join limits on limits.pipeline = customer.pipeline
  left join marts._segment_value as value on value.segment = customer.segment
  and value.segment_value = customer.segment_value
  left join by_then on by_then.pipeline = customer.pipeline
  and by_then.value_number = value.value_number
  left join late on late.pipeline = customer.pipeline
  and late.value_number = value.value_number
where customer.cohort_month is null
