-- The families whose shown record is deleted, each known until the last delivery that still held it.
--
-- grain: family_number
select shown.family_number, deleted.known_until
from
  core._shown as shown join core._deleted as deleted on deleted.record_number = shown.shown_number
where deleted.reason <> 'unclear'
