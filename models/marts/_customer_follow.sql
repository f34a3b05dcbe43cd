-- Journeys of every lead-to-customer curve by the whole days from their start to the watermark, at most the horizon.
--
-- grain: curve, followed_days
with
  valued as (
    select
      value_in(
        slot.slot_number, null, null, journey.source_number, journey.campaign_number,
        journey.list_number, journey.owner_number, journey.tier_number, journey.country_number,
        journey.band_number, journey.quarter_number
      ) as value_number,
      journey.pipeline_number, journey.month_place, journey.followed_days
    from marts._customer_journey as journey cross join marts._slot as slot
    where slot.slot_number > 2
  ),
  counted as (
    select value_number, pipeline_number, month_place, followed_days, count(*) as journey_count
    from valued
    where value_number is not null
    group by all
  ),
  pooled as (
    select counted.*
    from counted
    union all
    select
      pool.pool_number, counted.pipeline_number, counted.month_place, counted.followed_days,
      counted.journey_count
    from counted join marts._pool as pool on pool.value_number = counted.value_number
  )
select
  curve_of(value_number, pipeline_number, month_place) as curve,
  followed_days,
  sum(journey_count)::bigint as journey_count
from pooled
group by all
union all
select
  curve_of(value_number, pipeline_number, customer_place()) as curve,
  followed_days,
  sum(journey_count)::bigint as journey_count
from pooled
group by all
