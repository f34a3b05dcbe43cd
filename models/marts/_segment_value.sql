-- The values of every segment, numbered, so that what is counted by segment carries numbers instead of texts.
--
-- grain: value_number
select
  row_number() over (order by segment, segment_value)::integer as value_number,
  segment, segment_value
from
  (
    select segment, segment_value
    from marts._segmented
    union
    select segment, segment_value
    from marts._followed_up
  ) as listed
