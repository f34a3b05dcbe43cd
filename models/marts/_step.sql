-- The counts of every curve, joined into steps, censorings with nothing between them too; day is the day of a lead-to-customer curve, 1 for its first, 0 for its beginning.
--
-- grain: curve, step
with
  -- a run of censorings belongs to the step that it ends
  way as (
    select curve, step, fate, journey_count as journey_count
    from marts._stage_cell
    where run is null
    union all
    select curve, min(step), fate, sum(journey_count)
    from marts._stage_cell
    where run is not null
    group by curve, run, fate
  ),
  visit as (
    select curve, step, fate, visit_count as journey_count
    from marts._visit_cell
    where run is null
    union all
    select curve, min(step), fate, sum(visit_count)
    from marts._visit_cell
    where run is not null
    group by curve, run, fate
  )
select
  curve, step,
  null::integer as day,
  coalesce(sum(journey_count) filter (where fate < 4), 0)::bigint as happened_count,
  coalesce(sum(journey_count) filter (where fate between 4 and 7), 0)::bigint as competing_count,
  coalesce(sum(journey_count) filter (where fate between 8 and 11), 0)::bigint as open_count,
  coalesce(sum(journey_count) filter (where fate >= 12), 0)::bigint as entered_count
from way
group by curve, step
union all
select
  curve + timed_place(0),
  step, null,
  coalesce(sum(journey_count) filter (where fate < 4), 0)::bigint,
  coalesce(sum(journey_count) filter (where fate between 4 and 7), 0)::bigint,
  coalesce(sum(journey_count) filter (where fate between 8 and 11), 0)::bigint,
  coalesce(sum(journey_count) filter (where fate >= 12), 0)::bigint
from way
where fate % 4 < 2
group by curve, step
union all
select
  curve,
  step * 100000 + day,
  day,
  coalesce(sum(journey_count) filter (where fate = 0), 0)::bigint,
  coalesce(sum(journey_count) filter (where fate = 1), 0)::bigint,
  coalesce(sum(journey_count) filter (where fate = 2), 0)::bigint,
  coalesce(sum(journey_count) filter (where fate = 3), 0)::bigint
from marts._customer_cell
group by curve, step, day
union all
select
  curve, step, null,
  coalesce(sum(journey_count) filter (where fate = 0), 0)::bigint,
  0,
  coalesce(sum(journey_count) filter (where fate = 1), 0)::bigint,
  coalesce(sum(journey_count) filter (where fate = 2), 0)::bigint
from visit
where fate < 4
group by curve, step
