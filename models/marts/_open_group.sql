-- Journeys open on a day, by stage and by how long they have been there, with the probability of being won within a horizon:
-- going on in the days to come, given that one has waited so long, then being won from the next stage in the days left.
-- For past days won_count says what came. The probability is null where fewer than 10 were followed that long.
--
-- grain: days_ago, horizon_days, pipeline, is_list, stage_ordinal, age_day
with
  horizon as (
    select
      past.days_ago,
      horizons.horizon_days::integer as horizon_days
    from
      marts._past as past
      cross join (
        values
          (30),
          (90),
          (180)
      ) as horizons (horizon_days)
    where
      past.days_ago = 0
      or horizons.horizon_days <= past.days_ago
  ),
  journey_end as (
    select
      reach.journey_id,
      reach.status,
      reach.ended_at
    from
      core.fct_stage_reach as reach
      join core.fct_journey as journey on journey.journey_id = reach.journey_id
      and reach.stage_ordinal = case
        when journey.outcome = 'won' then journey.furthest_ordinal - 1
        else journey.furthest_ordinal
      end
  ),
  waiting as (
    select
      reach.pipeline,
      journey.lead_source = 'purchased_list' as is_list,
      past.days_ago,
      reach.stage_ordinal,
      plus_seconds (journey.watermark_at, - past.days_ago * 86400) as known_at,
      reach.reached_at,
      case
        when journey_end.status = 'advanced' then journey_end.ended_at
      end as won_at
    from
      core.fct_stage_reach as reach
      join core.fct_journey as journey on journey.journey_id = reach.journey_id
      join journey_end on journey_end.journey_id = reach.journey_id
      cross join marts._past as past
    where
      not reach.is_impossible
      and not journey.is_impossible
      and reach.is_observed
      and plus_seconds (reach.reached_at, reach.entry_seconds) <= plus_seconds (journey.watermark_at, - past.days_ago * 86400)
      and (
        reach.ended_at > plus_seconds (journey.watermark_at, - past.days_ago * 86400)
        or (
          reach.status = 'open'
          and reach.ended_at = plus_seconds (journey.watermark_at, - past.days_ago * 86400)
        )
      )
  ),
  counted as (
    select
      waiting.days_ago,
      horizon.horizon_days,
      waiting.pipeline,
      waiting.is_list,
      waiting.stage_ordinal,
      ceil(seconds_between (waiting.reached_at, waiting.known_at) / 86400.0)::integer as age_day,
      count(*) as open_count,
      count(*) filter(
        where
          waiting.won_at <= plus_seconds (waiting.known_at, horizon.horizon_days * 86400)
      ) as won_count
    from
      waiting
      join horizon on horizon.days_ago = waiting.days_ago
    group by all
  ),
  -- the share won by day so many since reaching a stage; from beyond the last stage everybody is
  win_curve as (
    select
      life.days_ago,
      life.pipeline,
      life.is_list,
      life.stage_ordinal,
      whole_number.whole_number as day,
      exact_sum (life.gained) as won_share
    from
      marts._life_table as life
      join whole_numbers (0, 180) as whole_number on whole_number.whole_number >= life.day
    where
      life.kind = 'win'
      and life.gained > 0
    group by all
    union all
    select
      past.days_ago,
      ends.pipeline,
      lists.is_list,
      ends.beyond_ordinal,
      whole_number.whole_number,
      1.0
    from
      (
        select
          pipeline,
          max(ordinal) + 1 as beyond_ordinal
        from
          reference.stages
        group by
          pipeline
      ) as ends
      cross join marts._past as past
      cross join (
        values
          (true),
          (false)
      ) as lists (is_list)
      cross join whole_numbers (0, 180) as whole_number
  ),
  -- from the middle of the day of its age on
  stood as (
    select
      counted.*,
      life.at_risk_count,
      case
        when counted.age_day = 0 then life.surviving - life.gone
        else life.surviving - life.gone * 0.5
      end as standing
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
      stood.days_ago,
      stood.horizon_days,
      stood.pipeline,
      stood.is_list,
      stood.stage_ordinal,
      stood.age_day,
      exact_sum (
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
  stood.days_ago,
  stood.horizon_days,
  stood.pipeline,
  stood.is_list,
  stood.stage_ordinal,
  stood.age_day,
  stood.open_count,
  stood.won_count,
  stood.at_risk_count,
  case
    when stood.at_risk_count >= 10
    and stood.standing > 0 then least(coalesce(won.won_share, 0) / stood.standing, 1.0)
  end as win_probability
from
  stood
  left join won on won.days_ago = stood.days_ago
  and won.horizon_days = stood.horizon_days
  and won.pipeline = stood.pipeline
  and won.is_list = stood.is_list
  and won.stage_ordinal = stood.stage_ordinal
  and won.age_day = stood.age_day
