-- Visits counted per curve (segment value and stage), seconds and fate; 2 are entries into observation.
-- step counts the censorings and entries before: within a step nothing but events happens.
-- Those with nothing but censorings and entries between them have the same run.
--
-- grain: curve, at_seconds, fate
with
  valued as (
    select
      value_in(
        slot.slot_number, null, null, visit.source_number, visit.campaign_number, visit.list_number,
        visit.owner_number, visit.tier_number, visit.country_number, visit.band_number,
        visit.quarter_number
      ) as value_number,
      visit.pipeline_number, visit.stage_ordinal, visit.at_seconds, visit.fate
    from marts._visit_time as visit cross join marts._slot as slot
    where slot.slot_number > 2
  ),
  entered as (
    select
      value_in(
        slot.slot_number, null, null, visit.source_number, visit.campaign_number, visit.list_number,
        visit.owner_number, visit.tier_number, visit.country_number, visit.band_number,
        visit.quarter_number
      ) as value_number,
      visit.pipeline_number, visit.stage_ordinal,
      visit.entry_seconds as at_seconds,
      2::tinyint as fate
    from marts._visit_time as visit cross join marts._slot as slot
    where slot.slot_number > 2 and visit.entry_seconds > 0 and visit.fate < 2
  ),
  told as (
    select
      value_number, pipeline_number, stage_ordinal, at_seconds, fate,
      count(*)::integer as visit_count
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
      curve_of(value_number, pipeline_number, visit_place(stage_ordinal)) as curve,
      at_seconds, fate, visit_count
    from told
    where value_number is not null
  ),
  -- every lead source is in the row with lists, all but the purchased lists in the unsegmented one
  pooled as (
    select
      counted.curve + curve_of(pool.pool_number - pool.value_number, 0, 0) as curve,
      counted.at_seconds, counted.fate,
      sum(counted.visit_count)::integer as visit_count
    from counted join marts._pool as pool on pool.value_number = curve_value(counted.curve)
    group by all
  ),
  cell as (select * from counted union all select * from pooled)
select
  curve, at_seconds, fate, visit_count,
  case
    when fate in (1, 2) then row_number() over censoring - 1
    else row_number() over everything - row_number() over censoring
  end as step,
  case
    when fate in (1, 2) then row_number() over everything - row_number() over censoring
  end as run
from cell
window
  everything as (partition by curve order by at_seconds, fate),
  censoring as (partition by curve, fate in (1, 2) order by at_seconds, fate)
