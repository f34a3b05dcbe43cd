-- The counted changes of each family, cut into journeys: a new journey begins in another pipeline, or when a closed one is
-- reopened later than the setting allows. journey_id numbers them; neighbours are those of the whole family.
--
-- grain: journey_id, position
with
  kept as (
    select
      step.*,
      case
        when lag (step.pipeline) over family is null then 0
        when step.pipeline <> lag (step.pipeline) over family then 1
        when lag (step.kind) over family in ('won', 'lost')
        and seconds_between (lag (step.sorts_at) over family, step.sorts_at) > setting.reopen_seconds then 1
        else 0
      end as is_new_journey,
      lag (step.kind) over family as previous_kind,
      lag (step.pipeline) over family as previous_pipeline,
      lag (step.stage) over family as previous_stage,
      lead (step.kind) over family as next_kind,
      lead (step.pipeline) over family as next_pipeline,
      lead (step.stage) over family as next_stage,
      lead (step.stage_ordinal) over family as next_ordinal,
      lead (step.sorts_at) over family as next_at
    from
      core._step as step
      cross join core._setting as setting
    where
      not step.is_misclick
      and not step.is_return
    window
      family as (
        partition by
          step.family_number
        order by
          step.position
      )
  ),
  numbered as (
    select
      *,
      sum(is_new_journey) over (
        partition by
          family_number
        order by
          position rows between unbounded preceding
          and current row
      ) as attempt
    from
      kept
  )
select
  family_number * 10000 + attempt::bigint as journey_id,
  family_number,
  position,
  attempt::bigint as attempt,
  is_new_journey = 1 as is_new_journey,
  pipeline,
  kind,
  stage,
  stage_ordinal,
  happened_at,
  sorts_at,
  precision,
  owner_id,
  source,
  previous_kind,
  previous_pipeline,
  previous_stage,
  next_kind,
  next_pipeline,
  next_stage,
  next_ordinal,
  next_at
from
  numbered
