-- Each journey that was sent a proposal before it ended, in every segment in which it is counted: by what the first version was like, how
-- long after the last meeting it was sent, and how many versions there were. It is followed from its first version, and in the segment of
-- its second or third version from when that was sent, for only journeys that lasted so long have one. Purchased lists are left out.
--
-- grain: journey_id, segment, segment_value
with
  sent as (
    select
      proposal.journey_id, proposal.version_number, proposal.sent_at, proposal.is_personalised,
      proposal.is_complete, proposal.discount_rate, progress.pipeline, progress.ended_at,
      progress.outcome, progress.watermark_at, progress.is_dated
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
      row_number() over (partition by journey_id order by version_number) as sent_number
    from sent
  ),
  counted as (
    select
      journey_id,
      count(*) as version_count,
      min(case when sent_number = 2 then sent_at end) as second_at,
      min(case when sent_number = 3 then sent_at end) as third_at
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
  ),
  proposed as (
    select
      first_sent.journey_id, first_sent.pipeline, first_sent.sent_at, first_sent.is_personalised,
      first_sent.is_complete, first_sent.discount_rate, first_sent.ended_at, first_sent.outcome,
      first_sent.watermark_at, first_sent.is_dated, counted.version_count, counted.second_at,
      counted.third_at,
      seconds_between(met.met_at, first_sent.sent_at)::bigint as turnaround_seconds,
      journey.owner_id
    from
      numbered as first_sent
      join counted on counted.journey_id = first_sent.journey_id
      join core.fct_journey as journey on journey.journey_id = first_sent.journey_id
      left join met on met.journey_id = first_sent.journey_id
    where first_sent.sent_number = 1
  )
select
  proposed.journey_id, proposed.pipeline, segments.segment,
  case segments.slot
    when 'all' then 'all'
    when 'is_personalised' then proposed.is_personalised::varchar
    when 'is_complete' then proposed.is_complete::varchar
    when 'discount_band' then case
      when proposed.discount_rate <= 0 then '1: none'
      when proposed.discount_rate <= 0.1 then '2: up to 10 %'
      when proposed.discount_rate <= 0.2 then '3: 10 to 20 %'
      when proposed.discount_rate is not null then '4: over 20 %'
    end
    when 'turnaround_band' then case
      when proposed.turnaround_seconds <= day_seconds() then '1: within a day'
      when proposed.turnaround_seconds <= 259200 then '2: 1 to 3 days'
      when proposed.turnaround_seconds <= 604800 then '3: 3 to 7 days'
      when proposed.turnaround_seconds is not null then '4: later'
      else '5: no meeting before'
    end
    when 'owner' then proposed.owner_id
    when 'first' then '1'
    when 'second' then '2'
    when 'third' then '3 or more'
  end as segment_value,
  case segments.slot
    when 'second' then proposed.second_at when 'third' then proposed.third_at else proposed.sent_at
  end as followed_from,
  proposed.ended_at, proposed.outcome, proposed.watermark_at, proposed.is_dated,
  proposed.version_count, proposed.turnaround_seconds
from
  proposed
  cross join (
    values
      ('all', 'all'),
      ('is_personalised', 'is_personalised'),
      ('is_complete', 'is_complete'),
      ('discount_band', 'discount_band'),
      ('turnaround_band', 'turnaround_band'),
      ('owner', 'owner'),
      ('first', 'versions'),
      ('second', 'versions'),
      ('third', 'versions')
  ) as segments(slot, segment)
where
  case segments.slot
    when 'is_personalised' then proposed.is_personalised is not null
    when 'is_complete' then proposed.is_complete is not null
    when 'discount_band' then proposed.discount_rate is not null
    when 'owner' then proposed.owner_id is not null
    when 'second' then proposed.second_at is not null
    when 'third' then proposed.third_at is not null
    else true
  end
