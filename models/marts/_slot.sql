-- The places of a journey's segment values that are in use, one row each: a cross join with it turns a journey into one row per segment.
--
-- grain: slot_number
select slots.slot_number
from
  (
    values
      (1, 'all'),
      (2, 'all'),
      (3, 'lead_source'),
      (4, 'campaign'),
      (5, 'list'),
      (6, 'owner'),
      (7, 'icp_tier'),
      (8, 'country'),
      (9, 'amount_band'),
      (10, 'cohort_quarter')
  ) as slots(slot_number, segment)
  join (select distinct segment from marts._value) as used on used.segment = slots.segment
