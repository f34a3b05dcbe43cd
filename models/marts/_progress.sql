-- Each journey's progress, so far and within the mature horizon, with the numbers of the values it is segmented by.
-- mature_ordinal is null when the journey began too recently; K + 1 when it was won in time.
-- A journey of a purchased list is segmented by its list and its source only.
--
-- grain: journey_id
with
  journey as (
    select
      journey_id, pipeline, outcome, furthest_ordinal, cohort_month, started_at, watermark_at,
      is_deleted,
      precision = 'day' as is_day_precision,
      entry_seconds, lead_source, list_id,
      case when lead_source <> 'purchased_list' then 'all' end as pooled,
      case
        when lead_source <> 'purchased_list' then quarter_name(cohort_month)
      end as cohort_quarter,
      case when lead_source <> 'purchased_list' then campaign_id end as campaign_id,
      case when lead_source <> 'purchased_list' then owner_id end as owner_id,
      case when lead_source <> 'purchased_list' then icp_tier end as icp_tier,
      case when lead_source <> 'purchased_list' then country end as country,
      case
        when lead_source = 'purchased_list'
        or amount_base is null then null
        when amount_base < 100000 then '1: under 100 thousand'
        when amount_base < 1000000 then '2: 100 thousand to 1 million'
        when amount_base < 10000000 then '3: 1 to 10 million'
        else '4: 10 million and more'
      end as amount_band
    from core.fct_journey
  ),
  timed as (
    select
      journey.*,
      horizon.mature_horizon_days,
      plus_seconds(journey.started_at, horizon.mature_horizon_days * 86400) as horizon_at,
      journey.started_at > plus_seconds(journey.watermark_at, - horizon.mature_horizon_days * 86400) as is_young,
      -- the last stage it reached: the one before won when it was won
      case
        when journey.outcome = 'won' then journey.furthest_ordinal - 1 else journey.furthest_ordinal
      end as last_ordinal
    from journey join marts._horizon as horizon on horizon.pipeline = journey.pipeline
  )
select
  timed.journey_id, timed.pipeline,
  pipelines.pipeline_number::integer as pipeline_number,
  timed.started_at, timed.watermark_at, timed.is_deleted, timed.is_day_precision,
  timed.entry_seconds, timed.last_ordinal, timed.outcome, timed.furthest_ordinal,
  timed.cohort_month, timed.lead_source,
  case
    when timed.is_young then null
    when timed.outcome = 'won'
    and reach.stage_ordinal = timed.last_ordinal
    and reach.ended_at <= timed.horizon_at then reach.stage_ordinal + 1
    else reach.stage_ordinal
  end as mature_ordinal,
  timed.mature_horizon_days,
  pooled_value.value_number as pooled_number,
  whole_value.value_number as whole_number,
  source_value.value_number as source_number,
  campaign_value.value_number as campaign_number,
  list_value.value_number as list_number,
  owner_value.value_number as owner_number,
  tier_value.value_number as tier_number,
  country_value.value_number as country_number,
  band_value.value_number as band_number,
  quarter_value.value_number as quarter_number
from
  core.fct_stage_reach as reach
  join timed on timed.journey_id = reach.journey_id
  join core._pipeline as pipelines on pipelines.pipeline = timed.pipeline
  join marts._value as whole_value on whole_value.segment = 'all'
  and whole_value.segment_value = 'with_lists'
  left join marts._value as pooled_value on pooled_value.segment = 'all'
  and pooled_value.segment_value = timed.pooled
  left join marts._value as quarter_value on quarter_value.segment = 'cohort_quarter'
  and quarter_value.segment_value = timed.cohort_quarter
  left join marts._value as source_value on source_value.segment = 'lead_source'
  and source_value.segment_value = timed.lead_source
  left join marts._value as campaign_value on campaign_value.segment = 'campaign'
  and campaign_value.segment_value = timed.campaign_id
  left join marts._value as list_value on list_value.segment = 'list'
  and list_value.segment_value = timed.list_id
  left join marts._value as owner_value on owner_value.segment = 'owner'
  and owner_value.segment_value = timed.owner_id
  left join marts._value as tier_value on tier_value.segment = 'icp_tier'
  and tier_value.segment_value = timed.icp_tier
  left join marts._value as country_value on country_value.segment = 'country'
  and country_value.segment_value = timed.country
  left join marts._value as band_value on band_value.segment = 'amount_band'
  and band_value.segment_value = timed.amount_band
where
  -- one row of each journey: the furthest stage it reached within the horizon
  reach.reached_at <= timed.horizon_at
  and (reach.stage_ordinal = timed.last_ordinal or reach.ended_at > timed.horizon_at)
