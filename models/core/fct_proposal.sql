-- One row per version of a proposal that was sent: from the proposals that were delivered; of a journey without one from its done
-- e-mails and tasks whose purpose is proposal, answers and forwarded messages left out; of a journey without those from its first entry
-- into the stage of proposals, of which only the time is known.
--
-- grain: source_system, proposal_id, version_number
-- column: proposal_id  varchar  as the source writes it; of an activity or a stage made of its own id
-- column: source_system  varchar  the source
-- column: journey_id  bigint  the journey it was made for; null for a proposal of nobody's journey
-- column: version_number  bigint  1, 2, … of the journey's proposals in the order in which they were sent
-- column: told_by  varchar  proposal, activity or stage
-- column: sent_at  timestamp  UTC; when it was sent
-- column: valid_until  date  local; last day on which it can be accepted
-- column: viewed_at  timestamp  UTC; when it was first opened
-- column: answered_at  timestamp  UTC; when it was accepted or declined
-- column: answer  varchar  accepted or declined; null while it is open
-- column: amount  decimal(18,2)  value in its own currency
-- column: currency  varchar  its currency
-- column: amount_base  decimal(18,2)  value in the base currency at the rate of the day it was sent; null when no rate is known
-- column: discount_rate  double  discount as a share of the full price
-- column: is_personalised  boolean  written for this customer; null when unknown
-- column: is_complete  boolean  no required part is missing; null when its parts are not known
-- column: missing_part_count  bigint  required parts that it lacks; null when its parts are not known
-- column: owner_id  varchar  who sent it
-- column: file_id  varchar  the export it is from, in ops.file; null of a stage
-- assert: is_complete = (missing_part_count = 0)
-- assert: told_by <> 'stage' or viewed_at is null and answer is null and amount is null
-- assert: sent_at is not null
-- answers: Which proposals were sent, how complete were they, and how were they answered?
with
  required as (select part from reference.proposal_parts where is_required),
  whole as (select count(*) as required_count from required),
  lacking as (
    select
      named.source, named.proposal_id, named.version,
      count(case when required.part is not null or not named.is_known then 1 end) as missing_count
    from core._proposal_part as named left join required on required.part = named.part
    where not named.is_there
    group by named.source, named.proposal_id, named.version
  ),
  having_parts as (
    select named.source, named.proposal_id, named.version, count(required.part) as present_count
    from core._proposal_part as named left join required on required.part = named.part
    where named.is_there
    group by named.source, named.proposal_id, named.version
  ),
  delivered as (
    select
      proposal.proposal_id, proposal.source, journey.journey_id, proposal.version,
      'proposal' as told_by,
      proposal.sent_at, proposal.valid_until, proposal.viewed_at, proposal.answered_at,
      answer_of(proposal.answer) as answer,
      proposal.amount,
      case
        when proposal.amount is not null then coalesce(proposal.currency, setting.base_currency)
      end as currency,
      proposal.discount_rate::double as discount_rate,
      proposal.is_personalised,
      case
        when proposal.parts is not null then whole.required_count - coalesce(having_parts.present_count, 0)
        when proposal.missing_parts is not null then coalesce(lacking.missing_count, 0)
      end as missing_part_count,
      proposal.owner_id, proposal.file_id
    from
      core._proposal as proposal
      cross join core._setting as setting
      cross join whole
      left join having_parts on having_parts.source = proposal.source
      and having_parts.proposal_id = proposal.proposal_id
      and having_parts.version is not distinct from proposal.version
      left join lacking on lacking.source = proposal.source
      and lacking.proposal_id = proposal.proposal_id
      and lacking.version is not distinct from proposal.version
      left join core._record_journey as journey on journey.record_number = proposal.record_number
      and proposal.sent_at >= journey.holds_from
      and proposal.sent_at < journey.holds_to
    where proposal.is_newest and proposal.sent_at is not null
  ),
  mailed as (
    select
      'activity/' || activity.activity_id as proposal_id,
      activity.source, journey.journey_id, activity.occurred_at, activity.owner_id, activity.file_id
    from
      core._activity as activity
      join core._activity_journey as journey on journey.activity_number = activity.activity_number
      left join (
        select distinct journey_id from delivered
      ) as told on told.journey_id = journey.journey_id
    where
      activity.purpose = 'proposal'
      and activity.kind in ('email', 'task')
      and activity.occurred_at is not null
      and coalesce(activity.direction, 'out') = 'out'
      and not activity.is_in_thread
      and told.journey_id is null
  ),
  entered as (
    select
      'stage/' || visit.journey_id::varchar as proposal_id,
      fact.source_system as source,
      visit.journey_id,
      min(visit.entered_at) as sent_at,
      min_by(visit.owner_id, visit.visit_number) as owner_id
    from
      core.fct_stage_visit as visit
      join reference.stages on stages.pipeline = visit.pipeline
      and stages.stage = visit.stage
      join core.fct_journey as fact on fact.journey_id = visit.journey_id
      left join (
        select journey_id from delivered union select journey_id from mailed
      ) as told on told.journey_id = visit.journey_id
    where stages.is_proposal and told.journey_id is null
    group by visit.journey_id, fact.source_system
  ),
  sent as (
    select *
    from delivered
    union all
    select
      proposal_id, source, journey_id, null,
      'activity',
      occurred_at, null, null, null, null, null, null, null, null, null, owner_id, file_id
    from mailed
    union all
    select
      proposal_id, source, journey_id, null,
      'stage',
      sent_at, null, null, null, null, null, null, null, null, null, owner_id, null
    from entered
  )
select
  sent.proposal_id,
  sent.source as source_system,
  sent.journey_id,
  row_number() over (
    partition by
      sent.journey_id,
      case when sent.journey_id is null then sent.source end,
      case when sent.journey_id is null then sent.proposal_id end
    order by sent.sent_at, sent.version nulls first, sent.source, sent.proposal_id
  ) as version_number,
  sent.told_by, sent.sent_at, sent.valid_until, sent.viewed_at, sent.answered_at, sent.answer,
  sent.amount, sent.currency,
  case
    when sent.currency = setting.base_currency then sent.amount
    else (sent.amount::decimal(38, 2) * fx.rate)::decimal(18, 2)
  end as amount_base,
  sent.discount_rate, sent.is_personalised,
  sent.missing_part_count = 0 as is_complete,
  sent.missing_part_count::bigint as missing_part_count,
  sent.owner_id, sent.file_id
from
  sent
  cross join core._setting as setting
  left join core.dim_utc_day as day on day.utc_date = sent.sent_at::date
  left join core._fx_day as fx on fx.currency = sent.currency
  and fx.local_date = local_time(sent.sent_at, day.switches_at, day.offset_before, day.offset_after)::date
