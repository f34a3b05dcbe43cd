-- The lead sources that each unsegmented row pools: all of them in the one with lists, all but the purchased lists in the other.
--
-- grain: pool_number, value_number
select pool.value_number as pool_number, source.value_number
from marts._value as source join marts._value as pool on pool.segment = 'all'
where
  source.segment = 'lead_source'
  and (pool.segment_value = 'with_lists' or source.segment_value <> 'purchased_list')
