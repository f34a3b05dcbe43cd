-- One row per pipeline and segment value of proposals: how fast they are sent after the last meeting, how many are won within 30, 60 and 90 days
-- of the first version, and how many expired without an answer. A journey counts by its first version; in the segment of its second or
-- third version from when that was sent. Proposals sent after the journey had ended, and purchased lists, are left out.
--
-- grain: pipeline, segment, segment_value
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  all, is_personalised, is_complete, versions, discount_band, turnaround_band or owner
-- column: segment_value  varchar  its value
-- column: proposal_count  bigint  versions sent to its journeys
-- column: journey_count  bigint  journeys that were sent a proposal
-- column: won_count  bigint  of them, won so far
-- column: lost_count  bigint  of them, lost so far
-- column: turnaround_count  bigint  of them, with a meeting before the first version
-- column: turnaround_median_seconds  double  last meeting before the first version to that version; continuous median
-- column: turnaround_p90_seconds  double  ninth decile
-- column: won_30_estimate  double  estimated share won within 30 days
-- column: won_30_low  double  95 % interval, log-log
-- column: won_30_high  double  95 % interval, log-log
-- column: won_30_status  varchar  why there is no estimate, as in marts.stage_conversion
-- column: won_60_estimate  double  within 60 days
-- column: won_60_low  double  95 % interval, log-log
-- column: won_60_high  double  95 % interval, log-log
-- column: won_60_status  varchar  why there is no estimate
-- column: won_90_estimate  double  within 90 days
-- column: won_90_low  double  95 % interval, log-log
-- column: won_90_high  double  95 % interval, log-log
-- column: won_90_status  varchar  why there is no estimate
-- column: expired_count  bigint  open journeys whose last version has expired without an answer
-- assert: journey_count <= proposal_count
-- assert: won_count + lost_count <= journey_count
-- assert: turnaround_count <= journey_count
-- assert: expired_count <= journey_count
-- assert: (won_90_status = 'ok') = (won_90_estimate is not null)
-- answers: How fast do proposals go out, which are won, and which expired without an answer?
with
  counted as (
    select
      proposed.pipeline, proposed.segment, proposed.segment_value,
      sum(proposed.version_count)::bigint as proposal_count,
      count(*) as journey_count,
      count(case when proposed.outcome = 'won' then 1 end) as won_count,
      count(case when proposed.outcome = 'lost' then 1 end) as lost_count,
      count(proposed.turnaround_seconds) as turnaround_count,
      quantile_of(proposed.turnaround_seconds, 0.5) as turnaround_median_seconds,
      quantile_of(proposed.turnaround_seconds, 0.9) as turnaround_p90_seconds,
      count(case when contact.proposal_state = 'expired' then 1 end) as expired_count
    from
      marts._proposal_segment as proposed
      left join marts._open_contact as contact on contact.journey_id = proposed.journey_id
    group by proposed.pipeline, proposed.segment, proposed.segment_value
  )
select
  counted.pipeline, counted.segment, counted.segment_value, counted.proposal_count,
  counted.journey_count, counted.won_count, counted.lost_count, counted.turnaround_count,
  counted.turnaround_median_seconds, counted.turnaround_p90_seconds,
  in_30.estimate as won_30_estimate,
  in_30.estimate_low as won_30_low,
  in_30.estimate_high as won_30_high,
  coalesce(in_30.estimate_status, 'too_few_followed') as won_30_status,
  in_60.estimate as won_60_estimate,
  in_60.estimate_low as won_60_low,
  in_60.estimate_high as won_60_high,
  coalesce(in_60.estimate_status, 'too_few_followed') as won_60_status,
  in_90.estimate as won_90_estimate,
  in_90.estimate_low as won_90_low,
  in_90.estimate_high as won_90_high,
  coalesce(in_90.estimate_status, 'too_few_followed') as won_90_status,
  counted.expired_count
from
  counted
  left join marts._estimate as in_30 on in_30.kind = 'proposal_30'
  and in_30.pipeline = counted.pipeline
  and in_30.segment = counted.segment
  and in_30.segment_value = counted.segment_value
  left join marts._estimate as in_60 on in_60.kind = 'proposal_60'
  and in_60.pipeline = counted.pipeline
  and in_60.segment = counted.segment
  and in_60.segment_value = counted.segment_value
  left join marts._estimate as in_90 on in_90.kind = 'proposal_90'
  and in_90.pipeline = counted.pipeline
  and in_90.segment = counted.segment
  and in_90.segment_value = counted.segment_value
