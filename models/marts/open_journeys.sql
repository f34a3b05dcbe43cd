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
-- stored: no
-- assert: (win_probability is null) = (reason is not null)
-- assert: win_probability between 0 and 1
-- answers: Which open deals are still alive? What are they worth?
with
  standing as (
    select
      journey.journey_id, journey.pipeline, journey.source_system,
      coalesce(journey.opportunity_id, journey.lead_id) as deal_id,
      journey.lead_source,
      journey.lead_source = 'purchased_list' as is_list,
      journey.owner_id, reach.stage, reach.stage_ordinal, journey.current_stage, reach.reached_at,
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
      standing.*,
      case when untimed_reason is null then ceil(age_seconds / 86400.0)::integer end as age_day
    from standing
  )
select
  aged.journey_id, aged.pipeline, aged.source_system, aged.deal_id, aged.lead_source, aged.owner_id,
  aged.stage, aged.stage_ordinal, aged.current_stage, aged.reached_at,
  aged.age_seconds::bigint as age_seconds,
  waiting.at_risk_count,
  180 as horizon_days,
  waiting.win_probability,
  case
    when waiting.win_probability is not null then null else coalesce(aged.untimed_reason, 'too_few')
  end as reason,
  aged.amount_base,
  waiting.win_probability * aged.amount_base::double as expected_value
from
  aged
  left join marts.waiting as waiting on waiting.days_ago = 0
  and waiting.horizon_days = 180
  and waiting.pipeline = aged.pipeline
  and waiting.is_list = aged.is_list
  and waiting.stage_ordinal = aged.stage_ordinal
  and waiting.age_day = aged.age_day
