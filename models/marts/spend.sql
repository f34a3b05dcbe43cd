-- One row per month of a campaign, mailing or purchased list and the journeys that its cost is shared among: those that name it and began in the
-- month, else those that name it at all, by their numbers, to the cent. Cost of what no journey names has no pipeline. A campaign
-- is named by its id or its name, however it is written; a list by its id.
--
-- grain: kind, source, platform, campaign, campaign_id, currency, month, pipeline, lead_source, named_as
-- column: kind  varchar  ads, campaign (a mailing or an event) or list
-- column: source  varchar  the source system
-- column: platform  varchar  ad platform, the source of a mailing, the vendor of a list
-- column: campaign  varchar  name of the campaign, id of the list
-- column: campaign_id  varchar  the platform's id
-- column: currency  varchar  currency of the cost
-- column: month  date  month of the spend
-- column: pipeline  varchar  pipeline of the journeys; null for cost of what no journey names
-- column: lead_source  varchar  their lead source
-- column: named_as  varchar  the campaign or list as the journeys name it: a value of their segment campaign or list
-- column: journey_count  bigint  journeys that it is shared among in this row
-- column: cost  decimal(18,2)  in its currency
-- column: cost_base  decimal(18,2)  in the base currency; null when no rate is known
-- assert: (pipeline is null) = (named_as is null)
-- answers: What did each campaign cost, and whose leads did it bring?
with
  cost as (
    select
      *,
      row_number() over (
        order by kind, source, platform, campaign, campaign_id, currency, month
      ) as cost_number
    from marts._campaign_cost
  ),
  named as (
    select
      case when is_list = 1 then 'list' else 'campaign' end as what,
      named_as,
      compared(named_as) as name_key,
      pipeline, lead_source, cohort_month,
      count(*) as journey_count
    from
      (
        select
          kinds.is_list,
          case when kinds.is_list = 1 then journey.list_id else journey.campaign_id end as named_as,
          journey.pipeline, journey.lead_source, journey.cohort_month
        from core.fct_journey as journey cross join (values (0), (1)) as kinds(is_list)
      ) as told
    where named_as is not null
    group by is_list, named_as, pipeline, lead_source, cohort_month
  ),
  -- the names by which journeys may call a campaign
  called as (
    select
      cost_number,
      case when kind = 'list' then 'list' else 'campaign' end as what,
      compared(campaign_id) as name_key,
      month
    from cost
    where campaign_id is not null
    union
    select
      cost_number,
      case when kind = 'list' then 'list' else 'campaign' end,
      compared(campaign),
      month
    from cost
    where campaign is not null
  ),
  met as (
    select
      called.cost_number, named.named_as, named.pipeline, named.lead_source,
      sum(
        case when named.cohort_month = called.month then named.journey_count else 0 end
      )::bigint as month_count,
      sum(named.journey_count)::bigint as every_count
    from called join named on named.what = called.what and named.name_key = called.name_key
    group by called.cost_number, named.named_as, named.pipeline, named.lead_source
  ),
  weighed as (
    select
      met.cost_number, met.named_as, met.pipeline, met.lead_source,
      case
        when max(month_count) over of_cost > 0 then month_count else every_count
      end as journey_count
    from met
    window of_cost as (partition by cost_number)
  ),
  shared as (
    select
      weighed.*,
      sum(journey_count) over (partition by cost_number) as total_count,
      row_number() over (
        partition by cost_number order by journey_count desc, pipeline, lead_source, named_as
      ) as place
    from weighed
    where journey_count > 0
  ),
  parted as (
    select
      cost.*,
      shared.pipeline, shared.lead_source, shared.named_as, shared.place,
      coalesce(shared.journey_count, 0)::bigint as journey_count,
      case
        when shared.pipeline is null then cost.cost
        else cents_of(cost.cost, shared.journey_count, shared.total_count)
      end as part,
      case
        when shared.pipeline is null then cost.cost_base
        else cents_of(cost.cost_base, shared.journey_count, shared.total_count)
      end as part_base
    from cost left join shared on shared.cost_number = cost.cost_number
  )
select
  kind, source, platform, campaign, campaign_id, currency, month, pipeline, lead_source, named_as,
  journey_count,
  -- what the cents leave over goes to the most journeys
  (
    part + case when coalesce(place, 1) = 1 then cost - sum(part) over of_cost else 0 end
  )::decimal(18, 2) as cost,
  (
    part_base + case
      when coalesce(place, 1) = 1 then cost_base - sum(part_base) over of_cost else 0
    end
  )::decimal(18, 2) as cost_base
from parted
window of_cost as (partition by cost_number)
