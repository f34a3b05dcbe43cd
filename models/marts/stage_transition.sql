-- One row per move from a stage to a place: forward, back, lost, won, handed to another pipeline, reopened; and from start into the first place.
-- Everything that enters a stage adds up to its visits, and everything that leaves it, with the visits still open, as well.
--
-- grain: pipeline, segment, segment_value, from_stage, to_pipeline, to_stage, kind
-- column: pipeline  varchar  where it left from
-- column: segment  varchar  all or lead_source
-- column: segment_value  varchar  all (without purchased lists), with_lists, or the source
-- column: from_stage  varchar  canonical stage; start, or the outcome it was reopened from
-- column: from_ordinal  integer  its place in the pipeline; 0 for start, K + 1 for an outcome
-- column: to_pipeline  varchar  where it went; another one for a hand-off
-- column: to_stage  varchar  canonical stage, won or lost
-- column: to_ordinal  integer  its place; K + 1 for an outcome
-- column: kind  varchar  started, advanced, back, lost, handed_off or reopened
-- column: move_count  bigint  moves
-- column: journey_count  bigint  journeys that made it at least once
-- column: from_share  double  of all moves from there
-- column: median_seconds  double  median length of the visit it ended, or of the time closed before it was reopened; null for start and without a timed one
-- answers: Where do deals go from here? Which loops cost time? Who is handed over?
with
  -- the few that were handed over
  received as (
    select journey.journey_id
    from
      core.fct_journey as journey
      join core.fct_journey as previous on previous.journey_id = journey.previous_journey_id
    where previous.handed_off_to = journey.pipeline
  ),
  visit as not materialized (
    select
      visit.journey_id, visit.pipeline, journey.lead_source, visit.stage, visit.visit_number,
      visit.exit_kind,
      case
        when visit.exit_kind = 'handed_off' then journey.handed_off_to else visit.pipeline
      end as next_pipeline,
      visit.next_stage, visit.is_reentry,
      case when visit.is_timed then visit.dwell_seconds end as dwell_seconds
    from
      core.fct_stage_visit as visit
      join core.fct_journey as journey on journey.journey_id = visit.journey_id
  ),
  -- a move can be made twice only out of a stage that was entered twice
  repeated as (
    select visit.journey_id, visit.visit_number
    from
      visit
      join (
        select distinct journey_id, stage from visit where is_reentry
      ) as reentered on reentered.journey_id = visit.journey_id
      and reentered.stage = visit.stage
    where visit.exit_kind <> 'open'
    qualify
      row_number() over (
        partition by visit.journey_id, visit.stage, visit.next_stage, visit.exit_kind
        order by visit.visit_number
      ) > 1
  ),
  reopening as (
    select
      closed.journey_id, closed.pipeline, journey.lead_source,
      closed.next_stage as from_stage,
      reopened.stage as to_stage,
      seconds_between(closed.left_at, reopened.entered_at)::bigint as seconds,
      case
        when row_number() over (
          partition by closed.journey_id, closed.next_stage, reopened.stage
          order by closed.visit_number
        ) > 1 then 1
        else 0
      end as is_repeated
    from
      core.fct_stage_visit as closed
      join core.fct_stage_visit as reopened on reopened.journey_id = closed.journey_id
      and reopened.visit_number = closed.visit_number + 1
      join core.fct_journey as journey on journey.journey_id = closed.journey_id
    where closed.next_stage in ('won', 'lost') and closed.exit_kind <> 'handed_off'
  ),
  move as (
    select
      visit.pipeline, visit.lead_source,
      visit.stage as from_stage,
      visit.next_pipeline as to_pipeline,
      visit.next_stage as to_stage,
      visit.exit_kind as kind,
      visit.dwell_seconds as seconds,
      case when repeated.journey_id is not null then 1 else 0 end as is_repeated
    from
      visit
      left join repeated on repeated.journey_id = visit.journey_id
      and repeated.visit_number = visit.visit_number
    where visit.exit_kind <> 'open'
    union all
    select
      visit.pipeline, visit.lead_source,
      'start',
      visit.pipeline, visit.stage,
      'started',
      null, 0
    from visit left join received on received.journey_id = visit.journey_id
    where visit.visit_number = 1 and received.journey_id is null
    union all
    -- first known when it was closed
    select
      journey.pipeline, journey.lead_source,
      'start',
      journey.pipeline, journey.outcome,
      'started',
      null, 0
    from
      core.fct_journey as journey
      left join received on received.journey_id = journey.journey_id
      left join core.fct_stage_visit as visit on visit.journey_id = journey.journey_id
      and visit.visit_number = 1
    where journey.outcome <> 'open' and visit.journey_id is null and received.journey_id is null
    union all
    select pipeline, lead_source, from_stage, pipeline, to_stage, 'reopened', seconds, is_repeated
    from reopening
  ),
  -- of each lead source, of all but the purchased lists, and of all
  grouped as (
    select
      pipeline, lead_source, is_list, from_stage, to_pipeline, to_stage, kind,
      count(*) as move_count,
      count(*) - sum(is_repeated) as journey_count,
      quantile_of(seconds, 0.5)::double as median_seconds
    from (select move.*, is_list(lead_source) as is_list from move) as told
    group by
      grouping sets(
        (pipeline, from_stage, to_pipeline, to_stage, kind, lead_source),
        (pipeline, from_stage, to_pipeline, to_stage, kind, is_list),
        (pipeline, from_stage, to_pipeline, to_stage, kind)
      )
  ),
  counted as (
    select
      pipeline,
      case when lead_source is not null then 'lead_source' else 'all' end as segment,
      case
        when lead_source is not null then lead_source
        when is_list is not null then 'all'
        else 'with_lists'
      end as segment_value,
      from_stage, to_pipeline, to_stage, kind, move_count,
      journey_count::bigint as journey_count,
      median_seconds
    from grouped
    where not coalesce(is_list, false)
  ),
  place as (
    select pipeline, stage, ordinal
    from reference.stages
    union all
    select ends.pipeline, outcomes.stage, ends.terminal_ordinal
    from
      (
        select pipeline, max(ordinal) + 1 as terminal_ordinal
        from reference.stages
        group by pipeline
      ) as ends
      cross join (values ('won'), ('lost')) as outcomes(stage)
  )
select
  counted.pipeline, counted.segment, counted.segment_value, counted.from_stage,
  case when counted.from_stage = 'start' then 0 else origin.ordinal end::integer as from_ordinal,
  counted.to_pipeline, counted.to_stage,
  target.ordinal::integer as to_ordinal,
  counted.kind, counted.move_count, counted.journey_count,
  rate(
    counted.move_count,
    sum(counted.move_count) over (
      partition by counted.pipeline, counted.segment, counted.segment_value, counted.from_stage
    )
  ) as from_share,
  counted.median_seconds
from
  counted
  left join place as origin on origin.pipeline = counted.pipeline
  and origin.stage = counted.from_stage
  left join place as target on target.pipeline = counted.to_pipeline
  and target.stage = counted.to_stage
