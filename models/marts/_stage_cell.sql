-- Journeys that reached a stage, counted per curve (segment value and stage) and seconds until they went on, were lost or
-- are last known there; beyond the horizon all at one second after it. Entries into observation are rows of their own.
-- step counts the censorings and entries before: within a step nothing but events happens.
-- timed_* leaves out what durations leave out: stages never seen, bulk imports, day precision where visits are shorter.
--
-- grain: curve, at_seconds, is_entry
with
  reached as (
    select
      progress.pipeline_number,
      reach.stage_ordinal,
      least(reach.elapsed_seconds, clock.horizon_days * 86400 + 1)::integer as at_seconds,
      reach.entry_seconds::integer as entry_seconds,
      -- 0 open, 1 advanced, 2 lost within the horizon; 4 more when timed, 8 more when followed for the horizon
      (
        case
          when reach.elapsed_seconds > clock.horizon_days * 86400
          or reach.status = 'open' then 0
          when reach.status = 'advanced' then 1
          else 2
        end + case
          when reach.is_timed
          and not (
            progress.is_day_precision
            and clock.is_sub_day
          ) then 4
          else 0
        end + case
          when plus_seconds (reach.reached_at, clock.horizon_days * 86400) <= progress.watermark_at then 8
          else 0
        end
      )::tinyint as fate,
      progress.source_number,
      progress.campaign_number,
      progress.list_number,
      progress.owner_number,
      progress.tier_number,
      progress.country_number,
      progress.band_number,
      progress.quarter_number
    from
      core.fct_stage_reach as reach
      -- left joins stay where they are: each journey is found once, before its row becomes one per segment
      left join marts._progress as progress on progress.journey_id = reach.journey_id
      left join marts._stage_clock as clock on clock.pipeline = reach.pipeline
      and clock.stage_ordinal = reach.stage_ordinal
    where
      not reach.is_impossible
      and reach.is_observed
      and (
        reach.entry_seconds = 0
        or (
          reach.entry_seconds < reach.elapsed_seconds
          and reach.entry_seconds < clock.horizon_days * 86400
        )
      )
      and clock.horizon_days is not null
  ),
  valued as (
    select
      value_in (
        slot.slot_number,
        null,
        null,
        reached.source_number,
        reached.campaign_number,
        reached.list_number,
        reached.owner_number,
        reached.tier_number,
        reached.country_number,
        reached.band_number,
        reached.quarter_number
      ) as value_number,
      reached.pipeline_number,
      reached.stage_ordinal,
      reached.at_seconds,
      reached.entry_seconds,
      reached.fate
    from
      reached
      cross join marts._slot as slot
    where
      slot.slot_number > 2
  ),
  counted as (
    select
      value_number,
      pipeline_number,
      stage_ordinal,
      at_seconds,
      fate,
      false as is_entry,
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
      stage_ordinal,
      entry_seconds,
      fate,
      true,
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
      counted.stage_ordinal,
      counted.at_seconds,
      counted.fate,
      counted.is_entry,
      counted.journey_count
    from
      counted
      join marts._pool as pool on pool.value_number = counted.value_number
  ),
  cell as (
    select
      curve_of (value_number, pipeline_number, stage_ordinal) as curve,
      at_seconds,
      is_entry,
      sum(
        case
          when not is_entry
          and fate % 4 = 1 then journey_count
          else 0
        end
      )::integer as advanced_count,
      sum(
        case
          when not is_entry
          and fate % 4 = 2 then journey_count
          else 0
        end
      )::integer as lost_count,
      sum(
        case
          when not is_entry
          and fate % 4 = 0 then journey_count
          else 0
        end
      )::integer as open_count,
      sum(
        case
          when is_entry then journey_count
          else 0
        end
      )::integer as entered_count,
      sum(
        case
          when not is_entry
          and fate % 8 = 5 then journey_count
          else 0
        end
      )::integer as timed_advanced_count,
      sum(
        case
          when not is_entry
          and fate % 8 = 6 then journey_count
          else 0
        end
      )::integer as timed_lost_count,
      sum(
        case
          when not is_entry
          and fate % 8 = 4 then journey_count
          else 0
        end
      )::integer as timed_open_count,
      sum(
        case
          when is_entry
          and fate % 8 >= 4 then journey_count
          else 0
        end
      )::integer as timed_entered_count,
      sum(
        case
          when not is_entry
          and fate >= 8 then journey_count
          else 0
        end
      )::integer as followed_count
    from
      pooled
    group by
      value_number,
      pipeline_number,
      stage_ordinal,
      at_seconds,
      is_entry
  )
select
  curve,
  at_seconds,
  is_entry,
  count(
    case
      when open_count + entered_count > 0 then 1
    end
  ) over earlier as step,
  coalesce(sum(timed_advanced_count) over earlier, 0) + timed_advanced_count as timed_advanced_so_far,
  advanced_count,
  lost_count,
  open_count,
  entered_count,
  timed_advanced_count,
  timed_lost_count,
  timed_open_count,
  timed_entered_count,
  followed_count
from
  cell
window
  earlier as (
    partition by
      curve
    order by
      at_seconds,
      is_entry rows between unbounded preceding
      and 1 preceding
  )
