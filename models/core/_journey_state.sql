-- Each journey's beginning and last state.
--
-- grain: journey_id
with
  running as (
    select
      journey_id,
      family_number,
      attempt,
      position,
      pipeline,
      kind,
      stage,
      source,
      happened_at,
      sorts_at,
      previous_pipeline,
      previous_stage,
      next_pipeline,
      next_at,
      lead (position) over journey as next_position,
      bit_or(
        case
          when kind = 'stage' then stage_bit (stage_ordinal)
          else 0
        end
      ) over so_far as visited_bits,
      max(
        case
          when kind = 'stage' then stage_ordinal
          else 1
        end
      ) over so_far as highest_ordinal,
      max(
        case
          when happened_at <> sorts_at then 1
          else 0
        end
      ) over so_far as has_contradiction,
      first_value (sorts_at) over so_far as started_at,
      first_value (precision) over so_far as precision,
      -- only the first event can be the creation of a record whose stage nobody recorded; the second is then the first known
      first_value (kind) over so_far as first_kind,
      first_value (stage_ordinal) over so_far as first_ordinal,
      nth_value (kind, 2) over so_far as second_kind,
      nth_value (stage_ordinal, 2) over so_far as second_ordinal
    from
      core._path
    window
      journey as (
        partition by
          journey_id
        order by
          position
      ),
      so_far as (
        partition by
          journey_id
        order by
          position rows between unbounded preceding
          and current row
      )
  ),
  finished as (
    select
      *,
      case
        when first_kind = 'created' then second_kind
        else first_kind
      end as known_kind,
      case
        when first_kind = 'created' then second_ordinal
        else first_ordinal
      end as known_ordinal
    from
      running
    where
      next_position is null
  )
select
  finished.journey_id,
  finished.family_number,
  finished.attempt,
  finished.pipeline,
  finished.source,
  finished.started_at,
  finished.precision,
  finished.visited_bits,
  finished.highest_ordinal,
  -- a journey first known when won was born beyond every stage, one first known when lost beyond the first
  case
    when finished.known_kind = 'won' then 1000
    when finished.known_kind = 'stage' then finished.known_ordinal
    else 2
  end as born_ordinal,
  case
    when finished.kind in ('won', 'lost') then finished.kind
    else 'open'
  end as outcome,
  case
    when finished.kind in ('won', 'lost') then finished.happened_at
  end as outcome_at,
  case
    when finished.kind in ('won', 'lost') then finished.sorts_at
  end as outcome_sorts_at,
  case
    when finished.kind = 'stage' then finished.stage
    when finished.kind in ('won', 'lost') then finished.kind
  end as current_stage,
  case
    when finished.kind = 'lost'
    and finished.previous_pipeline = finished.pipeline then finished.previous_stage
  end as lost_from_stage,
  case
    when finished.kind not in ('won', 'lost')
    and finished.next_pipeline <> finished.pipeline then finished.next_pipeline
  end as handed_off_to,
  case
    when finished.kind not in ('won', 'lost')
    and finished.next_pipeline <> finished.pipeline then finished.next_at
    else watermark.as_of
  end as censored_at,
  watermark.as_of as watermark_at,
  finished.has_contradiction = 1
  or coalesce(finished.sorts_at > plus_seconds (watermark.as_of, 86400), false) as is_impossible
from
  finished
  left join ops.watermark as watermark on watermark.source = finished.source
