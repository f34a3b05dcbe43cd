-- Every event of every family, see core._told.
--
-- grain: none
-- stored: no
select
  family_number, record_number, wording_number, state, happened_at, sorts_at, precision_code,
  is_dated, sequence, owner_number, is_apart
from core._told
where not is_repeat
