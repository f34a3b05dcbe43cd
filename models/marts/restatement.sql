-- One row per number of the past that is not what the release before said, and reason: rates of cohorts that were mature there,
-- at its horizon, by its facts and by today's. Purchased lists are left out.
-- Empty without a release before of the same kind of data. It is left out of the content hash, as it depends on that release.
--
-- grain: metric, pipeline, segment, segment_value, stage, cohort_month, reason
-- column: metric  varchar  stage_conversion or lead_to_customer
-- column: pipeline  varchar  pipeline
-- column: segment  varchar  all or lead_source
-- column: segment_value  varchar  its value
-- column: stage  varchar  canonical stage; null for lead_to_customer
-- column: cohort_month  date  local month in which the journeys started
-- column: reason  varchar  late_file, merge, reopened, changed_map, changed_record, record_gone or new_version
-- column: journey_count  bigint  journeys that changed the number for this reason
-- column: reached_change  bigint  journeys more (or fewer) in the denominator for this reason
-- column: advanced_change  bigint  journeys more (or fewer) in the numerator for this reason
-- column: reached_count_before  bigint  denominator in the release before
-- column: advanced_count_before  bigint  numerator in the release before
-- column: before  double  the rate it said; null over nothing
-- column: reached_count_after  bigint  denominator now
-- column: advanced_count_after  bigint  numerator now
-- column: after  double  the rate now
-- column: horizon_days  integer  the mature horizon of the release before
-- column: example_id  varchar  the CRM id of one of the journeys
-- column: previous_run  varchar  the release before
-- assert: journey_count > 0
-- answers: Which numbers of the past changed since the last refresh, and why?
with
  told as (select * from ops.trace where side = 'before'),
  known as (select * from ops.trace where side = 'after'),
  paired as (
    select
      coalesce(known.source_system, told.source_system) as source_system,
      coalesce(known.record_id, told.record_id) as record_id,
      coalesce(known.first_journey_id, told.first_journey_id) as first_journey_id,
      coalesce(known.attempt, told.attempt) as attempt,
      coalesce(known.pipeline, told.pipeline) as pipeline,
      told.record_id is not null as is_told,
      known.record_id is not null as is_known,
      coalesce(told.is_compared, false) as is_told_compared,
      coalesce(known.is_compared, false) as is_known_compared,
      told.cohort_month as told_month,
      known.cohort_month as known_month,
      told.lead_source as told_source,
      known.lead_source as known_source,
      told.furthest_ordinal as told_ordinal,
      known.furthest_ordinal as known_ordinal,
      coalesce(
        told.outcome <> 'open'
        and known.newest_at > told.newest_at
        and (known.outcome = 'open' or known.outcome_at > told.outcome_at),
        false
      ) as is_reopened,
      coalesce(
        known.newest_at = told.newest_at and known.started_at = told.started_at,
        false
      ) as is_same_history
    from
      told
      full join known on known.first_journey_id = told.first_journey_id
      and known.attempt = told.attempt
      and known.pipeline = told.pipeline
  ),
  elsewhere as (select distinct source_system, record_id from told),
  changed as (
    select
      paired.*,
      case
        when merged.record_id is not null then 'merge'
        when paired.is_reopened then 'reopened'
        when comparison.is_map_changed
        and (
          paired.is_same_history
          or not paired.is_known
          or (not paired.is_told and elsewhere.record_id is not null)
        ) then 'changed_map'
        when not paired.is_known then 'record_gone'
        when paired.is_same_history
        and paired.told_ordinal = paired.known_ordinal
        and comparison.has_new_file then 'changed_record'
        when comparison.has_new_file then 'late_file'
        when comparison.is_map_changed then 'changed_map'
        else 'new_version'
      end as reason,
      comparison.previous_run
    from
      paired
      cross join ops.comparison as comparison
      left join ops.new_merge as merged on merged.source_system = paired.source_system
      and merged.record_id = paired.record_id
      left join elsewhere on elsewhere.source_system = paired.source_system
      and elsewhere.record_id = paired.record_id
    where
      (paired.is_told_compared or paired.is_known_compared)
      and (
        paired.told_ordinal is distinct from paired.known_ordinal
        or paired.told_month is distinct from paired.known_month
        or paired.told_source is distinct from paired.known_source
        or paired.is_told_compared <> paired.is_known_compared
      )
  ),
  measure as (
    select
      pipeline,
      'stage_conversion' as metric,
      stage,
      ordinal as reached_ordinal,
      ordinal + 1 as advanced_ordinal
    from reference.stages
    union all
    select pipeline, 'lead_to_customer', null, 1, max(ordinal) + 1
    from reference.stages
    group by pipeline
  ),
  sided as (
    select
      first_journey_id, record_id, attempt, pipeline, reason, previous_run,
      told_month as cohort_month,
      told_source as lead_source,
      told_ordinal as furthest_ordinal,
      -1 as sign
    from changed
    where is_told_compared
    union all
    select
      first_journey_id, record_id, attempt, pipeline, reason, previous_run, known_month,
      known_source, known_ordinal, 1
    from changed
    where is_known_compared
  ),
  contribution as (
    select
      measure.metric, sided.pipeline, segments.segment,
      case when segments.segment = 'all' then 'all' else sided.lead_source end as segment_value,
      measure.stage, sided.cohort_month, sided.reason, sided.previous_run, sided.first_journey_id,
      sided.record_id, sided.attempt,
      sum(
        case when sided.furthest_ordinal >= measure.reached_ordinal then sided.sign else 0 end
      ) as reached_change,
      sum(
        case when sided.furthest_ordinal >= measure.advanced_ordinal then sided.sign else 0 end
      ) as advanced_change
    from
      sided
      join measure on measure.pipeline = sided.pipeline
      cross join (values ('all'), ('lead_source')) as segments(segment)
    group by all
  ),
  explained as (
    select
      metric, pipeline, segment, segment_value, stage, cohort_month, reason, previous_run,
      count(*) as journey_count,
      sum(reached_change)::bigint as reached_change,
      sum(advanced_change)::bigint as advanced_change,
      min(record_id) as example_id
    from contribution
    where reached_change <> 0 or advanced_change <> 0
    group by metric, pipeline, segment, segment_value, stage, cohort_month, reason, previous_run
  ),
  total as (
    select
      measure.metric, trace.pipeline, segments.segment,
      case when segments.segment = 'all' then 'all' else trace.lead_source end as segment_value,
      measure.reached_ordinal, measure.advanced_ordinal, trace.cohort_month,
      max(trace.horizon_days) as horizon_days,
      count(*) filter (
        where trace.side = 'before' and trace.furthest_ordinal >= measure.reached_ordinal
      ) as reached_count_before,
      count(*) filter (
        where trace.side = 'before' and trace.furthest_ordinal >= measure.advanced_ordinal
      ) as advanced_count_before,
      count(*) filter (
        where trace.side = 'after' and trace.furthest_ordinal >= measure.reached_ordinal
      ) as reached_count_after,
      count(*) filter (
        where trace.side = 'after' and trace.furthest_ordinal >= measure.advanced_ordinal
      ) as advanced_count_after
    from
      ops.trace as trace
      join measure on measure.pipeline = trace.pipeline
      cross join (values ('all'), ('lead_source')) as segments(segment)
    where trace.is_compared
    group by all
  )
select
  explained.metric, explained.pipeline, explained.segment, explained.segment_value, explained.stage,
  explained.cohort_month, explained.reason, explained.journey_count, explained.reached_change,
  explained.advanced_change, total.reached_count_before, total.advanced_count_before,
  rate(total.advanced_count_before, total.reached_count_before) as before,
  total.reached_count_after, total.advanced_count_after,
  rate(total.advanced_count_after, total.reached_count_after) as after,
  total.horizon_days, explained.example_id, explained.previous_run
from
  explained
  join measure on measure.pipeline = explained.pipeline
  and measure.metric = explained.metric
  and measure.stage is not distinct from explained.stage
  join total on total.metric = explained.metric
  and total.pipeline = explained.pipeline
  and total.segment = explained.segment
  and total.segment_value = explained.segment_value
  and total.cohort_month = explained.cohort_month
  and total.reached_ordinal = measure.reached_ordinal
  and total.advanced_ordinal = measure.advanced_ordinal
