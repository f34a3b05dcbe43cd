-- The events of the families that need care, in their order. Events at one instant are put in the order of their chain From → To,
-- then the source's sequence, then ascending ordinals (descending when all lie below the stage before), an outcome last.
-- position grows within a family.
--
-- grain: family_number, position
with
  event as (
    select
      event.family_number,
      event.record_number,
      event.wording_number,
      event.state,
      event.happened_at,
      event.sorts_at,
      event.precision_code,
      event.sequence,
      event.owner_number,
      state.kind,
      case
        when is_outcome (event.state) then null
        else height_of (event.state)
      end as stage_ordinal,
      nullif(wording.from_stage, '') as from_stage,
      case
        when state.kind <> 'created' then wording.to_stage
      end as to_stage
    from
      core._event as event
      join core._careful as careful on careful.family_number = event.family_number
      join core._wording as wording on wording.wording_number = event.wording_number
      left join core._state as state on state.state = event.state
    where
      event.state is not null
      and event.sorts_at is not null
  ),
  numbered as (
    select
      *,
      row_number() over events as event_number,
      lag (to_stage) over events as stage_before,
      coalesce(sorts_at = lag (sorts_at) over events, false) as ties_before,
      coalesce(sorts_at = lead (sorts_at) over events, false) as ties_after
    from
      event
    window
      events as (
        partition by
          family_number
        order by
          sorts_at,
          sequence nulls last,
          stage_ordinal nulls last,
          kind,
          to_stage,
          from_stage,
          wording_number,
          record_number,
          happened_at,
          owner_number
      )
  ),
  -- where each instant ends: at a stage that is entered more often than left, of several not the one that follows from before;
  -- a round trip ends where it began
  departure as (
    select
      family_number,
      sorts_at,
      from_stage,
      count(*) as departure_count
    from
      numbered
    where
      ties_before
      or ties_after
    group by
      family_number,
      sorts_at,
      from_stage
  ),
  arrival as (
    select
      numbered.family_number,
      numbered.sorts_at,
      numbered.to_stage,
      numbered.stage_ordinal,
      numbered.event_number,
      numbered.from_stage is not distinct from max(
        case
          when not numbered.ties_before then numbered.stage_before
        end
      ) over instant as follows,
      count(*) over (
        partition by
          numbered.family_number,
          numbered.sorts_at,
          numbered.to_stage
      ) > coalesce(departure.departure_count, 0) as is_end
    from
      numbered
      left join departure on departure.family_number = numbered.family_number
      and departure.sorts_at = numbered.sorts_at
      and departure.from_stage = numbered.to_stage
    window
      instant as (
        partition by
          numbered.family_number,
          numbered.sorts_at
      )
  ),
  last_arrival as (
    select
      family_number,
      sorts_at,
      case
        when is_end then to_stage
      end as to_stage,
      case
        when is_end then coalesce(stage_ordinal, 1000)
      end as stage_ordinal
    from
      arrival
    qualify
      row_number() over (
        partition by
          family_number,
          sorts_at
        order by
          case
            when is_end then 0
            else 1
          end,
          case
            when follows then 1
            else 0
          end,
          event_number desc
      ) = 1
  ),
  before as (
    select
      family_number,
      sorts_at,
      last_value (to_stage ignore nulls) over earlier as arrived,
      nullif(last_value (stage_ordinal ignore nulls) over earlier, 1000) as ordinal_before
    from
      last_arrival
    window
      earlier as (
        partition by
          family_number
        order by
          sorts_at rows between unbounded preceding
          and 1 preceding
      )
  ),
  tied as (
    select
      numbered.family_number,
      numbered.sorts_at,
      numbered.event_number,
      numbered.from_stage,
      numbered.to_stage,
      before.arrived,
      numbered.sequence,
      case
        when is_outcome (numbered.state) then 1
        else 0
      end as closes,
      case
        when max(numbered.stage_ordinal) over instant < before.ordinal_before then - numbered.stage_ordinal
        else numbered.stage_ordinal
      end as climb,
      min(numbered.event_number) over instant as first_number,
      count(*) over instant as change_count
    from
      numbered
      join before on before.family_number = numbered.family_number
      and before.sorts_at = numbered.sorts_at
    where
      numbered.ties_before
      or numbered.ties_after
    window
      instant as (
        partition by
          numbered.family_number,
          numbered.sorts_at
      )
  ),
  unchained as (
    select
      *,
      row_number() over instant as change_number,
      lag (from_stage) over instant as first_from,
      lag (to_stage) over instant as first_to,
      lead (from_stage) over instant as second_from,
      lead (to_stage) over instant as second_to
    from
      tied
    window
      instant as (
        partition by
          family_number,
          sorts_at
        order by
          sequence nulls last,
          closes,
          climb nulls last,
          event_number
      )
  ),
  chained as (
    select
      family_number,
      sorts_at,
      chain_of (change_number, from_stage, to_stage, max(arrived)) as walk
    from
      unchained
    where
      change_count > 2
    group by
      family_number,
      sorts_at
    having
      count(from_stage) > 0
  ),
  tie_order as (
    select
      unchained.family_number,
      unchained.event_number,
      unchained.first_number - 1 + case
        when chained.walk is not null then place_in (chained.walk, unchained.change_number)
        when unchained.change_count = 2
        and unchained.change_number = 1
        and second_leads (
          unchained.from_stage,
          unchained.to_stage,
          unchained.second_from,
          unchained.second_to,
          unchained.arrived
        ) then 2
        when unchained.change_count = 2
        and unchained.change_number = 2
        and second_leads (
          unchained.first_from,
          unchained.first_to,
          unchained.from_stage,
          unchained.to_stage,
          unchained.arrived
        ) then 1
        else unchained.change_number
      end as position
    from
      unchained
      left join chained on chained.family_number = unchained.family_number
      and chained.sorts_at = unchained.sorts_at
  )
select
  numbered.family_number,
  coalesce(tie_order.position, numbered.event_number) as position,
  numbered.state,
  numbered.happened_at,
  numbered.sorts_at,
  numbered.precision_code,
  numbered.owner_number,
  numbered.wording_number
from
  numbered
  left join tie_order on tie_order.family_number = numbered.family_number
  and tie_order.event_number = numbered.event_number
