-- One row per pipeline, cohort month and lead source; counts add up. is_mature: the whole month has been followed for the mature horizon.
--
-- grain: pipeline, cohort_month, lead_source
-- column: pipeline  varchar  target pipeline
-- column: cohort_month  date  local month of the start
-- column: lead_source  varchar  canonical lead source
-- column: started_count  bigint  journeys
-- column: won_count  bigint  of them, won
-- column: lost_count  bigint  of them, lost
-- column: open_count  bigint  of them, still open
-- column: deleted_count  bigint  of them, deleted while open
-- column: is_mature  boolean  every journey of it has been followed for the mature horizon
-- assert: started_count = won_count + lost_count + open_count + deleted_count
-- answers: How do cohorts mature?
select
  pipeline, cohort_month, lead_source,
  count(*) as started_count,
  count(*) filter (where outcome = 'won') as won_count,
  count(*) filter (where outcome = 'lost') as lost_count,
  count(*) filter (where outcome = 'open') as open_count,
  count(*) filter (where outcome = 'deleted') as deleted_count,
  count(*) filter (where mature_ordinal is null and not is_deleted) = 0 as is_mature
from marts._progress
group by all
