-- Journeys counted per curve (segment value, over all cohorts and by cohort month), seconds from the start and fate: won, lost, last
-- known, or 3 an entry into observation. step counts the censorings and entries before.
-- A cohort in which nobody is censored or enters within the horizon needs no finer times than days.
--
-- grain: curve, at_seconds, fate
with
  unsettled as (
    select distinct journey.pipeline_number, journey.month_place
    from marts._customer_journey as journey cross join core._setting as setting
    where
      journey.entry_seconds > 0
      or (journey.fate = 2 and journey.at_seconds <= setting.lead_to_customer_days * 86400)
  ),
  journey as (
    select journey.*, unsettled.month_place is not null as is_unsettled
    from
      marts._customer_journey as journey
      left join unsettled on unsettled.pipeline_number = journey.pipeline_number
      and unsettled.month_place = journey.month_place
  ),
  valued as (
    select
      value_in(
        slot.slot_number, null, null, journey.source_number, journey.campaign_number,
        journey.list_number, journey.owner_number, journey.tier_number, journey.country_number,
        journey.band_number, journey.quarter_number
      ) as value_number,
      journey.pipeline_number, journey.month_place, journey.is_unsettled, journey.at_seconds,
      journey.fate
    from journey cross join marts._slot as slot
    where slot.slot_number > 2
  ),
  entered as (
    select
      value_in(
        slot.slot_number, null, null, journey.source_number, journey.campaign_number,
        journey.list_number, journey.owner_number, journey.tier_number, journey.country_number,
        journey.band_number, journey.quarter_number
      ) as value_number,
      journey.pipeline_number, journey.month_place,
      journey.entry_seconds as at_seconds,
      3::tinyint as fate
    from marts._customer_journey as journey cross join marts._slot as slot
    where slot.slot_number > 2 and journey.entry_seconds > 0
  ),
  counted as (
    select
      curve_of(value_number, pipeline_number, customer_place()) as curve,
      at_seconds, fate,
      count(*)::integer as journey_count
    from valued
    where value_number is not null
    group by all
    union all
    select
      curve_of(value_number, pipeline_number, month_place) as curve,
      case
        when is_unsettled then at_seconds else ceil(at_seconds / 86400.0)::integer * 86400
      end as at_seconds,
      fate,
      count(*)::integer as journey_count
    from valued
    where value_number is not null
    group by all
    union all
    select
      curve_of(value_number, pipeline_number, customer_place()) as curve,
      at_seconds, fate,
      count(*)::integer as journey_count
    from entered
    where value_number is not null
    group by all
    union all
    select
      curve_of(value_number, pipeline_number, month_place) as curve,
      at_seconds, fate,
      count(*)::integer as journey_count
    from entered
    where value_number is not null
    group by all
  ),
  -- every lead source is in the row with lists, all but the purchased lists in the unsegmented one
  pooled as (
    select
      counted.curve + curve_of(pool.pool_number - pool.value_number, 0, 0) as curve,
      counted.at_seconds, counted.fate,
      sum(counted.journey_count)::integer as journey_count
    from counted join marts._pool as pool on pool.value_number = curve_value(counted.curve)
    group by all
  ),
  cell as (select * from counted union all select * from pooled)
select
  curve, at_seconds, fate,
  ceil(at_seconds / 86400.0)::integer as day,
  journey_count,
  count(
    case when fate >= 2 then 1 end
  ) over (
    partition by curve order by at_seconds, fate rows between unbounded preceding and 1 preceding
  ) as step
from cell
