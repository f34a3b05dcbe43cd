-- The curves of which nothing is estimated because more than a tenth of their events have no instant of their own, only a bound.
--
-- grain: curve
with
  way as (
    select way.*, way.stage_ordinal as place
    from
      core.fct_stage_reach as reach
      join marts._stage_time as way on way.journey_id = reach.journey_id
      and way.stage_ordinal = reach.stage_ordinal
    where not reach.is_dated and way.fate < 8
  ),
  ending as (
    select ending.*
    from
      core.fct_journey as journey
      join marts._customer_journey as ending on ending.journey_id = journey.journey_id
    where not journey.is_dated and ending.fate < 2
  ),
  undated as (
    select
      pipeline_number, place, source_number, campaign_number, list_number, owner_number,
      tier_number, country_number, band_number, quarter_number
    from way
    union all
    select
      pipeline_number,
      customer_place(),
      source_number, campaign_number, list_number, owner_number, tier_number, country_number,
      band_number, quarter_number
    from ending
    union all
    select
      pipeline_number, month_place, source_number, campaign_number, list_number, owner_number,
      tier_number, country_number, band_number, quarter_number
    from ending
  ),
  valued as (
    select
      value_in(
        slot.slot_number, null, null, undated.source_number, undated.campaign_number,
        undated.list_number, undated.owner_number, undated.tier_number, undated.country_number,
        undated.band_number, undated.quarter_number
      ) as value_number,
      undated.pipeline_number, undated.place
    from undated cross join marts._slot as slot
    where slot.slot_number > 2
  ),
  pooled as (
    select value_number, pipeline_number, place
    from valued
    where value_number is not null
    union all
    select pool.pool_number, valued.pipeline_number, valued.place
    from valued join marts._pool as pool on pool.value_number = valued.value_number
  ),
  counted as (
    select curve_of(value_number, pipeline_number, place) as curve, count(*) as undated_count
    from pooled
    group by all
  ),
  happened as (
    select curve, sum(journey_count) as event_count
    from marts._stage_cell
    where fate < 8
    group by curve
    union all
    select curve, sum(journey_count)
    from marts._customer_cell
    where fate < 2
    group by curve
  )
select counted.curve
from counted join happened on happened.curve = counted.curve
where counted.undated_count * 10 > happened.event_count
