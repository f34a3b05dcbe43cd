-- The order of the stages of each undecided pipeline: the one that the fewest first entries contradict. Stages that are not in a circle of
-- precedence follow from it alone; the best order within a circle is found by trying, one set of stages after another (Held and Karp
-- 1962), up to 12 stages; a larger circle is ordered by how many of its stages each precedes.
--
-- grain: source, record_type, source_pipeline, stage
with recursive
  precedence as (
    select source || chr(31) || record_type || chr(31) || source_pipeline as pipeline, *
    from reference._precedence
  ),
  ahead as (
    select one.pipeline, one.stage, one.later_stage
    from
      precedence as one
      join precedence as other on other.pipeline = one.pipeline
      and other.stage = one.later_stage
      and other.later_stage = one.stage
    where one.cost < other.cost
  ),
  reach as (
    select pipeline, stage, later_stage
    from ahead
    union
    select reach.pipeline, reach.stage, ahead.later_stage
    from reach join ahead on ahead.pipeline = reach.pipeline and ahead.stage = reach.later_stage
  ),
  stage as (
    select distinct
      source || chr(31) || record_type || chr(31) || source_pipeline as pipeline,
      source, record_type, source_pipeline, stage
    from reference._stage_kind
    where kind = 'stage' and stage <> ''
  ),
  spread as (
    select
      stage.pipeline, stage.stage,
      count(reach.later_stage) filter (where reach.later_stage <> stage.stage) as reached_count,
      coalesce(
        min(reach.later_stage) filter (where back.stage is not null),
        stage.stage
      ) as lowest_in_circle
    from
      stage
      left join reach on reach.pipeline = stage.pipeline
      and reach.stage = stage.stage
      left join reach as back on back.pipeline = reach.pipeline
      and back.stage = reach.later_stage
      and back.later_stage = reach.stage
    group by stage.pipeline, stage.stage
  ),
  circle as (
    select
      *,
      row_number() over (partition by pipeline, lowest_in_circle order by stage) - 1 as place,
      count(*) over (partition by pipeline, lowest_in_circle) as size
    from spread
  ),
  member as (
    select
      one.pipeline,
      one.lowest_in_circle as circle,
      one.place::integer as place,
      one.size::integer as size,
      list(coalesce(precedence.cost, 0) order by other.place) as costs
    from
      circle as one
      join circle as other on other.pipeline = one.pipeline
      and other.lowest_in_circle = one.lowest_in_circle
      left join precedence on precedence.pipeline = one.pipeline
      and precedence.stage = one.stage
      and precedence.later_stage = other.stage
    where one.size between 2 and 12
    group by one.pipeline, one.lowest_in_circle, one.place, one.size
  ),
  tried as (
    select distinct
      pipeline, circle, size,
      0::bigint as placed,
      0::bigint as cost,
      []::integer[] as places
    from member
    union all
    select
      pipeline, circle, size, placed,
      min(cost),
      min_by(places, {'cost': cost, 'places': places})
    from
      (
        select
          tried.pipeline, tried.circle, tried.size,
          tried.placed | (1::bigint << member.place) as placed,
          tried.cost + list_sum(
            list_transform(
              range(tried.size),
              lambda other: case
                when other = member.place
                or (tried.placed >> other::integer) & 1 = 1 then 0
                else member.costs[other + 1]
              end
            )
          )::bigint as cost,
          list_append(tried.places, member.place) as places
        from
          tried
          join member on member.pipeline = tried.pipeline
          and member.circle = tried.circle
          and (tried.placed >> member.place) & 1 = 0
      ) as extended
    group by pipeline, circle, size, placed
  ),
  best as (select pipeline, circle, places from tried where len(places) = size),
  within as (
    select
      circle.pipeline, circle.stage,
      sum(case when ahead.later_stage is not null then 1 else 0 end) as ahead_count
    from
      circle
      left join circle as other on other.pipeline = circle.pipeline
      and other.lowest_in_circle = circle.lowest_in_circle
      left join ahead on ahead.pipeline = circle.pipeline
      and ahead.stage = circle.stage
      and ahead.later_stage = other.stage
    group by circle.pipeline, circle.stage
  )
select
  stage.source, stage.record_type, stage.source_pipeline, stage.stage,
  row_number() over (
    partition by stage.pipeline
    order by
      circle.reached_count desc,
      circle.lowest_in_circle,
      list_position(best.places, circle.place::integer),
      within.ahead_count desc,
      stage.stage
  ) as place
from
  stage
  join circle on circle.pipeline = stage.pipeline
  and circle.stage = stage.stage
  join within on within.pipeline = stage.pipeline
  and within.stage = stage.stage
  left join best on best.pipeline = circle.pipeline
  and best.circle = circle.lowest_in_circle
