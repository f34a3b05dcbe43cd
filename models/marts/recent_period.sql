-- One row per pipeline and segment value: what happened in the last 30 whole days that all of its fresh sources are known for, beside the 30 days before,
-- and what leads brought within 90 days of their start: those of the newest 90 days that were followed so long, beside those of the 90 days before.
-- Each period is as old as the one it stands beside. A source is fresh when it is at most a week behind the freshest of the pipeline.
--
-- grain: pipeline, segment, segment_value
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  all (but purchased lists) or lead_source
-- column: segment_value  varchar  its value
-- column: until_on  date  local; the last whole day
-- column: started_count  bigint  journeys that started in the 30 days up to until_on
-- column: started_count_before  bigint  in the 30 days before; null when the pipeline's first journey is younger
-- column: won_count  bigint  won in the 30 days, whenever they started
-- column: undated_won_count  bigint  of them, those of which only the last day is known that it can have been
-- column: won_count_before  bigint  in the 30 days before; null as above
-- column: lost_count  bigint  lost in the 30 days, whenever they started
-- column: lost_count_before  bigint  in the 30 days before; null as above
-- column: followed_count  bigint  journeys that started 90 to 179 days before until_on
-- column: followed_won_count  bigint  of them, won within 90 days
-- column: followed_count_before  bigint  journeys that started 180 to 269 days before it; null when the pipeline's first journey is younger
-- column: followed_won_count_before  bigint  of them, won within 90 days; null as above
-- assert: undated_won_count <= won_count
-- assert: followed_won_count <= followed_count
-- assert: followed_won_count_before <= followed_count_before
-- answers: How many leads, wins and losses did the last month bring, and is that more than before? Do newer leads convert better at the same age?
with
  source as (
    select
      freshness.source,
      local_time(freshness.watermark_at, day.switches_at, day.offset_before, day.offset_after)::date - 1 as whole_day
    from
      marts.freshness as freshness
      join core.dim_utc_day as day on day.utc_date = freshness.watermark_at::date
  ),
  known as (
    select deal.pipeline, source.whole_day, min(deal.started_on) as first_on
    from marts.deal as deal join source on source.source = deal.source_system
    group by all
  ),
  freshest as (
    select pipeline, max(whole_day) as whole_day, min(first_on) as first_on
    from known
    group by pipeline
  ),
  period as (
    select freshest.pipeline, freshest.first_on, min(known.whole_day) as until_on
    from
      freshest
      join known on known.pipeline = freshest.pipeline
      and known.whole_day >= freshest.whole_day - 7
    group by all
  ),
  segmented as (
    select
      pipeline, started_on, outcome, outcome_on, is_outcome_dated, cycle_days,
      'all' as segment,
      'all' as segment_value
    from marts.deal
    where not is_list(coalesce(lead_source, 'unknown'))
    union all
    select
      pipeline, started_on, outcome, outcome_on, is_outcome_dated, cycle_days,
      'lead_source',
      coalesce(lead_source, 'unknown')
    from marts.deal
  ),
  aged as (
    select
      segmented.pipeline, segmented.segment, segmented.segment_value, segmented.outcome,
      segmented.is_outcome_dated, period.until_on, period.first_on,
      period.until_on - segmented.started_on as started_days,
      period.until_on - segmented.outcome_on as outcome_days,
      coalesce(segmented.outcome = 'won' and segmented.cycle_days <= 90, false) as is_won_in_time
    from segmented join period on period.pipeline = segmented.pipeline
  )
select
  pipeline, segment, segment_value, until_on,
  count(*) filter (where started_days between 0 and 29) as started_count,
  case
    when until_on - first_on >= 59 then count(*) filter (where started_days between 30 and 59)
  end as started_count_before,
  count(*) filter (where outcome = 'won' and outcome_days between 0 and 29) as won_count,
  count(*) filter (
    where outcome = 'won' and outcome_days between 0 and 29 and not is_outcome_dated
  ) as undated_won_count,
  case
    when until_on - first_on >= 59 then count(*) filter (
      where outcome = 'won' and outcome_days between 30 and 59
    )
  end as won_count_before,
  count(*) filter (where outcome = 'lost' and outcome_days between 0 and 29) as lost_count,
  case
    when until_on - first_on >= 59 then count(*) filter (
      where outcome = 'lost' and outcome_days between 30 and 59
    )
  end as lost_count_before,
  count(*) filter (where started_days between 90 and 179) as followed_count,
  count(*) filter (where started_days between 90 and 179 and is_won_in_time) as followed_won_count,
  case
    when until_on - first_on >= 269 then count(*) filter (where started_days between 180 and 269)
  end as followed_count_before,
  case
    when until_on - first_on >= 269 then count(*) filter (
      where started_days between 180 and 269 and is_won_in_time
    )
  end as followed_won_count_before
from aged
group by pipeline, segment, segment_value, until_on, first_on
