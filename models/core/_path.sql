-- The counted changes of each family, cut into journeys: a new journey begins in another pipeline, or when a closed one is
-- reopened later than the setting allows. journey_id numbers them; neighbours are those of the whole family.
--
-- grain: journey_id, position
with
  kept as (
    select
      step.family_number,
      step.position,
      step.pipeline,
      step.kind,
      step.stage,
      step.stage_ordinal,
      step.happened_at,
      step.sorts_at,
      step.precision,
      step.owner_id,
      step.source,
      lag (step.kind) over family as previous_kind,
      lag (step.pipeline) over family as previous_pipeline,
      lag (step.stage) over family as previous_stage,
      lag (step.sorts_at) over family as previous_at,
      lead (step.kind) over family as next_kind,
      lead (step.pipeline) over family as next_pipeline,
      lead (step.stage) over family as next_stage,
      lead (step.stage_ordinal) over family as next_ordinal,
      lead (step.sorts_at) over family as next_at
    from
      core._step as step
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
  new_journey as (
    select
      kept.family_number,
      kept.position
    from
      kept
      cross join core._setting as setting
    where
      kept.pipeline <> kept.previous_pipeline
      or (
        kept.previous_kind in ('won', 'lost')
        and seconds_between (kept.previous_at, kept.sorts_at) > setting.reopen_seconds
      )
  ),
  -- only the few families with more than one journey need counting
  repeated as (
    select distinct
      family_number
    from
      new_journey
  ),
  attempted as (
    select
      kept.position,
      count(new_journey.position) over (
        partition by
          kept.family_number
        order by
          kept.position rows between unbounded preceding
          and current row
      ) as attempt
    from
      kept
      join repeated on repeated.family_number = kept.family_number
      left join new_journey on new_journey.position = kept.position
  )
select
  kept.family_number * 10000 + coalesce(attempted.attempt, 0) as journey_id,
  coalesce(attempted.attempt, 0) as attempt,
  kept.family_number,
  kept.position,
  kept.pipeline,
  kept.kind,
  kept.stage,
  kept.stage_ordinal,
  kept.happened_at,
  kept.sorts_at,
  kept.precision,
  kept.owner_id,
  kept.source,
  kept.previous_kind,
  kept.previous_pipeline,
  kept.previous_stage,
  kept.next_kind,
  kept.next_pipeline,
  kept.next_stage,
  kept.next_ordinal,
  kept.next_at
from
  kept
  left join attempted on attempted.position = kept.position
