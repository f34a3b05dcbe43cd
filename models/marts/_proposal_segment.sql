-- The segments in which a journey with a proposal is counted, and from when it is followed in each: from its first version, and in the
-- segment of its second or third version from when that was sent, for only journeys that lasted so long have one.
--
-- grain: journey_id, segment, segment_value
select
  proposed.journey_id, segments.segment,
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
      when proposed.turnaround_seconds <= 86400 then '1: within a day'
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
  end as followed_from
from
  marts._proposed as proposed
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
