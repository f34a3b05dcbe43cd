-- The ways from a stage to the next, counted per curve (segment value and stage), seconds and fate; 12 and 14 are entries into
-- observation. step counts the censorings and entries before: within a step nothing but events happens.
-- Those with nothing but censorings and entries between them have the same run.
--
-- grain: curve, at_seconds, fate
with
  valued as (
    select
      value_in(
        slot.slot_number, null, null, way.source_number, way.campaign_number, way.list_number,
        way.owner_number, way.tier_number, way.country_number, way.band_number, way.quarter_number
      ) as value_number,
      way.pipeline_number, way.stage_ordinal, way.at_seconds, way.fate
    from marts._stage_time as way cross join marts._slot as slot
    where slot.slot_number > 2
  ),
  entered as (
    select
      value_in(
        slot.slot_number, null, null, way.source_number, way.campaign_number, way.list_number,
        way.owner_number, way.tier_number, way.country_number, way.band_number, way.quarter_number
      ) as value_number,
      way.pipeline_number, way.stage_ordinal,
      way.entry_seconds as at_seconds,
      (12 + way.fate % 4 - way.fate % 2)::tinyint as fate
    from marts._stage_time as way cross join marts._slot as slot
    where slot.slot_number > 2 and way.entry_seconds > 0
  ),
  told as (
    select
      value_number, pipeline_number, stage_ordinal, at_seconds, fate,
      count(*)::integer as journey_count
    from valued
    group by all
    union all
    select value_number, pipeline_number, stage_ordinal, at_seconds, fate, count(*)::integer
    from entered
    group by all
  ),
  -- those without a value leave after the count: before it each row would be compared with each place
  counted as (
    select
      curve_of(value_number, pipeline_number, stage_ordinal) as curve,
      at_seconds, fate, journey_count
    from told
    where value_number is not null
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
  curve, at_seconds, fate, journey_count,
  case
    when fate >= 8 then row_number() over censoring - 1
    else row_number() over everything - row_number() over censoring
  end as step,
  case when fate >= 8 then row_number() over everything - row_number() over censoring end as run
from cell
window
  everything as (partition by curve order by at_seconds, fate),
  censoring as (partition by curve, fate >= 8 order by at_seconds, fate)
