-- The marketing touches of every won journey before it came to sales, in their order; a win without any is not here.
--
-- grain: journey_id, place
select
  journey.journey_id,
  coalesce(touch.campaign, touch.campaign_id, touch.source_system) as campaign,
  row_number() over (
    partition by journey.journey_id order by touch.occurred_at, touch.source_system, touch.touch_id
  ) as place,
  count(*) over (partition by journey.journey_id) as touch_count
from
  core.fct_journey as journey
  left join marts._came_to_sales as sales on sales.journey_id = journey.journey_id
  join core.fct_touch as touch on touch.journey_id = journey.journey_id
  and touch.occurred_at < coalesce(sales.sales_at, journey.outcome_at)
where journey.outcome = 'won'
