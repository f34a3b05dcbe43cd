-- Every event, with the lead identity that it belongs to. It is not always that of its record: what a lead, a form or a list says after the
-- deal was closed is a new inquiry, an identity of its own that is named by its first record; what is said long after the start, and while
-- the deal was open, is an identity apart. A deal is reopened by its own events alone, and what its CRM won by those of the CRM.
-- happened_at is what the source says; sorts_at is where it stands in the order (an outcome never before the start it ends).
-- is_repeat: it only repeats how the deal had ended, or what the CRM knew already, and is no event.
-- An event without a state has a name of a stage that the stage map does not know; one without an instant is undated.
--
-- grain: none
with
  event as (select * from core._event_of_history union all select * from core._event_of_record),
  member as (
    select record_number, identity_number, near_number, is_form
    from core._identity
    union
    select identity_number, identity_number, identity_number, false
    from core._identity
  ),
  -- a deal says more than a lead of the same CRM, and that more than another lead, a form or a list
  ranked as (
    select
      member.identity_number, member.near_number, member.is_form,
      event.*,
      record.record_rank,
      case
        when record.record_type = 'opportunity' then 2
        when record.record_type = 'lead'
        and record.source = root.source then 1
        else 0
      end as authority
    from
      event
      join member on member.record_number = event.record_number
      join core._record as record on record.record_number = event.record_number
      join core._record as root on root.record_number = member.identity_number
  ),
  preceded as (
    select
      *,
      last_value(
        case
          when authority = 2 and sorts_at is not null then coalesce(is_outcome(state), false)
        end ignore nulls
      ) over earlier as is_deal_closed,
      last_value(
        case
          when authority = 1 and sorts_at is not null then coalesce(is_won(state), false)
        end ignore nulls
      ) over earlier as is_lead_won
    from ranked
    window
      earlier as (
        partition by identity_number
        order by
          sorts_at, authority,
          coalesce(place_in_pipeline(state), 0) rows between unbounded preceding and 1 preceding
      )
  ),
  after_close as (
    select
      *,
      sorts_at is not null
      and authority < 2
      and coalesce(is_deal_closed, authority = 0 and is_lead_won, false) as is_after_close
    from preceded
  ),
  apart as (
    select
      *,
      near_number <> identity_number
      and min(
        case when is_after_close then 1 else 0 end
      ) over (
        partition by identity_number, near_number
      ) = 0 as is_apart
    from after_close
  ),
  -- an inquiry begins with something else than an outcome, which only repeats the deal's; a form says no stage after the CRM knows the person
  bounded as (
    select
      *,
      min(
        case when is_after_close and not is_apart and not is_outcome(state) then sorts_at end
      ) over (
        partition by identity_number
      ) as inquired_at,
      min(
        case when not is_form then sorts_at end
      ) over (
        partition by identity_number, case when is_apart then near_number end
      ) as known_at
    from apart
  ),
  inquired as (
    select
      *,
      is_after_close and not is_apart as is_of_inquirer,
      is_after_close and not is_apart and sorts_at >= inquired_at as is_inquiry
    from bounded
  )
select
  case
    when is_apart then near_number
    when is_inquiry then first_value(record_number) over (
      partition by identity_number, is_inquiry order by sorts_at, record_rank
    )
    else identity_number
  end as identity_number,
  record_number, move_number, state, happened_at, sorts_at, precision_code, is_dated, sequence,
  owner_number, history_number, is_apart,
  not coalesce(
    case
      when is_of_inquirer then is_inquiry else not is_form or coalesce(sorts_at <= known_at, true)
    end,
    false
  ) as is_repeat
from inquired
union all
select
  event.record_number as identity_number,
  event.record_number, event.move_number, event.state, event.happened_at, event.sorts_at,
  event.precision_code, event.is_dated, event.sequence, event.owner_number, event.history_number,
  false as is_apart,
  false as is_repeat
from event left join member on member.record_number = event.record_number
where member.record_number is null
