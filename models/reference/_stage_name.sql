-- What is known of each name of a stage in an undecided pipeline, older names counted with the newest one: how many records are there
-- now and what they say of it, and how many went on from it.
--
-- grain: source, record_type, source_pipeline, stage
with
  name as (
    select
      sighting.source, sighting.record_type, sighting.source_pipeline,
      coalesce(renamed.newer_stage, sighting.stage) as stage,
      count(distinct sighting.record_id) as seen_count
    from
      reference._sighting as sighting
      left join reference._rename as renamed on renamed.source = sighting.source
      and renamed.record_type = sighting.record_type
      and renamed.source_pipeline = sighting.source_pipeline
      and renamed.stage = sighting.stage
    group by all
  ),
  numbered as (
    select
      *,
      row_number() over record as entry_rank,
      max(entered) over (
        partition by source, record_type, source_pipeline, record_id
      ) > entered as is_followed
    from reference._entry as entry
    window
      record as (
        partition by source, record_type, source_pipeline, record_id order by entered, stage
      )
  ),
  entered as (
    select
      source, record_type, source_pipeline, stage,
      count(*) filter (where is_followed) as followed_count,
      quantile_cont(entry_rank, 0.5) as median_rank
    from numbered
    group by source, record_type, source_pipeline, stage
  ),
  current_record as (
    select
      record.source, record.record_type, record.source_pipeline,
      coalesce(renamed.newer_stage, record.stage) as stage,
      record.is_closed, record.is_won, record.probability, record.lost_reason, record.closed_at,
      entry.entered.seen_at as entered_at,
      coalesce(record.stage_changed_at, record.closed_at) - record.created_at as age
    from
      reference._record as record
      left join reference._rename as renamed on renamed.source = record.source
      and renamed.record_type = record.record_type
      and renamed.source_pipeline = record.source_pipeline
      and renamed.stage = record.stage
      left join reference._entry as entry on entry.source = record.source
      and entry.record_type = record.record_type
      and entry.source_pipeline = record.source_pipeline
      and entry.record_id = record.record_id
      and entry.stage = coalesce(renamed.newer_stage, record.stage)
  ),
  current_stage as (
    select
      source, record_type, source_pipeline, stage,
      count(*) as current_count,
      count(*) filter (where is_won) as flagged_won_count,
      count(*) filter (where is_closed and not is_won) as flagged_lost_count,
      count(*) filter (where is_closed and is_won is null) as flagged_closed_count,
      count(*) filter (where not is_closed) as flagged_open_count,
      count(probability) as probability_count,
      min(probability) as lowest_probability,
      max(probability) as highest_probability,
      quantile_cont(probability::double, 0.5) as median_probability,
      count(lost_reason) as reason_count,
      count(closed_at) as closed_count,
      -- the close date says when the stage was entered
      count(*) filter (where abs(date_diff('day', closed_at, entered_at)) <= 1) as agreeing_count,
      quantile_cont(epoch(age), 0.5) as median_age_seconds
    from current_record
    group by source, record_type, source_pipeline, stage
  )
select
  name.source, name.record_type, name.source_pipeline, name.stage, name.seen_count,
  coalesce(current_stage.current_count, 0) as current_count,
  coalesce(current_stage.flagged_won_count, 0) as flagged_won_count,
  coalesce(current_stage.flagged_lost_count, 0) as flagged_lost_count,
  coalesce(current_stage.flagged_closed_count, 0) as flagged_closed_count,
  coalesce(current_stage.flagged_open_count, 0) as flagged_open_count,
  coalesce(current_stage.probability_count, 0) as probability_count,
  current_stage.lowest_probability, current_stage.highest_probability,
  current_stage.median_probability,
  coalesce(current_stage.reason_count, 0) as reason_count,
  coalesce(current_stage.closed_count, 0) as closed_count,
  coalesce(current_stage.agreeing_count, 0) as agreeing_count,
  current_stage.median_age_seconds,
  coalesce(entered.followed_count, 0) as followed_count,
  entered.median_rank
from
  name
  left join current_stage on current_stage.source = name.source
  and current_stage.record_type = name.record_type
  and current_stage.source_pipeline = name.source_pipeline
  and current_stage.stage = name.stage
  left join entered on entered.source = name.source
  and entered.record_type = name.record_type
  and entered.source_pipeline = name.source_pipeline
  and entered.stage = name.stage
