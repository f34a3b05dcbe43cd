-- The values of the segments of journeys, numbered, so that what is counted by segment carries numbers instead of texts.
--
-- grain: value_number
select
  row_number() over (order by segment, segment_value)::integer as value_number,
  segment, segment_value
from (select distinct segment, segment_value from marts._segmented) as listed
