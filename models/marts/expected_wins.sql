-- One row per pipeline, kind of journeys, day on which the forecast is made and horizon: how many of the journeys then open are won.
-- days_ago 0 is the forecast of today; 90, 180 and 270 are forecasts from the facts as if the data had ended then, beside what came.
-- The facts are today's: what was corrected since then is corrected in them. Journeys with impossible times are left out.
--
-- grain: pipeline, segment, segment_value, days_ago, horizon_days
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  all, or lead_source for purchased lists, which are never pooled
-- column: segment_value  varchar  all or purchased_list
-- column: days_ago  integer  days before the watermark at which the forecast is made
-- column: horizon_days  integer  days it looks ahead
-- column: open_count  bigint  journeys open then
-- column: unknown_count  bigint  of them, those that waited longer than 10 others were followed; not forecast
-- column: expected_count  double  wins expected of the rest
-- column: expected_low  double  95 % range
-- column: expected_high  double  95 % range
-- column: won_count  bigint  what came; null for today
-- column: is_covered  boolean  what came lies in the range; null for today
-- assert: expected_low <= expected_count and expected_count <= expected_high
-- assert: won_count is null or won_count <= open_count
-- answers: How many of the open deals will be won? Were earlier forecasts right?
with
  grouped as (
    select
      waiting.*,
      -- of a probability from so many journeys; half a success and half a failure more keep it from being certain
      sqrt(
        rate(win_probability * at_risk_count + 0.5, at_risk_count + 1) * rate((1 - win_probability) * at_risk_count + 0.5, at_risk_count + 1) / at_risk_count
      ) as shared_error
    from marts.waiting as waiting
  ),
  stage_sum as (
    select
      days_ago, horizon_days, pipeline, is_list, stage_ordinal,
      sum(open_count) as open_count,
      sum(case when win_probability is null then open_count else 0 end) as unknown_count,
      sum(won_count) as won_count,
      exact_sum(open_count * win_probability) as expected_count,
      -- the spread of the wins themselves, and that of the probabilities, which those of one stage share
      exact_sum(open_count * win_probability * (1 - win_probability)) as own_variance,
      exact_sum(open_count * shared_error) as shared_error
    from grouped
    group by days_ago, horizon_days, pipeline, is_list, stage_ordinal
  ),
  summed as (
    select
      days_ago, horizon_days, pipeline, is_list,
      sum(open_count)::bigint as open_count,
      sum(unknown_count)::bigint as unknown_count,
      sum(won_count)::bigint as won_count,
      exact_sum(expected_count) as expected_count,
      sqrt(exact_sum(own_variance + shared_error * shared_error)) as standard_error
    from stage_sum
    group by days_ago, horizon_days, pipeline, is_list
  ),
  ranged as (
    select
      summed.*,
      greatest(expected_count - z_95() * standard_error, 0.0) as expected_low,
      least(expected_count + z_95() * standard_error, open_count - unknown_count) as expected_high
    from summed
  )
select
  pipeline,
  case when is_list then 'lead_source' else 'all' end as segment,
  case when is_list then 'purchased_list' else 'all' end as segment_value,
  days_ago, horizon_days, open_count, unknown_count, expected_count,
  case when expected_count is not null then expected_low end as expected_low,
  case when expected_count is not null then expected_high end::double as expected_high,
  case when days_ago > 0 then won_count end as won_count,
  case
    when days_ago > 0
    and expected_count is not null then won_count between floor(expected_low) and ceil(expected_high)
  end as is_covered
from ranged
