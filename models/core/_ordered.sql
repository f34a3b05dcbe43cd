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
  neighbours as (
    select
      *,
      row_number() over events as event_number,
      sorts_at = lag (sorts_at) over events as ties_before,
      sorts_at = lead (sorts_at) over events as ties_after,
      lag (to_stage) over events as stage_before,
      lag (stage_ordinal) over events as ordinal_before
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
          record_number,
          happened_at,
          owner_number
      )
  ),
  tied as (
    select
      event_number,
      family_number,
      sorts_at,
      from_stage,
      to_stage,
      state,
      stage_ordinal,
      sequence,
      max(
        case
          when not coalesce(ties_before, false) then stage_before
        end
      ) over instant as stage_before,
      max(
        case
          when not coalesce(ties_before, false) then ordinal_before
        end
      ) over instant as ordinal_before,
      max(stage_ordinal) over instant as highest_ordinal,
      min(event_number) over instant as first_number
    from
      neighbours
    where
      ties_before
      or ties_after
    window
      instant as (
        partition by
          family_number,
          sorts_at
      )
  ),
  chain as (
    select
      child.family_number,
      child.event_number,
      min(parent.event_number) as parent_number
    from
      tied as child
      join tied as parent on parent.family_number = child.family_number
      and parent.sorts_at = child.sorts_at
      and parent.to_stage = child.from_stage
    where
      parent.event_number <> child.event_number
      and child.from_stage is distinct from child.stage_before
    group by
      child.family_number,
      child.event_number
  ),
  depth as (
    select
      tied.*,
      case
        when chain_1.parent_number is null then 0
        when chain_2.parent_number is null then 1
        when chain_3.parent_number is null then 2
        when chain_4.parent_number is null then 3
        when chain_5.parent_number is null then 4
        when chain_6.parent_number is null then 5
        else 6
      end as chain_depth
    from
      tied
      left join chain as chain_1 on chain_1.family_number = tied.family_number
      and chain_1.event_number = tied.event_number
      left join chain as chain_2 on chain_2.family_number = tied.family_number
      and chain_2.event_number = chain_1.parent_number
      left join chain as chain_3 on chain_3.family_number = tied.family_number
      and chain_3.event_number = chain_2.parent_number
      left join chain as chain_4 on chain_4.family_number = tied.family_number
      and chain_4.event_number = chain_3.parent_number
      left join chain as chain_5 on chain_5.family_number = tied.family_number
      and chain_5.event_number = chain_4.parent_number
      left join chain as chain_6 on chain_6.family_number = tied.family_number
      and chain_6.event_number = chain_5.parent_number
  ),
  tie_order as (
    select
      family_number,
      event_number,
      first_number - 1 + row_number() over (
        partition by
          family_number,
          sorts_at
        order by
          chain_depth,
          sequence nulls last,
          case
            when is_outcome (state) then 1
            else 0
          end,
          case
            when highest_ordinal < ordinal_before then - stage_ordinal
            else stage_ordinal
          end nulls last,
          event_number
      ) as position
    from
      depth
  )
select
  neighbours.family_number,
  coalesce(tie_order.position, neighbours.event_number) as position,
  neighbours.state,
  neighbours.happened_at,
  neighbours.sorts_at,
  neighbours.precision_code,
  neighbours.owner_number,
  neighbours.wording_number
from
  neighbours
  left join tie_order on tie_order.family_number = neighbours.family_number
  and tie_order.event_number = neighbours.event_number
