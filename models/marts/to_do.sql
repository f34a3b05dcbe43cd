-- One row per journey and reason to act on it this morning, with since when and where to find it. hot_and_silent: hot, and no touch for a week.
-- next_step_missing, next_step_overdue: a deal in sales without an undone task or meeting ahead, where the pipeline records any.
-- not_accepted: handed over and waiting for sales longer than accept_sla_work_hours, where somebody has said which stages are marketing's. no_summary: met, and no summary within summary_hours,
-- where the pipeline has any. proposal_expired: the last version has expired without an answer. do_not_call: called in the last 30 days though marked do not call.
--
-- grain: journey_id, reason
-- column: journey_id  bigint  our key
-- column: reason  varchar  hot_and_silent, next_step_missing, next_step_overdue, not_accepted, no_summary, proposal_expired or do_not_call
-- column: pipeline  varchar  target pipeline
-- column: source_system  varchar  the source it is known by
-- column: deal_id  varchar  the CRM's opportunity id, else its lead id
-- column: owner_id  varchar  who owns it now
-- column: stage  varchar  its furthest stage
-- column: since_at  timestamp  UTC; since when: the last touch, the stage reached, the step due, the meeting, the end of validity, or the call
-- column: since_on  date  the local day of it
-- column: since_days  integer  whole days from then to the end of the data; 0 while it lies ahead
-- column: amount_base  decimal(18,2)  value in the base currency
-- column: expected_value  double  as in marts.open_journeys
-- column: record_link  varchar  its record in the CRM, where the setting <source>.crm_link says how its address is made
-- answers: Which deals need something today, why, and since when?
with
  link as (
    select stages_of.source_system, setting.value
    from
      (select distinct source_system from core.fct_journey) as stages_of
      join reference.settings as setting on setting.key = stages_of.source_system || '.crm_link'
  ),
  stepping as (
    select distinct journey.pipeline
    from
      core.fct_activity as activity
      join core.fct_journey as journey on journey.journey_id = activity.journey_id
    where activity.kind in ('task', 'meeting') and activity.due_at is not null
  ),
  summing as (
    select distinct journey.pipeline
    from
      core.fct_activity as activity
      join core.fct_journey as journey on journey.journey_id = activity.journey_id
    where activity.purpose = 'summary'
  ),
  barred as (
    select journey.journey_id, max(barred.called_at) as called_at
    from
      core._barred_call as barred
      join core._record_journey as place on place.record_number = record_key(barred.source, barred.entity, barred.record_id)
      and barred.called_at >= place.holds_from
      and barred.called_at < place.holds_to
      join core.fct_journey as journey on journey.journey_id = place.journey_id
    where barred.called_at > plus_seconds(journey.watermark_at, -2592000)
    group by journey.journey_id
  ),
  due as (
    select journey_id, 'hot_and_silent' as reason, last_touch_at as since_at
    from marts.open_journeys
    where is_hot and silence_seconds > 604800
    union all
    select
      deal.journey_id,
      'next_step_' || deal.next_step_state,
      case when deal.next_step_state = 'overdue' then deal.next_step_at else deal.reached_at end
    from
      marts.open_journeys as deal
      join stepping on stepping.pipeline = deal.pipeline
      join marts._hand_off as hand_off on hand_off.pipeline = deal.pipeline
      and deal.stage_ordinal >= hand_off.sales_ordinal
    where deal.next_step_state <> 'set' and not is_list(deal.lead_source)
    union all
    select deal.journey_id, 'not_accepted', deal.reached_at
    from
      marts.open_journeys as deal
      cross join core._setting as setting
      join marts._handed as handed on handed.journey_id = deal.journey_id
      join marts.pipeline as pipeline on pipeline.pipeline = deal.pipeline
    where
      handed.outcome = 'waiting'
      and pipeline.state <> 'presumed'
      and not is_list(deal.lead_source)
      and handed.is_timed
      and handed.work_seconds > setting.accept_sla_work_seconds
    union all
    select deal.journey_id, 'no_summary', deal.last_meeting_at
    from marts.open_journeys as deal join summing on summing.pipeline = deal.pipeline
    where deal.summary_state = 'missing'
    union all
    select deal.journey_id, 'proposal_expired', contact.proposal_valid_until::timestamp
    from
      marts.open_journeys as deal
      join marts._open_contact as contact on contact.journey_id = deal.journey_id
    where deal.proposal_state = 'expired'
    union all
    select journey_id, 'do_not_call', called_at
    from barred
  )
select
  due.journey_id, due.reason, journey.pipeline, journey.source_system,
  coalesce(journey.opportunity_id, journey.lead_id) as deal_id,
  journey.owner_id,
  journey.furthest_stage as stage,
  due.since_at,
  local_time(due.since_at, day.switches_at, day.offset_before, day.offset_after)::date as since_on,
  greatest(0, whole_part(seconds_between(due.since_at, journey.watermark_at)::bigint, day_seconds()))::integer as since_days,
  journey.amount_base, deal.expected_value,
  replace(link.value, '{id}', url_encode(coalesce(journey.opportunity_id, journey.lead_id))) as record_link
from
  due
  join core.fct_journey as journey on journey.journey_id = due.journey_id
  left join marts.open_journeys as deal on deal.journey_id = due.journey_id
  left join core.dim_utc_day as day on day.utc_date = due.since_at::date
  left join link on link.source_system = journey.source_system
