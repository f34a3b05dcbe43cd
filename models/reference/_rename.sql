-- The names of stages that were renamed, each with its newest name. A name gave way to another if no delivery has both, and the records
-- that the last delivery with the older one shows there are in the next one mostly at the newer one, or were since the same instant.
--
-- grain: source, record_type, source_pipeline, stage
with recursive
  span as (
    select
      source, record_type, source_pipeline, stage,
      min(delivery) as first_delivery,
      max(delivery) as last_delivery
    from reference._sighting
    group by source, record_type, source_pipeline, stage
  ),
  candidate as (
    select
      older.source, older.record_type, older.source_pipeline, older.stage, older.last_delivery,
      newer.stage as newer_stage,
      newer.first_delivery
    from
      span as older
      join span as newer on newer.source = older.source
      and newer.record_type = older.record_type
      and newer.source_pipeline = older.source_pipeline
      and older.last_delivery < newer.first_delivery
    where older.stage <> '' and newer.stage <> ''
  ),
  named as (
    select candidate.*, first_entry.record_id, first_entry.entered
    from
      candidate
      join reference._first_entry as first_entry on first_entry.source = candidate.source
      and first_entry.record_type = candidate.record_type
      and first_entry.source_pipeline = candidate.source_pipeline
      and first_entry.stage = candidate.stage
  ),
  at_once as (
    select
      named.source, named.record_type, named.source_pipeline, named.stage, named.newer_stage,
      count(*) as record_count,
      count(*) filter (where newer_entry.entered.seen_at = named.entered.seen_at) as agreeing_count
    from
      named
      join reference._first_entry as newer_entry on newer_entry.source = named.source
      and newer_entry.record_type = named.record_type
      and newer_entry.source_pipeline = named.source_pipeline
      and newer_entry.record_id = named.record_id
      and newer_entry.stage = named.newer_stage
    group by all
  ),
  last_shown as (
    select
      candidate.source, candidate.record_type, candidate.source_pipeline, candidate.stage,
      candidate.newer_stage, sighting.record_id, candidate.first_delivery
    from
      candidate
      join reference._sighting as sighting on sighting.source = candidate.source
      and sighting.record_type = candidate.record_type
      and sighting.source_pipeline = candidate.source_pipeline
      and sighting.stage = candidate.stage
      and sighting.delivery = candidate.last_delivery
      and sighting.step = 4
  ),
  next_shown as (
    select
      last_shown.source, last_shown.record_type, last_shown.source_pipeline, last_shown.stage,
      last_shown.newer_stage,
      count(*) as record_count,
      count(*) filter (where sighting.stage = last_shown.newer_stage) as agreeing_count
    from
      last_shown
      join reference._sighting as sighting on sighting.source = last_shown.source
      and sighting.record_type = last_shown.record_type
      and sighting.source_pipeline = last_shown.source_pipeline
      and sighting.record_id = last_shown.record_id
      and sighting.delivery = last_shown.first_delivery
      and sighting.step = 4
    group by all
  ),
  successor as (
    select
      candidate.source, candidate.record_type, candidate.source_pipeline, candidate.stage,
      candidate.newer_stage
    from
      candidate
      left join at_once on at_once.source = candidate.source
      and at_once.record_type = candidate.record_type
      and at_once.source_pipeline = candidate.source_pipeline
      and at_once.stage = candidate.stage
      and at_once.newer_stage = candidate.newer_stage
      left join next_shown on next_shown.source = candidate.source
      and next_shown.record_type = candidate.record_type
      and next_shown.source_pipeline = candidate.source_pipeline
      and next_shown.stage = candidate.stage
      and next_shown.newer_stage = candidate.newer_stage
    where
      (at_once.record_count >= 3 and at_once.agreeing_count >= 0.9 * at_once.record_count)
      or (
        next_shown.record_count >= 3 and next_shown.agreeing_count >= 0.6 * next_shown.record_count
      )
    qualify
      row_number() over (
        partition by
          candidate.source, candidate.record_type, candidate.source_pipeline, candidate.stage
        order by
          greatest(coalesce(at_once.agreeing_count, 0), coalesce(next_shown.agreeing_count, 0)) desc,
          candidate.first_delivery, candidate.newer_stage
      ) = 1
  ),
  renamed as (
    select *, 1 as hop
    from successor
    union all
    select
      renamed.source, renamed.record_type, renamed.source_pipeline, renamed.stage,
      successor.newer_stage,
      renamed.hop + 1
    from
      renamed
      join successor on successor.source = renamed.source
      and successor.record_type = renamed.record_type
      and successor.source_pipeline = renamed.source_pipeline
      and successor.stage = renamed.newer_stage
  )
select source, record_type, source_pipeline, stage, max_by(newer_stage, hop) as newer_stage
from renamed
group by source, record_type, source_pipeline, stage
