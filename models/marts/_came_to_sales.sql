-- When each journey came to sales: reached the first sales stage of its pipeline. month: the local month.
--
-- grain: journey_id
select
  reach.journey_id, reach.pipeline,
  reach.reached_at as sales_at,
  month_of(local_time(reach.reached_at, day.switches_at, day.offset_before, day.offset_after)) as sales_month
from
  core.fct_stage_reach as reach
  join marts._hand_off as hand_off on hand_off.pipeline = reach.pipeline
  and hand_off.sales_ordinal = reach.stage_ordinal
  left join core.dim_utc_day as day on day.utc_date = reach.reached_at::date
