-- What is timed, so that stages, customers and sales are estimated by the same curves (marts._spell, _spell_count, _curve). Kinds:
-- advance: from reaching a stage to the next one; advance_time: the same, of those whose time is known
-- visit: from entering a stage to leaving it; untimed_visit: of those whose length is not known, only counted
-- customer: from the start to won; cohort: the same of the journeys of one month
-- accept, accept_work: from the last marketing stage to sales, in clock and in working time; sales_lead: from the start to sales
-- first_touch: from the start until somebody is called or written to
-- proposal_30, _60, _90, reply, attempt, silence, landmark: from another instant (marts._followed_up)
--
-- What is followed to a horizon is censored one second after it. A stage's horizon is the reference's, else the P99 of the own time to
-- advance in days, rounded up, from 7 to 365 days and not beyond the last day for which ten journeys were followed; null when nobody
-- advanced. Purchased lists count in it only where a stage has nothing else. is_sub_day: visits are so short that day precision says nothing.
-- reason why nothing can be estimated: no_won (it waits for won, and nothing is known to mean won), untimed (some went on, and of none it is
-- known when), no_horizon (nobody went on).
--
-- grain: clock_number
with
  reached as (
    select
      reach.pipeline, reach.stage_ordinal,
      not is_list(journey.lead_source) as is_own,
      case
        when reach.status = 'advanced' and reach.is_timed then reach.elapsed_seconds
      end as advance_seconds,
      reach.status = 'advanced' and not reach.is_dated as is_undated,
      case
        when not reach.is_impossible
        and reach.elapsed_seconds is not null then seconds_between(reach.reached_at, journey.watermark_at)
      end as followed_seconds
    from
      core.fct_stage_reach as reach
      join core.fct_journey as journey on journey.journey_id = reach.journey_id
    where reach.is_observed
  ),
  -- and for how long the tenth was followed of those followed longest
  advanced as (
    select
      pipeline, stage_ordinal,
      quantile_of(case when is_own then advance_seconds end, 0.99) as own_seconds,
      quantile_of(advance_seconds, 0.99) as whole_seconds,
      bool_or(is_undated) as has_undated,
      case
        when count(
          case when is_own then followed_seconds end
        ) > 0 then max(
          case when is_own then followed_seconds end,
          10
        )
        else max(followed_seconds, 10)
      end [10] as tenth_seconds
    from reached
    group by pipeline, stage_ordinal
  ),
  stayed as (
    select pipeline, stage_ordinal, quantile_of(dwell_seconds, 0.5) as median_seconds
    from core.fct_stage_visit
    where is_timed and exit_kind <> 'open'
    group by pipeline, stage_ordinal
  ),
  -- the pipelines in which something means won, and the place after which it comes
  winnable as (
    select target_pipeline as pipeline
    from reference.stage_map
    where kind = 'won'
    union
    select pipeline
    from core.fct_journey
    where outcome = 'won'
  ),
  ends as (select pipeline, max(ordinal) as last_ordinal from reference.stages group by pipeline),
  cohort as (
    select distinct pipeline, cohort_month from marts._progress where cohort_month is not null
  ),
  staged as (
    select
      stages.pipeline,
      stages.ordinal as stage_ordinal,
      coalesce(
        stages.horizon_days,
        case
          when advanced.whole_seconds is not null then least(
            greatest(ceil(in_days(coalesce(advanced.own_seconds, advanced.whole_seconds))), 7),
            365,
            coalesce(
              case when tenth_seconds < day_seconds() then 1 else floor(in_days(tenth_seconds)) end,
              365
            )
          )
        end
      ) as horizon_days,
      coalesce(stayed.median_seconds < day_seconds(), false) as is_sub_day,
      coalesce(advanced.has_undated, false) as has_undated
    from
      reference.stages
      left join advanced on advanced.pipeline = stages.pipeline
      and advanced.stage_ordinal = stages.ordinal
      left join stayed on stayed.pipeline = stages.pipeline
      and stayed.stage_ordinal = stages.ordinal
  ),
  clock as (
    select
      kinds.kind, staged.pipeline, staged.stage_ordinal,
      null::date as cohort_month,
      staged.horizon_days, staged.is_sub_day, staged.has_undated
    from
      staged
      cross join (
        values
          ('advance'),
          ('advance_time'),
          ('visit'),
          ('untimed_visit'),
          ('silence'),
          ('landmark')
      ) as kinds(kind)
    union all
    select kinds.kind, hand_off.pipeline, hand_off.marketing_ordinal, null, null, false, false
    from marts._hand_off as hand_off cross join (values ('accept'), ('accept_work')) as kinds(kind)
    where hand_off.marketing_ordinal is not null
    union all
    select 'sales_lead', hand_off.pipeline, null, null, setting.lead_to_customer_days, false, false
    from marts._hand_off as hand_off cross join core._setting as setting
    where hand_off.marketing_ordinal is not null
    union all
    select kinds.kind, pipelines.pipeline, null, null, kinds.horizon_days, false, false
    from
      (select distinct pipeline from reference.stages) as pipelines
      cross join (
        values
          ('first_touch', null),
          ('proposal_30', 30),
          ('proposal_60', 60),
          ('proposal_90', 90),
          ('reply', 14),
          ('attempt', 14)
      ) as kinds(kind, horizon_days)
    union all
    select 'customer', pipelines.pipeline, null, null, setting.lead_to_customer_days, false, false
    from
      (select distinct pipeline from reference.stages) as pipelines
      cross join core._setting as setting
    union all
    select
      'cohort',
      cohort.pipeline, null, cohort.cohort_month, setting.lead_to_customer_days, false, false
    from cohort cross join core._setting as setting
  )
select
  row_number() over (
    order by clock.kind, clock.pipeline, clock.stage_ordinal, clock.cohort_month
  )::integer as clock_number,
  clock.kind, clock.pipeline,
  clock.stage_ordinal::integer as stage_ordinal,
  clock.cohort_month,
  clock.horizon_days::integer as horizon_days,
  seconds_of_days(clock.horizon_days)::integer as horizon_seconds,
  clock.is_sub_day,
  case
    when winnable.pipeline is null
    and clock.kind not in ('first_touch', 'sales_lead', 'reply', 'attempt')
    and coalesce(clock.stage_ordinal = ends.last_ordinal, true) then 'no_won'
    when clock.horizon_days is not null then null
    when clock.has_undated then 'untimed'
    else 'no_horizon'
  end as reason
from
  clock
  join ends on ends.pipeline = clock.pipeline
  left join winnable on winnable.pipeline = clock.pipeline
