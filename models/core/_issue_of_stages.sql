-- What a person should know of stages: names without a row in the stage map and rows without a record, and what is presumed of a pipeline
-- that no row leads to.
--
-- grain: none
-- stored: no
with
  -- the changes that the stage map cannot tell, by the stretch of time for which it has no row
  unmapped as (
    select event.move_number, untold.valid_from, untold.valid_to, count(*) as event_count
    from
      core._event as event
      left join core._stage_meaning as untold on untold.move_number = event.move_number
      and untold.state is null
      and event.sorts_at >= untold.valid_from
      and event.sorts_at < untold.valid_to
    where event.state is null
    group by all
  ),
  own_row as (
    select distinct
      source,
      trim(pipeline) as source_pipeline,
      fold_case(trim(source_stage)) as folded
    from reference.stage_map
  ),
  missing_row as (
    select
      move.source, move.source_pipeline, move.to_stage,
      coalesce(from_day.local_date::varchar, '') as valid_from,
      coalesce(to_day.local_date::varchar, '') as valid_to,
      -- a row for one pipeline would put the rows for all of them out of force there
      case
        when move.source_pipeline = ''
        or (
          own_row.folded is null and coalesce(from_day.local_date, to_day.local_date) is not null
        ) then '*'
        else csv_cell(move.source_pipeline)
      end as pipeline_cell,
      sum(unmapped.event_count) as event_count
    from
      unmapped
      join core._source_move as move on move.move_number = unmapped.move_number
      cross join core._setting as setting
      left join reference.local_day as from_day on from_day.zone = setting.reporting_time_zone
      and plus_seconds(from_day.local_date::timestamp, - from_day.offset_before) = unmapped.valid_from
      left join reference.local_day as to_day on to_day.zone = setting.reporting_time_zone
      and plus_seconds(to_day.local_date::timestamp, - to_day.offset_before) = unmapped.valid_to
      left join own_row on own_row.source = move.source
      and own_row.source_pipeline = move.source_pipeline
      and own_row.folded = fold_case(move.to_stage)
    group by all
  )
select
  'unmapped_stage' as kind,
  'stage' as entity,
  source || '/' || source_pipeline || '/' || to_stage as id,
  'the stage map has no row for it' || case
    when valid_from <> '' then ' from ' || valid_from else ''
  end || case
    when valid_to <> '' then ' before ' || valid_to else ''
  end || case
    when to_stage = 'delivered' then ' (the members of a list begin at the first stage of the pipeline that its line names)'
    else ''
  end || '; add to reference/stage_map.csv: ' || source || ',' || pipeline_cell || ',' || csv_cell(to_stage) || case
    when is_won_name(to_stage) then ',won,<pipeline>,,'
    when is_lost_name(to_stage) then ',lost,<pipeline>,,'
    else ',stage,<pipeline>,<stage>,'
  end || valid_from || ',' || valid_to || ' (' || event_count::varchar || ' events)' as detail,
  source
from missing_row
union all
select
  'presumed_stage',
  'pipeline',
  pipeline,
  'no row of reference/stage_map.csv leads to it, so it is read from the data: ' || stages || '; won: ' || coalesce(won_names, 'unknown') || '; lost: ' || coalesce(lost_names, 'unknown') || '; ' || concat_ws(
    '; ',
    nullif(remedy, ''),
    'npm run setup writes all of it down, npm run setup -- --confirm says that it is right'
  ),
  source
from reference.presumed_pipeline
union all
select
  'too_many_stages',
  'pipeline',
  source || '/' || source_pipeline,
  'it has ' || name_count::varchar || ' names of stages, more than the 60 of a pipeline, so nothing is presumed of them and its records stay unmapped; check that the column read as the stage is one, or write the stages into reference/stages.csv and stage_map.csv',
  source
from reference._undecided
where not is_pipeline
union all
select
  'unmatched_stage',
  'stage',
  source || '/' || pipeline || '/' || source_stage,
  'reference/stage_map.csv has a row for it and no record of ' || source || ' was ever there; the nearest name without a row is ' || nearest || ': correct the row, or delete it',
  source
from reference._unmatched_stage
