-- The segment values that the times of a journey are counted in, in one list: few bytes for each journey, where ten spells meet ten values.
-- brought_by: those of what brought it, its source, campaign and list.
--
-- grain: journey_id
select
  journey.journey_id,
  list(value.value_number) as value_numbers,
  list(value.value_number) filter (
    where value.segment in ('lead_source', 'campaign', 'list')
  ) as brought_by
from
  marts._journey_segment as journey
  join marts._segment_value as value on value.value_number = journey.value_number
where value.segment <> 'all'
group by journey.journey_id
