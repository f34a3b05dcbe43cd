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
  journey as (
    select
      journey.journey_id,
      journey.pipeline,
      journey.lead_source,
      journey.outcome,
      journey.handed_off_to,
      coalesce(previous.handed_off_to = journey.pipeline, false) as is_received
    from
      core.fct_journey as journey
      left join core.fct_journey as previous on previous.journey_id = journey.previous_journey_id
  ),
  visit as (
    select
      visit.journey_id,
      visit.pipeline,
      journey.lead_source,
      journey.handed_off_to,
      journey.is_received,
      visit.stage,
      visit.visit_number,
      visit.exit_kind,
      visit.next_stage,
      visit.entered_at,
      visit.left_at,
      case
        when visit.is_timed then visit.dwell_seconds
      end as dwell_seconds
    from
      core.fct_stage_visit as visit
      join journey on journey.journey_id = visit.journey_id
  ),
  move as (
    select
      journey_id,
      pipeline,
      lead_source,
      stage as from_stage,
      case
        when exit_kind = 'handed_off' then handed_off_to
        else pipeline
      end as to_pipeline,
      next_stage as to_stage,
      exit_kind as kind,
      dwell_seconds::double as seconds
    from
      visit
    where
      exit_kind <> 'open'
    union all
    select
      journey_id,
      pipeline,
      lead_source,
      'start',
      pipeline,
      stage,
      'started',
      null
    from
      visit
    where
      visit_number = 1
      and not is_received
    union all
    -- first known when it was closed
    select
      journey.journey_id,
      journey.pipeline,
      journey.lead_source,
      'start',
      journey.pipeline,
      journey.outcome,
      'started',
      null
    from
      journey
      left join visit on visit.journey_id = journey.journey_id
      and visit.visit_number = 1
    where
      visit.journey_id is null
      and journey.outcome <> 'open'
      and not journey.is_received
    union all
    select
      closed.journey_id,
      closed.pipeline,
      closed.lead_source,
      closed.next_stage,
      closed.pipeline,
      reopened.stage,
      'reopened',
      seconds_between (closed.left_at, reopened.entered_at)
    from
      visit as closed
      join visit as reopened on reopened.journey_id = closed.journey_id
      and reopened.visit_number = closed.visit_number + 1
    where
      closed.next_stage in ('won', 'lost')
      and closed.exit_kind <> 'handed_off'
  ),
  counted as (
    select
      move.pipeline,
      segments.segment,
      case
        when segments.segment = 'all' then segments.segment_value
        else move.lead_source
      end as segment_value,
      move.from_stage,
      move.to_pipeline,
      move.to_stage,
      move.kind,
      count(*) as move_count,
      count(distinct move.journey_id) as journey_count,
      quantile_of (move.seconds, 0.5)::double as median_seconds
    from
      move
      cross join (
        values
          ('all', 'all'),
          ('all', 'with_lists'),
          ('lead_source', '')
      ) as segments (segment, segment_value)
    where
      segments.segment_value <> 'all'
      or move.lead_source <> 'purchased_list'
    group by all
  ),
  place as (
    select
      pipeline,
      stage,
      ordinal
    from
      reference.stages
    union all
    select
      ends.pipeline,
      outcomes.stage,
      ends.terminal_ordinal
    from
      (
        select
          pipeline,
          max(ordinal) + 1 as terminal_ordinal
        from
          reference.stages
        group by
          pipeline
      ) as ends
      cross join (
        values
          ('won'),
          ('lost')
      ) as outcomes (stage)
  )
select
  counted.pipeline,
  counted.segment,
  counted.segment_value,
  counted.from_stage,
  case
    when counted.from_stage = 'start' then 0
    else origin.ordinal
  end::integer as from_ordinal,
  counted.to_pipeline,
  counted.to_stage,
  target.ordinal::integer as to_ordinal,
  counted.kind,
  counted.move_count,
  counted.journey_count,
  rate (
    counted.move_count,
    sum(counted.move_count) over (
      partition by
        counted.pipeline,
        counted.segment,
        counted.segment_value,
        counted.from_stage
    )
  ) as from_share,
  counted.median_seconds
from
  counted
  left join place as origin on origin.pipeline = counted.pipeline
  and origin.stage = counted.from_stage
  left join place as target on target.pipeline = counted.to_pipeline
  and target.stage = counted.to_stage
