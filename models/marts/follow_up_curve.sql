-- One row per pipeline and number of an attempt in a row: of the times that somebody was called or written to for the n-th time without an
-- answer, how often an answer came within 14 days, and how often the journey went further. Counted are all attempts on journeys that
-- were open then, never only those that became customers; the next attempt does not end the time. Attempts are not made at random:
-- this is an association. Purchased lists and attempts after the thirtieth are left out.
--
-- grain: pipeline, attempt_number
-- column: pipeline  varchar  target pipeline
-- column: attempt_number  integer  1, 2, … since the start of the journey or the last reply
-- column: attempt_count  bigint  attempts
-- column: journey_count  bigint  journeys on which they were made
-- column: replied_count  bigint  of the attempts, answered so far
-- column: window_days  integer  days for which each attempt is followed
-- column: reply_estimate  double  estimated share answered within them
-- column: reply_low  double  95 % interval, log-log; from 0 where none was answered
-- column: reply_high  double  95 % interval, log-log; where none was answered, Wilson's of the attempts that were followed
-- column: reply_status  varchar  why there is no estimate, as in marts.stage_conversion
-- column: advance_estimate  double  estimated share after which the journey went further within them
-- column: advance_low  double  95 % interval, log-log
-- column: advance_high  double  95 % interval, log-log
-- column: advance_status  varchar  why there is no estimate
-- column: followed_count  bigint  attempts made at least so many days before the watermark
-- column: floor_rate  double  the setting follow_up_floor
-- column: pays_off  boolean  reply_high is at least floor_rate; null without an estimate
-- assert: journey_count <= attempt_count and replied_count <= attempt_count
-- assert: (reply_status = 'ok') = (reply_estimate is not null)
-- assert: (reply_estimate is null) = (pays_off is null)
-- answers: After how many attempts does another one stop paying off?
with
  counted as (
    select
      pipeline, attempt_number,
      count(*) as attempt_count,
      count(distinct journey_id) as journey_count,
      count(replied_at) as replied_count
    from marts._contact_attempt
    group by pipeline, attempt_number
  ),
  judged as (
    select
      counted.*,
      reply.estimate as reply_estimate,
      case when reply.estimate = 0 then 0.0 else reply.estimate_low end as reply_low,
      case
        when reply.estimate = 0 then wilson_high(0, reply.followed_count)
        when reply.estimate = 1 then 1.0
        else reply.estimate_high
      end as reply_high,
      coalesce(reply.estimate_status, 'too_few_followed') as reply_status,
      coalesce(reply.followed_count, 0) as followed_count,
      advance.estimate as advance_estimate,
      advance.estimate_low as advance_low,
      advance.estimate_high as advance_high,
      coalesce(advance.estimate_status, 'too_few_followed') as advance_status
    from
      counted
      left join marts._estimate as reply on reply.kind = 'reply'
      and reply.pipeline = counted.pipeline
      and reply.segment = 'attempt_number'
      and reply.segment_value = counted.attempt_number::varchar
      left join marts._estimate as advance on advance.kind = 'attempt'
      and advance.pipeline = counted.pipeline
      and advance.segment = 'attempt_number'
      and advance.segment_value = counted.attempt_number::varchar
  )
select
  judged.pipeline,
  judged.attempt_number::integer as attempt_number,
  judged.attempt_count, judged.journey_count, judged.replied_count,
  14 as window_days,
  judged.reply_estimate, judged.reply_low, judged.reply_high, judged.reply_status,
  judged.advance_estimate, judged.advance_low, judged.advance_high, judged.advance_status,
  judged.followed_count,
  setting.follow_up_floor as floor_rate,
  judged.reply_high >= setting.follow_up_floor as pays_off
from judged cross join core._setting as setting
