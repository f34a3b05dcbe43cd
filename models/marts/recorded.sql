-- One row per pipeline and kind of thing that its sources tell of marketing and sales: how many there are. What nobody records has no row.
--
-- grain: pipeline, kind
-- column: pipeline  varchar  target pipeline; null for what belongs to no journey
-- column: kind  varchar  call, email, meeting, note, task; due_date (a task or meeting with a time); summary; touch; contact; proposal, and of it proposal_validity, proposal_personalised, proposal_parts, proposal_discount; spend; list; hand_off (its stages)
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
  found as (
    select journey_id, kind
    from activity
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
  count(distinct found.journey_id) as journey_count
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
