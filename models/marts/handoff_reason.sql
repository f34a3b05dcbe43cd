-- One row per pipeline and reason for which sales rejects leads of the last marketing stage. Purchased lists are left out.
--
-- grain: pipeline, reason
-- column: pipeline  varchar  target pipeline
-- column: reason  varchar  as written; null where none is
-- column: rejected_count  bigint  journeys lost from the last marketing stage for it
-- column: rejected_total  bigint  journeys lost from there
-- column: rejected_share  double  rejected_count / rejected_total
-- column: share_low  double  Wilson 95 % interval
-- column: share_high  double  Wilson 95 % interval
-- assert: rejected_count <= rejected_total
-- answers: Why does sales reject what marketing hands over?
with
  counted as (
    select handed.pipeline, journey.lost_reason as reason, count(*) as rejected_count
    from
      marts._handed as handed
      join core.fct_journey as journey on journey.journey_id = handed.journey_id
    where handed.outcome = 'rejected' and not is_list(journey.lead_source)
    group by handed.pipeline, journey.lost_reason
  ),
  whole as (
    select counted.*, (sum(rejected_count) over (partition by pipeline))::bigint as rejected_total
    from counted
  )
select
  pipeline, reason, rejected_count, rejected_total,
  rate(rejected_count, rejected_total) as rejected_share,
  wilson_low(rejected_count, rejected_total) as share_low,
  wilson_high(rejected_count, rejected_total) as share_high
from whole
