-- One row per pipeline, model, campaign and month of the win: the won journeys and their value, credited to the marketing touches before they came
-- to sales. first and last: all to one touch; linear: equal parts; position: 40 % to the first and the last, 20 % among those between (two
-- touches: half each). Credits are exact; what parts leave over goes to the last touch. A win without any touch is credited to no campaign, so
-- that the credits of each model add up to the won journeys. Purchased lists are in it.
--
-- grain: pipeline, model, campaign, month
-- column: pipeline  varchar  target pipeline
-- column: model  varchar  first, last, linear or position
-- column: campaign  varchar  name of the campaign, else its id; null for wins without a touch
-- column: month  date  local month of the win; null when it is not known
-- column: journey_count  bigint  won journeys that it touched
-- column: won_credit  decimal(18,6)  won journeys credited to it
-- column: value_credit  decimal(18,2)  their value in the base currency credited to it
-- assert: won_credit >= 0 and won_credit <= journey_count
-- answers: Which campaigns came before the customers we won?
with
  won as (
    select
      journey.journey_id, journey.pipeline, journey.amount_base,
      month_of(local_time(journey.outcome_at, day.switches_at, day.offset_before, day.offset_after)) as month
    from
      core.fct_journey as journey
      left join core.dim_utc_day as day on day.utc_date = journey.outcome_at::date
    where journey.outcome = 'won'
  ),
  -- a win without any touch is one of no campaign
  touched as (
    select
      won.*,
      touch.campaign,
      coalesce(touch.place, 1) as place,
      coalesce(touch.touch_count, 1) as touch_count
    from won left join marts._won_touch as touch on touch.journey_id = won.journey_id
  ),
  -- in millionths of a journey
  weighed as (
    select
      touched.*,
      models.model,
      case models.model
        when 'first' then case when place = 1 then 1000000 else 0 end
        when 'last' then case when place = touch_count then 1000000 else 0 end
        when 'linear' then whole_part(1000000, touch_count)
        else case
          when touch_count = 1 then 1000000
          when touch_count = 2 then 500000
          when place in (1, touch_count) then 400000
          else whole_part(200000, touch_count - 2)
        end
      end as part
    from touched cross join (values ('first'), ('last'), ('linear'), ('position')) as models(model)
  ),
  credited as (
    select
      *,
      case
        when place = touch_count then 1000000 - sum(
          case when place < touch_count then part else 0 end
        ) over of_journey
        else part
      end as millionths
    from weighed
    window of_journey as (partition by journey_id, model)
  ),
  valued as (
    select
      credited.*,
      case
        when place = touch_count then amount_base - coalesce(
          sum(
            case when place < touch_count then cents_of(amount_base, millionths, 1000000) end
          ) over (
            partition by journey_id, model
          ),
          0
        )
        else cents_of(amount_base, millionths, 1000000)
      end as value_part
    from credited
  )
select
  pipeline, model, campaign, month,
  count(distinct journey_id) as journey_count,
  (sum(millionths)::decimal(24, 0) * 0.000001)::decimal(18, 6) as won_credit,
  coalesce(sum(value_part), 0)::decimal(18, 2) as value_credit
from valued
group by pipeline, model, campaign, month
