-- One row per day on which the data is imagined to end, horizon, pipeline, kind of journeys, stage and age: journeys open then, by how long they
-- had been at their furthest stage, with the probability of being won within the horizon: going on in the days to come, given that one
-- has waited so long, then being won from the next stage in the days left. Journeys with impossible or unknown times are left out.
--
-- grain: days_ago, horizon_days, pipeline, is_list, stage_ordinal, age_day
-- column: days_ago  integer  days before the watermark; 0 for today
-- column: horizon_days  integer  days that the probability looks ahead
-- column: pipeline  varchar  target pipeline
-- column: is_list  boolean  of purchased lists, which are never pooled with others
-- column: stage_ordinal  integer  place of the furthest stage in the pipeline
-- column: age_day  integer  day of waiting at it: 0 for its very beginning, 1 for the first 24 hours
-- column: open_count  bigint  journeys open then
-- column: won_count  bigint  of them, won within the horizon, as is known by today
-- column: at_risk_count  bigint  journeys that were followed at the stage for as long
-- column: win_probability  double  null where fewer than 10 were followed for as long
-- assert: won_count <= open_count
-- assert: win_probability between 0 and 1
-- answers: How likely is a deal that has waited so long still to be won?
with
  horizon as (
    select past.days_ago, horizons.horizon_days::integer as horizon_days
    from pasts() as past cross join (values (30), (90), (180)) as horizons(horizon_days)
    where past.days_ago = 0 or horizons.horizon_days <= past.days_ago
  ),
  -- those waiting at some past, with the thirty days before the watermark in which they were won, if they were
  waiting as (
    select
      pipeline, is_list, stage_ordinal,
      past_of(ended_days) as ended_past,
      past_of(seen_days) as last_past,
      watermark_day,
      case
        when final_how = 'happened'::ended_how then floor(final_days / 30.0)::integer * 30
      end as won_days,
      count(*) as journey_count
    from marts._followed
    where past_of(seen_days) > past_of(ended_days)
    group by all
  ),
  counted as (
    select
      horizon.days_ago, horizon.horizon_days, waiting.pipeline, waiting.is_list,
      waiting.stage_ordinal,
      waiting.watermark_day - horizon.days_ago as age_day,
      sum(waiting.journey_count)::bigint as open_count,
      sum(
        case
          when waiting.won_days >= horizon.days_ago - horizon.horizon_days then waiting.journey_count
          else 0
        end
      )::bigint as won_count
    from
      waiting
      join horizon on horizon.days_ago > waiting.ended_past
      and horizon.days_ago <= waiting.last_past
    group by all
  ),
  -- the share won by day so many since reaching a stage; from beyond the last stage everybody is
  win_curve as (
    select
      life.days_ago, life.pipeline, life.is_list, life.stage_ordinal,
      whole_number.whole_number as day,
      exact_sum(life.gained) as won_share
    from
      marts._life_table as life
      join whole_numbers(0, 180) as whole_number on whole_number.whole_number >= life.day
    where life.kind = 'win' and life.gained > 0
    group by all
    union all
    select
      past.days_ago, ends.pipeline, lists.is_list, ends.beyond_ordinal, whole_number.whole_number,
      1.0
    from
      (
        select pipeline, max(ordinal) + 1 as beyond_ordinal from reference.stages group by pipeline
      ) as ends
      cross join pasts() as past
      cross join (values (true), (false)) as lists(is_list)
      cross join whole_numbers(0, 180) as whole_number
  ),
  -- from the middle of the day of its age on
  stood as (
    select
      counted.*,
      life.at_risk_count,
      case
        when counted.age_day = 0 then life.surviving - life.gone
        else life.surviving - life.gone * 0.5
      end as undecided_share
    from
      counted
      join marts._life_table as life on life.kind = 'advance'
      and life.days_ago = counted.days_ago
      and life.pipeline = counted.pipeline
      and life.is_list = counted.is_list
      and life.stage_ordinal = counted.stage_ordinal
      and life.day = counted.age_day
  ),
  won as (
    select
      stood.days_ago, stood.horizon_days, stood.pipeline, stood.is_list, stood.stage_ordinal,
      stood.age_day,
      exact_sum(
        case
          when life.day > stood.age_day then life.gained
          when stood.age_day > 0 then life.gained * 0.5
          else 0
        end * win_curve.won_share
      ) as won_share
    from
      stood
      join marts._life_table as life on life.kind = 'advance'
      and life.days_ago = stood.days_ago
      and life.pipeline = stood.pipeline
      and life.is_list = stood.is_list
      and life.stage_ordinal = stood.stage_ordinal
      and life.day >= stood.age_day
      and life.day <= stood.age_day + stood.horizon_days
      and life.gained > 0
      -- a left join stays where it is: the day is known only after the life table is joined
      left join win_curve on win_curve.days_ago = stood.days_ago
      and win_curve.pipeline = stood.pipeline
      and win_curve.is_list = stood.is_list
      and win_curve.stage_ordinal = stood.stage_ordinal + 1
      and win_curve.day = stood.horizon_days - (life.day - stood.age_day)
    group by all
  )
select
  stood.days_ago, stood.horizon_days, stood.pipeline, stood.is_list, stood.stage_ordinal,
  stood.age_day, stood.open_count, stood.won_count, stood.at_risk_count,
  case
    when stood.at_risk_count >= 10
    and stood.undecided_share > 0 then least(coalesce(won.won_share, 0) / stood.undecided_share, 1.0)
  end::double as win_probability
from
  stood
  left join won on won.days_ago = stood.days_ago
  and won.horizon_days = stood.horizon_days
  and won.pipeline = stood.pipeline
  and won.is_list = stood.is_list
  and won.stage_ordinal = stood.stage_ordinal
  and won.age_day = stood.age_day
