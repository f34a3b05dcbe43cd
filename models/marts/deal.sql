-- One row per journey, as the deals page lists it: by CRM id; its owner and company as the source writes them, which may be names.
--
-- grain: journey_id
-- column: journey_id  bigint  our key
-- column: source_system  varchar  the source it is known by
-- column: deal_id  varchar  the CRM's opportunity id, else its lead id
-- column: pipeline  varchar  target pipeline
-- column: lead_source  varchar  canonical lead source
-- column: campaign_id  varchar  the campaign that brought it, as its source writes it; null for purchased lists
-- column: list_id  varchar  the purchased list it is of
-- column: owner_id  varchar  who owns it now
-- column: account_id  varchar  the company
-- column: icp_tier  varchar  fit with the ideal customer; null for purchased lists
-- column: country  varchar  country of the record, else of its account; null for purchased lists
-- column: cohort_month  date  local month of the start
-- column: started_on  date  local day of the start
-- column: outcome  varchar  won, lost or open; deleted when it was open while its record was last held
-- column: outcome_on  date  local day of the outcome
-- column: current_stage  varchar  canonical stage, won, lost or unmapped
-- column: furthest_stage  varchar  furthest canonical stage, won if won
-- column: mature_ordinal  integer  place of the furthest stage within the mature horizon, K + 1 if won within it; null when it began too recently
-- column: cycle_days  double  started to outcome; null while open
-- column: amount_base  decimal(18,2)  value in the base currency
-- column: is_impossible  boolean  its times contradict each other
-- column: is_handed_off  boolean  handed to another pipeline, where it is followed on; it stays open here
-- column: product  varchar  product, as written
-- column: entry_seconds  bigint  started to the beginning of observation; 0 unless its source's history starts later
-- column: followed_seconds  bigint  started to the watermark
-- column: is_dated  boolean  its start, and its outcome if it has one, are known and not only bounded
-- column: is_outcome_dated  boolean  its outcome, if it has one, is known to its day; outcome_on is not only the last day it can have been
-- stored: no
-- answers: Which deals are behind this number?
select
  journey.journey_id, journey.source_system,
  coalesce(journey.opportunity_id, journey.lead_id) as deal_id,
  journey.pipeline, journey.lead_source,
  case when not is_list(journey.lead_source) then journey.campaign_id end as campaign_id,
  journey.list_id, journey.owner_id, journey.account_id,
  case when not is_list(journey.lead_source) then journey.icp_tier end as icp_tier,
  case when not is_list(journey.lead_source) then journey.country end as country,
  journey.cohort_month,
  local_time(journey.started_at, start_day.switches_at, start_day.offset_before, start_day.offset_after)::date as started_on,
  case
    when journey.outcome = 'open' and journey.is_deleted then 'deleted' else journey.outcome
  end as outcome,
  local_time(journey.outcome_at, end_day.switches_at, end_day.offset_before, end_day.offset_after)::date as outcome_on,
  journey.current_stage, journey.furthest_stage, mature.mature_ordinal,
  case
    when not journey.is_impossible
    and journey.is_dated then in_days(seconds_between(journey.started_at, journey.outcome_at))
  end as cycle_days,
  journey.amount_base, journey.is_impossible,
  journey.handed_off_to is not null as is_handed_off,
  journey.product, journey.entry_seconds,
  floor(seconds_between(journey.started_at, journey.watermark_at))::bigint as followed_seconds,
  journey.is_dated,
  journey.is_timed as is_outcome_dated
from
  core.fct_journey as journey
  left join marts.mature_journey as mature on mature.journey_id = journey.journey_id
  left join core.dim_utc_day as start_day on start_day.utc_date = journey.started_at::date
  left join core.dim_utc_day as end_day on end_day.utc_date = journey.outcome_at::date
