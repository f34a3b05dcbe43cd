-- Each journey that was sent a proposal before it ended: the first version, what it was like, how long after the last meeting it was sent,
-- and how many versions there were. Purchased lists are left out.
--
-- grain: journey_id
with
  sent as (
    select
      proposal.journey_id, proposal.version_number, proposal.sent_at, proposal.is_personalised,
      proposal.is_complete, proposal.discount_rate, proposal.valid_until, proposal.answer,
      progress.pipeline, progress.ended_at, progress.outcome, progress.watermark_at,
      progress.is_dated
    from
      core.fct_proposal as proposal
      join marts._progress as progress on progress.journey_id = proposal.journey_id
    where
      not progress.is_list
      and proposal.sent_at >= progress.started_at
      and proposal.sent_at <= progress.ended_at
  ),
  numbered as (
    select
      sent.*,
      row_number() over (partition by journey_id order by version_number) as sent_number,
      row_number() over (partition by journey_id order by version_number desc) as back_number
    from sent
  ),
  counted as (
    select
      journey_id,
      count(*) as version_count,
      min(case when sent_number = 2 then sent_at end) as second_at,
      min(case when sent_number = 3 then sent_at end) as third_at,
      min(case when back_number = 1 then valid_until end) as last_valid_until,
      min(case when back_number = 1 then answer end) as last_answer
    from numbered
    group by journey_id
  ),
  met as (
    select first_sent.journey_id, max(touch.touched_at) as met_at
    from
      numbered as first_sent
      join marts._sales_touch as touch on touch.journey_id = first_sent.journey_id
      and touch.kind = 'meeting'
      and coalesce(touch.is_connected, true)
      and touch.touched_at <= first_sent.sent_at
    where first_sent.sent_number = 1
    group by first_sent.journey_id
  )
select
  first_sent.journey_id, first_sent.pipeline, first_sent.sent_at, first_sent.is_personalised,
  first_sent.is_complete, first_sent.discount_rate, first_sent.ended_at, first_sent.outcome,
  first_sent.watermark_at, first_sent.is_dated, counted.version_count, counted.second_at,
  counted.third_at, counted.last_valid_until, counted.last_answer,
  seconds_between(met.met_at, first_sent.sent_at)::bigint as turnaround_seconds,
  journey.owner_id
from
  numbered as first_sent
  join counted on counted.journey_id = first_sent.journey_id
  join core.fct_journey as journey on journey.journey_id = first_sent.journey_id
  left join met on met.journey_id = first_sent.journey_id
where first_sent.sent_number = 1
