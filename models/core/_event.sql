-- Every event of every identity, without what only repeats how a deal had ended, see core._identity_event.
--
-- grain: none
-- stored: no
select
  identity_number, record_number, move_number, state, happened_at, sorts_at, precision_code,
  is_dated, sequence, owner_number, is_apart
from core._identity_event
where not is_repeat
