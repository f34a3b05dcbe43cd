-- A curve as its steps: the days on which it comes to another fiftieth of its height, which is more than a screen shows, and the last, which
-- is the estimate and is rounded only where it is shown.
-- nullable: won_low, won_high
with
  step as (
    select
      *,
      case
        when day = max(day) over curve then 15
        when floor(50 * won_share / greatest(max(won_share) over curve, 1e-9))
        is distinct from floor(50 * lag(won_share) over (curve order by day) / greatest(max(won_share) over curve, 1e-9)) then 5
      end as digits
    from marts.lead_to_customer_curve
    where
      cohort_month is null
      and ((segment = 'all' and segment_value = 'all') or segment = 'lead_source')
    window curve as (partition by pipeline, segment, segment_value)
  )
select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  day,
  followed_count,
  at_risk_count,
  round(won_share, digits) as won_share,
  round(won_low, digits) as won_low,
  round(won_high, digits) as won_high
from step
where digits is not null
order by pipeline, source, day
