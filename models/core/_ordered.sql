-- The mapped events of each family in their order. Events at one instant are put in the order of their chain From → To,
-- then the source's sequence, then ascending ordinals (descending when all lie below the stage before), an outcome last.
-- position grows within a family.
--
-- grain: position
with
  neighbours as (
    select
      family_number,
      from_stage,
      to_stage,
      pipeline,
      kind,
      stage,
      stage_ordinal,
      happened_at,
      sorts_at,
      precision,
      sequence,
      owner_id,
      source,
      row_number() over events as event_number,
      family_number = lag (family_number) over events
      and sorts_at = lag (sorts_at) over events as ties_before,
      family_number = lead (family_number) over events
      and sorts_at = lead (sorts_at) over events as ties_after,
      case
        when family_number = lag (family_number) over events then lag (to_stage) over events
      end as stage_before,
      case
        when family_number = lag (family_number) over events then lag (stage_ordinal) over events
      end as ordinal_before
    from
      core._event
    where
      kind is not null
      and sorts_at is not null
    window
      events as (
        order by
          family_number,
          sorts_at,
          sequence nulls last,
          stage_ordinal nulls last,
          kind,
          to_stage,
          from_stage,
          record_number,
          happened_at,
          owner_id
      )
  ),
  tied as (
    select
      event_number,
      family_number,
      sorts_at,
      from_stage,
      to_stage,
      kind,
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
      left join chain as chain_1 on chain_1.event_number = tied.event_number
      left join chain as chain_2 on chain_2.event_number = chain_1.parent_number
      left join chain as chain_3 on chain_3.event_number = chain_2.parent_number
      left join chain as chain_4 on chain_4.event_number = chain_3.parent_number
      left join chain as chain_5 on chain_5.event_number = chain_4.parent_number
      left join chain as chain_6 on chain_6.event_number = chain_5.parent_number
  ),
  tie_order as (
    select
      event_number,
      first_number - 1 + row_number() over (
        partition by
          family_number,
          sorts_at
        order by
          chain_depth,
          sequence nulls last,
          case
            when kind in ('won', 'lost') then 1
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
  neighbours.pipeline,
  neighbours.kind,
  neighbours.stage,
  neighbours.stage_ordinal,
  neighbours.happened_at,
  neighbours.sorts_at,
  neighbours.precision,
  neighbours.owner_id,
  neighbours.source
from
  neighbours
  left join tie_order on tie_order.event_number = neighbours.event_number
