-- One row per open journey: how long it has been at its furthest stage, and the probability that it is still won, given that it has waited so long.
-- A journey handed to another pipeline is no longer open here, nor is one whose record is deleted.
--
-- grain: journey_id
-- column: journey_id  bigint  our key
-- column: pipeline  varchar  target pipeline
-- column: source_system  varchar  the source it is known by
-- column: deal_id  varchar  the CRM's opportunity id, else its lead id
-- column: lead_source  varchar  canonical lead source
-- column: owner_id  varchar  who owns it now
-- column: stage  varchar  its furthest stage
-- column: stage_ordinal  integer  its place in the pipeline
-- column: current_stage  varchar  where it is now
-- column: reached_at  timestamp  UTC; when it reached the furthest stage
-- column: age_seconds  bigint  since then, to the watermark
-- column: at_risk_count  bigint  journeys that were followed at this stage for as long
-- column: horizon_days  integer  days the probability looks ahead
-- column: win_probability  double  P(won within the horizon | still open after so long); null with the reason
-- column: reason  varchar  why it is null: too_few (fewer than 10 were followed so long), impossible_times, untimed (when it came there is not known) or not_observed (began before the history)
-- column: amount_base  decimal(18,2)  value in the base currency
-- column: expected_value  double  probability × value; null without either
-- column: is_hot  boolean  its tier is a match or somebody of theirs wrote, called or came within hot_days, and the probability is above the median of the open journeys of its pipeline
-- column: hot_reason  varchar  tier, inbound, tier_and_inbound, or tier_without_activities (the pipeline has none recorded); null when it is not hot
-- column: last_touch_at  timestamp  UTC; last call, e-mail or meeting, of ours or theirs
-- column: silence_seconds  bigint  since then, to the watermark; null when there was none
-- column: attempt_count  bigint  calls and e-mails since the last reply
-- column: next_step_at  timestamp  UTC; when the next undone task or meeting is due; of overdue ones the last
-- column: next_step_state  varchar  set, overdue or missing
-- column: decision_maker_known  boolean  a contact with that role is known
-- column: contact_count  bigint  contacts known of it
-- column: last_meeting_at  timestamp  UTC; last meeting that took place
-- column: summary_state  varchar  of the last meeting: sent, not_yet_due, missing, or no_meeting
-- column: proposal_state  varchar  of the last version: accepted, declined, expired (without an answer), viewed, sent, or none
-- assert: (win_probability is null) = (reason is not null)
-- assert: win_probability between 0 and 1
-- assert: is_hot = (hot_reason is not null)
-- assert: (silence_seconds is null) = (last_touch_at is null)
-- answers: Which open deals are still alive? What are they worth? Which are hot, and what do they lack?
with
  open_journey as (
    select
      journey.journey_id, journey.pipeline, journey.source_system,
      coalesce(journey.opportunity_id, journey.lead_id) as deal_id,
      journey.lead_source,
      is_list(journey.lead_source) as is_list,
      journey.icp_tier, journey.watermark_at, journey.owner_id, reach.stage, reach.stage_ordinal,
      journey.current_stage, reach.reached_at,
      seconds_between(reach.reached_at, journey.watermark_at) as age_seconds,
      journey.amount_base,
      case
        when reach.is_impossible
        or journey.is_impossible then 'impossible_times'
        when not reach.is_dated then 'untimed'
        when not reach.is_observed then 'not_observed'
      end as untimed_reason
    from
      core.fct_journey as journey
      join core.fct_stage_reach as reach on reach.journey_id = journey.journey_id
      and reach.stage_ordinal = journey.furthest_ordinal
    where journey.outcome = 'open' and journey.handed_off_to is null and not journey.is_deleted
  ),
  aged as (
    select
      open_journey.*,
      case when untimed_reason is null then ceil(in_days(age_seconds))::integer end as age_day
    from open_journey
  ),
  matching as (select distinct tier from reference.icp_tiers where is_match),
  -- the pipelines of which any activity is recorded
  recorded as (
    select distinct journey.pipeline
    from
      core.fct_journey as journey
      join core.fct_activity as activity on activity.journey_id = journey.journey_id
  ),
  weighed as (
    select
      aged.*,
      waiting.at_risk_count, waiting.win_probability,
      quantile_of(waiting.win_probability, 0.5) over (
        partition by aged.pipeline
      ) as median_probability,
      matching.tier is not null as is_match,
      recorded.pipeline is not null as is_recorded,
      coalesce(
        contact.last_inbound_at >= plus_seconds(aged.watermark_at, - seconds_of_days(setting.hot_days)),
        false
      ) as is_inbound,
      contact.last_touch_at, contact.silence_seconds, contact.attempt_count, contact.next_step_at,
      contact.next_step_state, contact.is_decision_maker_known, contact.contact_count,
      contact.last_meeting_at, contact.summary_state, contact.proposal_state
    from
      aged
      cross join core._setting as setting
      join marts._open_contact as contact on contact.journey_id = aged.journey_id
      left join matching on matching.tier = aged.icp_tier
      left join recorded on recorded.pipeline = aged.pipeline
      left join marts.waiting as waiting on waiting.days_ago = 0
      and waiting.horizon_days = 180
      and waiting.pipeline = aged.pipeline
      and waiting.is_list = aged.is_list
      and waiting.stage_ordinal = aged.stage_ordinal
      and waiting.age_day = aged.age_day
  ),
  heated as (
    select
      weighed.*,
      coalesce(win_probability > median_probability and (is_match or is_inbound), false) as is_hot
    from weighed
  )
select
  journey_id, pipeline, source_system, deal_id, lead_source, owner_id, stage, stage_ordinal,
  current_stage, reached_at,
  age_seconds::bigint as age_seconds,
  at_risk_count,
  180 as horizon_days,
  win_probability,
  case
    when win_probability is not null then null else coalesce(untimed_reason, 'too_few')
  end as reason,
  amount_base,
  win_probability * amount_base::double as expected_value,
  is_hot,
  case
    when not is_hot then null
    when is_match
    and is_inbound then 'tier_and_inbound'
    when is_inbound then 'inbound'
    when not is_recorded then 'tier_without_activities'
    else 'tier'
  end as hot_reason,
  last_touch_at, silence_seconds, attempt_count, next_step_at, next_step_state,
  is_decision_maker_known as decision_maker_known,
  contact_count, last_meeting_at, summary_state, proposal_state
from heated
