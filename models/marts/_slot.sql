-- The places of a journey's segment values, one row each: a cross join with it turns a journey into one row per segment.
--
-- grain: slot_number
select
  slot_number
from
  (
    values
      (1),
      (2),
      (3),
      (4),
      (5),
      (6),
      (7),
      (8),
      (9),
      (10)
  ) as slots (slot_number)
