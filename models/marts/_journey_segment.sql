-- The segment values of each journey: joined with it, a journey counts once in every segment that it belongs to.
--
-- grain: journey_id, value_number
select segmented.journey_id, value.value_number
from
  marts._segmented as segmented
  join marts._segment_value as value on value.segment = segmented.segment
  and value.segment_value = segmented.segment_value
