-- All that is told of every family: a stage entered, won, lost, or created (the record existed, at a stage that nobody recorded).
-- happened_at is what the source says; sorts_at is where it stands in the order (an outcome never before the start it ends).
-- What a lead, a form or a list tells after the deal was closed is a new inquiry: a family of its own, named by its first record; what is
-- told long after and while it was open is a family apart.
-- is_repeat: it only repeats how the deal had ended, and is no event.
-- An event without a state has a name of a stage that the stage map does not know; one without an instant is undated.
--
-- grain: none
with
  event as (select * from core._event_of_history union all select * from core._event_of_record),
  related as (
    select record_number, family_number, near_number, is_form
    from core._family
    union
    select family_number, family_number, family_number, false
    from core._family
  ),
  -- a deal is reopened by its own events alone, and what its CRM won by those of the CRM
  ranked as (
    select
      related.family_number, related.near_number, related.is_form,
      event.*,
      record.record_rank,
      case
        when record.record_type = 'opportunity' then 2
        when record.record_type = 'lead'
        and record.source = root.source then 1
        else 0
      end as standing
    from
      event
      join related on related.record_number = event.record_number
      join core._record as record on record.record_number = event.record_number
      join core._record as root on root.record_number = related.family_number
  ),
  preceded as (
    select
      *,
      last_value(
        case
          when standing = 2 and sorts_at is not null then coalesce(is_outcome(state), false)
        end ignore nulls
      ) over earlier as is_deal_closed,
      last_value(
        case
          when standing = 1 and sorts_at is not null then coalesce(is_won(state), false)
        end ignore nulls
      ) over earlier as is_lead_won
    from ranked
    window
      earlier as (
        partition by family_number
        order by
          sorts_at, standing,
          coalesce(place_in_pipeline(state), 0) rows between unbounded preceding and 1 preceding
      )
  ),
  later as (
    select
      *,
      sorts_at is not null
      and standing < 2
      and coalesce(is_deal_closed, standing = 0 and is_lead_won, false) as is_later
    from preceded
  ),
  -- what a lead tells long after a start, and not of someone whose deal is closed, is a way of its own
  parted as (
    select
      *,
      near_number <> family_number
      and min(
        case when is_later then 1 else 0 end
      ) over (
        partition by family_number, near_number
      ) = 0 as is_apart
    from later
  ),
  -- an inquiry begins with something else than an outcome, which only repeats the deal's; a form tells no stage after the CRM knows the person
  begun as (
    select
      *,
      min(
        case when is_later and not is_apart and not is_outcome(state) then sorts_at end
      ) over (
        partition by family_number
      ) as inquired_at,
      min(
        case when not is_form then sorts_at end
      ) over (
        partition by family_number, case when is_apart then near_number end
      ) as known_at
    from parted
  ),
  shared as (
    select
      case
        when is_apart then near_number
        when is_later
        and sorts_at >= inquired_at then first_value(record_number) over (
          partition by family_number, is_later and not is_apart and sorts_at >= inquired_at
          order by sorts_at, record_rank
        )
        else family_number
      end as family_number,
      record_number, move_number, state, happened_at, sorts_at, precision_code, is_dated, sequence,
      owner_number, history_number, is_apart,
      not coalesce(
        case
          when is_later
          and not is_apart then sorts_at >= inquired_at
          else not is_form
          or coalesce(sorts_at <= known_at, true)
        end,
        false
      ) as is_repeat
    from begun
  )
select *
from shared
union all
select
  event.record_number as family_number,
  event.record_number, event.move_number, event.state, event.happened_at, event.sorts_at,
  event.precision_code, event.is_dated, event.sequence, event.owner_number, event.history_number,
  false as is_apart,
  false as is_repeat
from event left join related on related.record_number = event.record_number
where related.record_number is null
