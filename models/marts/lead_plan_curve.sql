-- One row per pipeline, source or list and day from 0 to the mature horizon: the share of the customers of mature journeys won by that day.
-- A lead with so many days left before a deadline counts as that share of a lead that has the whole horizon.
--
-- grain: pipeline, segment, segment_value, day
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  all, lead_source or list
-- column: segment_value  varchar  its value
-- column: day  integer  days since the start of the journey
-- column: won_count  bigint  mature journeys won within so many days
-- column: won_share  double  of all won within the horizon
-- column: mean_share  double  mean share of leads that arrive evenly over the last so many days before a deadline
-- assert: won_share between 0 and 1
-- answers: How soon do leads become customers? What is a lead still worth three weeks before the deadline?
with
  daily as (
    select
      progress.pipeline, value.segment, value.segment_value,
      least(
        greatest(ceil(in_days(seconds_between(journey.started_at, journey.outcome_at))), 0),
        progress.mature_horizon_days
      )::integer as won_day,
      count(*) as won_count
    from
      marts._progress as progress
      join core.fct_journey as journey on journey.journey_id = progress.journey_id
      join marts._journey_segment as journey_segment on journey_segment.journey_id = progress.journey_id
      join marts._segment_value as value on value.value_number = journey_segment.value_number
    where journey.outcome = 'won' and progress.mature_ordinal = progress.furthest_ordinal
    group by all
  ),
  -- one row for every day, with the wins of that very day
  filled as (
    select
      plan.pipeline, plan.segment, plan.segment_value, plan.success_count,
      whole_number.whole_number::integer as day,
      coalesce(daily.won_count, 0) as won_count
    from
      marts.lead_plan as plan
      join whole_numbers(0, 365) as whole_number on whole_number.whole_number <= plan.horizon_days
      left join daily on daily.pipeline = plan.pipeline
      and daily.segment = plan.segment
      and daily.segment_value = plan.segment_value
      and daily.won_day = whole_number.whole_number
    where plan.segment in ('all', 'lead_source', 'list') and plan.success_count > 0
  ),
  grown as (
    select
      filled.*,
      sum(won_count) over so_far as won_so_far,
      -- days by which the wins so far lie before this day
      day * sum(won_count) over so_far - sum(won_count * day) over so_far as won_days
    from filled
    window
      so_far as (
        partition by pipeline, segment, segment_value
        order by day rows between unbounded preceding and current row
      )
  )
select
  pipeline, segment, segment_value, day,
  won_so_far::bigint as won_count,
  rate(won_so_far, success_count) as won_share,
  case
    when day = 0 then rate(won_so_far, success_count) else rate(won_days, success_count * day)
  end as mean_share
from grown
