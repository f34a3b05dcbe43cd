-- Journeys counted per curve (segment value, over all cohorts and by cohort month) and seconds from start to won, to lost or to
-- where they are last known. Entries into observation are rows of their own; step counts the censorings and entries before.
-- A cohort in which nobody is censored or enters within the horizon needs no finer times than days.
--
-- grain: curve, at_seconds, is_entry
with
  unsettled as (
    select distinct
      journey.pipeline_number,
      journey.month_place
    from
      marts._customer_journey as journey
      cross join core._setting as setting
    where
      journey.entry_seconds > 0
      or (
        journey.fate = 0
        and journey.at_seconds <= setting.lead_to_customer_days * 86400
      )
  ),
  journey as (
    select
      journey.*,
      unsettled.month_place is not null as is_unsettled
    from
      marts._customer_journey as journey
      left join unsettled on unsettled.pipeline_number = journey.pipeline_number
      and unsettled.month_place = journey.month_place
  ),
  valued as (
    select
      value_in (
        slot.slot_number,
        null,
        null,
        journey.source_number,
        journey.campaign_number,
        journey.list_number,
        journey.owner_number,
        journey.tier_number,
        journey.country_number,
        journey.band_number,
        journey.quarter_number
      ) as value_number,
      journey.pipeline_number,
      journey.month_place,
      journey.is_unsettled,
      journey.at_seconds,
      journey.entry_seconds,
      journey.fate
    from
      journey
      cross join marts._slot as slot
    where
      slot.slot_number > 2
  ),
  counted as (
    select
      value_number,
      pipeline_number,
      customer_place () as place,
      at_seconds,
      false as is_entry,
      fate,
      count(*) as journey_count
    from
      valued
    where
      value_number is not null
    group by all
    union all
    select
      value_number,
      pipeline_number,
      month_place,
      case
        when is_unsettled then at_seconds
        else ceil(at_seconds / 86400.0)::integer * 86400
      end,
      false,
      fate,
      count(*)
    from
      valued
    where
      value_number is not null
    group by all
    union all
    select
      value_number,
      pipeline_number,
      customer_place (),
      entry_seconds,
      true,
      fate,
      count(*)
    from
      valued
    where
      value_number is not null
      and entry_seconds > 0
    group by all
    union all
    select
      value_number,
      pipeline_number,
      month_place,
      entry_seconds,
      true,
      fate,
      count(*)
    from
      valued
    where
      value_number is not null
      and entry_seconds > 0
    group by all
  ),
  -- every lead source is in the row with lists, all but the purchased lists in the unsegmented one
  pooled as (
    select
      counted.*
    from
      counted
    union all
    select
      pool.pool_number,
      counted.pipeline_number,
      counted.place,
      counted.at_seconds,
      counted.is_entry,
      counted.fate,
      counted.journey_count
    from
      counted
      join marts._pool as pool on pool.value_number = counted.value_number
  ),
  cell as (
    select
      curve_of (value_number, pipeline_number, place) as curve,
      at_seconds,
      is_entry,
      sum(
        case
          when fate = 1
          and not is_entry then journey_count
          else 0
        end
      )::integer as won_count,
      sum(
        case
          when fate = 2
          and not is_entry then journey_count
          else 0
        end
      )::integer as lost_count,
      sum(
        case
          when fate = 0
          and not is_entry then journey_count
          else 0
        end
      )::integer as open_count,
      sum(
        case
          when is_entry then journey_count
          else 0
        end
      )::integer as entered_count
    from
      pooled
    group by
      value_number,
      pipeline_number,
      place,
      at_seconds,
      is_entry
  )
select
  curve,
  at_seconds,
  is_entry,
  ceil(at_seconds / 86400.0)::integer as day,
  count(
    case
      when open_count + entered_count > 0 then 1
    end
  ) over (
    partition by
      curve
    order by
      at_seconds,
      is_entry rows between unbounded preceding
      and 1 preceding
  ) as step,
  won_count,
  lost_count,
  open_count,
  entered_count
from
  cell
