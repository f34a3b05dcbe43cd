-- One row per pipeline and kind of thing that its sources tell of marketing and sales: how many there are. What nobody records has no row.
--
-- grain: pipeline, kind
-- column: pipeline  varchar  target pipeline; null for what belongs to no journey
-- column: kind  varchar  call, email, meeting, note, task; due_date (a task or meeting with a time); summary; touch; contact; proposal, and of it proposal_validity, proposal_personalised, proposal_parts, proposal_discount; spend; list; hand_off (its stages). Of calls, e-mails and meetings also where they lie: activity_in_time (while their journey ran, or after it), activity_before (before its start), activity_ahead (dated later than what is known), activity_of_nobody (of no journey)
-- column: record_count  bigint  rows of it
-- column: journey_count  bigint  journeys that have it; null for what is of no journey
-- assert: record_count > 0
-- answers: What do our exports tell of marketing and sales, and what is missing?
with
  activity as (
    select activity.journey_id, activity.kind, activity.due_at, activity.purpose
    from core.fct_activity as activity
    where activity.journey_id is not null
  ),
  contacted as (
    select
      activity.journey_id,
      case
        when activity.journey_id is null then 'activity_of_nobody'
        when activity.occurred_at is null then 'activity_ahead'
        when last_of(activity.occurred_at, activity.precision) < journey.started_at then 'activity_before'
        else 'activity_in_time'
      end as kind
    from
      core.fct_activity as activity
      left join core.fct_journey as journey on journey.journey_id = activity.journey_id
    where activity.kind in ('call', 'email', 'meeting')
  ),
  found as (
    select journey_id, kind
    from activity
    union all
    select journey_id, kind
    from contacted
    union all
    select journey_id, 'due_date'
    from activity
    where kind in ('task', 'meeting') and due_at is not null
    union all
    select journey_id, 'summary'
    from activity
    where purpose = 'summary'
    union all
    select journey_id, 'touch'
    from core.fct_touch
    union all
    select journey_id, 'contact'
    from core.bridge_journey_contact
    union all
    select proposal.journey_id, parts.kind
    from
      core.fct_proposal as proposal
      cross join (
        values
          ('proposal'),
          ('proposal_validity'),
          ('proposal_personalised'),
          ('proposal_parts'),
          ('proposal_discount')
      ) as parts(kind)
    where
      case parts.kind
        when 'proposal_validity' then proposal.valid_until is not null
        when 'proposal_personalised' then proposal.is_personalised is not null
        when 'proposal_parts' then proposal.is_complete is not null
        when 'proposal_discount' then proposal.discount_rate is not null
        else true
      end
    union all
    select journey_id, 'list'
    from core.fct_journey
    where list_id is not null
  )
select
  journey.pipeline, found.kind,
  count(*) as record_count,
  nullif(count(distinct found.journey_id), 0) as journey_count
from found left join core.fct_journey as journey on journey.journey_id = found.journey_id
group by journey.pipeline, found.kind
union all
select pipeline, 'spend', count(*), null
from marts.spend
group by pipeline
union all
select pipeline, 'hand_off', 1, null
from marts._hand_off
where marketing_ordinal is not null
