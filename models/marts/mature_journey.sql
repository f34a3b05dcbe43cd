-- One row per journey that has been followed for the mature horizon of its pipeline: how far it came within it.
--
-- grain: journey_id
-- column: journey_id  bigint  our key
-- column: mature_ordinal  integer  place of the furthest stage within the mature horizon, K + 1 if won within it
-- answers: How far did this deal come in the time in which all are compared?
select journey_id, mature_ordinal
from marts._progress
where mature_ordinal is not null
