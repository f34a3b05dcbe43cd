-- The ways from a stage to the next, counted per curve (segment value and stage), seconds and fate; 12 and 14 are entries into
-- observation. step counts the censorings and entries before: within a step nothing but events happens.
--
-- grain: curve, at_seconds, fate
with
  valued as (
    select
      value_in (
        slot.slot_number,
        null,
        null,
        way.source_number,
        way.campaign_number,
        way.list_number,
        way.owner_number,
        way.tier_number,
        way.country_number,
        way.band_number,
        way.quarter_number
      ) as value_number,
      way.pipeline_number,
      way.stage_ordinal,
      way.at_seconds,
      way.fate
    from
      marts._stage_time as way
      cross join marts._slot as slot
    where
      slot.slot_number > 2
  ),
  entered as (
    select
      value_in (
        slot.slot_number,
        null,
        null,
        way.source_number,
        way.campaign_number,
        way.list_number,
        way.owner_number,
        way.tier_number,
        way.country_number,
        way.band_number,
        way.quarter_number
      ) as value_number,
      way.pipeline_number,
      way.stage_ordinal,
      way.entry_seconds as at_seconds,
      (12 + way.fate % 4 - way.fate % 2)::tinyint as fate
    from
      marts._stage_time as way
      cross join marts._slot as slot
    where
      slot.slot_number > 2
      and way.entry_seconds > 0
  ),
  counted as (
    select
      curve_of (value_number, pipeline_number, stage_ordinal) as curve,
      at_seconds,
      fate,
      count(*)::integer as journey_count
    from
      valued
    where
      value_number is not null
    group by all
    union all
    select
      curve_of (value_number, pipeline_number, stage_ordinal) as curve,
      at_seconds,
      fate,
      count(*)::integer as journey_count
    from
      entered
    where
      value_number is not null
    group by all
  ),
  -- every lead source is in the row with lists, all but the purchased lists in the unsegmented one
  pooled as (
    select
      counted.curve + curve_of (pool.pool_number - pool.value_number, 0, 0) as curve,
      counted.at_seconds,
      counted.fate,
      sum(counted.journey_count)::integer as journey_count
    from
      counted
      join marts._pool as pool on pool.value_number = curve_value (counted.curve)
    group by all
  ),
  cell as (
    select
      *
    from
      counted
    union all
    select
      *
    from
      pooled
  )
select
  curve,
  at_seconds,
  fate,
  journey_count,
  count(
    case
      when fate >= 8 then 1
    end
  ) over earlier as step,
  coalesce(
    sum(
      case
        when fate <= 1 then journey_count
      end
    ) over earlier,
    0
  )::bigint as timed_advanced_before
from
  cell
window
  earlier as (
    partition by
      curve
    order by
      at_seconds,
      fate rows between unbounded preceding
      and 1 preceding
  )
