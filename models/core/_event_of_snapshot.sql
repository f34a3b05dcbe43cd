-- The history that successive deliveries show of a record without one, as fine as the deliveries are, so that such records have visits too.
-- A state began when its delivery says; if that says nothing, or contradicts an earlier delivery, at the start of the local day of the first
-- delivery that shows it. What no delivery before shows otherwise is only bounded.
--
-- grain: record_number, place
with
  placed as (
    select
      sighting.*,
      -- what says nothing of its time was so from the creation on when it is the first that is known, else when it was delivered
      coalesce(
        sighting.stage_changed_at,
        case
          when row_number() over (
            partition by record_number order by version, part
          ) = 1 then sighting.created_at
        end,
        sighting.known_at,
        timestamp '2000-01-01'
      ) as meant_at
    from core._delivered_stage as sighting
  ),
  meant as (
    select
      sighting.*,
      move.move_number, meaning.state,
      coalesce(is_outcome(meaning.state), false) as is_closed,
      case
        when is_outcome(meaning.state)
        and sighting.closed_at is not null then sighting.closed_at
        when is_outcome(meaning.state)
        and sighting.has_stage_before then null
        else sighting.stage_changed_at
      end as said_at,
      case
        when is_outcome(meaning.state)
        and sighting.closed_at is not null then sighting.closed_at_precision
        else sighting.stage_changed_at_precision
      end as said_precision,
      lag(move.move_number) over record_order as move_before
    from
      placed as sighting
      join core._source_move as move on move.source = sighting.source
      and move.source_pipeline = sighting.source_pipeline
      and move.from_stage = ''
      and move.to_stage = sighting.stage
      join core._stage_meaning as meaning on meaning.move_number = move.move_number
    where
      holds_at(
        case
          when meaning.is_closing then coalesce(sighting.closed_at, sighting.meant_at)
          else sighting.meant_at
        end,
        meaning.valid_from, meaning.valid_to
      )
    window
      record_order as (partition by sighting.record_number order by sighting.version, sighting.part)
  ),
  changed as (
    select
      meant.*,
      row_number() over record_order as place,
      max(meant.said_at) over (
        partition by meant.record_number
        order by meant.version, meant.part rows between unbounded preceding and 1 preceding
      ) as said_before,
      min(meant.said_at) over (
        partition by meant.record_number
        order by meant.version, meant.part rows between 1 following and unbounded following
      ) as said_after,
      meant.said_at is null
      and (
        row_number() over record_order = 1
        or meant.known_at is not distinct from lag(meant.known_at) over record_order
      ) as is_only_stated
    from meant
    where meant.move_number is distinct from meant.move_before
    window record_order as (partition by meant.record_number order by meant.version, meant.part)
  ),
  seen as (
    select
      changed.*,
      plus_seconds(local_day.local_date::timestamp, - local_day.offset_before) as seen_at,
      changed.place = 1
      and changed.created_at is not null
      and coalesce(is_first_stage(changed.state), false) as is_since_creation
    from
      changed
      cross join core._setting as setting
      left join reference.local_day as local_day on local_day.zone = setting.reporting_time_zone
      and local_day.local_date = changed.known_at::date
  ),
  -- what no earlier delivery shows otherwise and nothing dates was so when the record was last changed, at the latest
  dated as (
    select
      seen.*,
      case
        when seen.is_only_stated
        and seen.is_since_creation then seen.created_at
        when seen.is_only_stated then greatest(
          least(coalesce(seen.bound_at, seen.seen_at, observation.watermark_at), seen.said_after),
          seen.created_at
        )
        when seen.place = 1
        or seen.is_closed
        or seen.said_at > seen.said_before then coalesce(seen.said_at, seen.seen_at)
        else coalesce(seen.seen_at, seen.said_at, seen.created_at)
      end as entered_at,
      case
        when seen.is_only_stated
        and seen.is_since_creation then seen.created_at_precision
        when seen.is_only_stated then 'second'
        when seen.place = 1
        or seen.is_closed
        or seen.said_at > seen.said_before then coalesce(seen.said_precision, 'day')
        else 'day'
      end as entered_precision,
      not seen.is_only_stated or seen.is_since_creation as is_dated
    from seen left join core._observation as observation on observation.source = seen.source
  )
select
  dated.record_number, dated.place, dated.move_number, dated.state, dated.entered_at,
  max(dated.entered_at) over (
    partition by dated.record_number
    order by dated.place rows between unbounded preceding and current row
  ) as sorts_at,
  min(dated.entered_at) over (partition by dated.record_number) as first_entered_at,
  precision_code(dated.entered_precision) as precision_code,
  dated.is_dated, owner.owner_number
from dated left join core._owner as owner on owner.owner_id = dated.owner_id
