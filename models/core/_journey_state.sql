-- Each journey's beginning and last state.
--
-- grain: journey_id
with
  running as (
    select
      path.*,
      row_number() over (
        partition by
          path.journey_id
        order by
          path.position
      ) as event_number,
      lead (path.position) over (
        partition by
          path.journey_id
        order by
          path.position
      ) as next_position,
      bit_or(
        case
          when path.kind = 'stage' then stage_bit (path.stage_ordinal)
          else 0
        end
      ) over so_far as visited_bits,
      max(
        case
          when path.kind = 'stage' then path.stage_ordinal
          else 1
        end
      ) over so_far as highest_ordinal,
      min(path.sorts_at) over so_far as started_at,
      max(
        case
          when path.happened_at <> path.sorts_at then 1
          else 0
        end
      ) over so_far as has_contradiction,
      -- the first stage that is known; a journey first known when won was born beyond every stage, one first known when lost at the first
      min(
        case
          when path.kind <> 'created' then path.position
        end
      ) over so_far as first_known_position
    from
      core._path as path
    window
      so_far as (
        partition by
          path.journey_id
        order by
          path.position rows between unbounded preceding
          and current row
      )
  )
select
  last_event.journey_id,
  last_event.family_number,
  last_event.attempt,
  last_event.pipeline,
  last_event.source,
  last_event.started_at,
  first_event.precision,
  last_event.visited_bits,
  last_event.highest_ordinal,
  case
    when known.kind = 'won' then 1000
    when known.kind = 'lost' then 2
    when known.kind = 'stage' then known.stage_ordinal
    else 2
  end as born_ordinal,
  case
    when last_event.kind in ('won', 'lost') then last_event.kind
    else 'open'
  end as outcome,
  case
    when last_event.kind in ('won', 'lost') then last_event.happened_at
  end as outcome_at,
  case
    when last_event.kind in ('won', 'lost') then last_event.sorts_at
  end as outcome_sorts_at,
  case
    when last_event.kind = 'stage' then last_event.stage
    when last_event.kind in ('won', 'lost') then last_event.kind
  end as current_stage,
  case
    when last_event.kind = 'lost'
    and last_event.previous_pipeline = last_event.pipeline then last_event.previous_stage
  end as lost_from_stage,
  case
    when last_event.kind not in ('won', 'lost')
    and last_event.next_pipeline <> last_event.pipeline then last_event.next_pipeline
  end as handed_off_to,
  case
    when last_event.kind not in ('won', 'lost')
    and last_event.next_pipeline <> last_event.pipeline then last_event.next_at
    else watermark.as_of
  end as censored_at,
  watermark.as_of as watermark_at,
  last_event.has_contradiction = 1
  or coalesce(last_event.sorts_at > plus_seconds (watermark.as_of, 86400), false) as is_impossible
from
  running as last_event
  join running as first_event on first_event.journey_id = last_event.journey_id
  and first_event.event_number = 1
  left join running as known on known.journey_id = last_event.journey_id
  and known.position = last_event.first_known_position
  left join ops.watermark as watermark on watermark.source = last_event.source
where
  last_event.next_position is null
