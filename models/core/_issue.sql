-- Everything found that a person should know, one row per finding; it becomes ops.issue.
--
-- grain: none
with
  newest as (
    select record_number, max(sorts_at) as sorts_at
    from core._event
    where state % 100 <> 0
    group by record_number
  ),
  -- each deal's newest change, beside what its record says; of several at one instant the last in their order
  last_change as (
    select
      event.record_number, event.move_number, event.state,
      current_record.move_number as current_move_number,
      meaning.state as stated_state
    from
      core._event as event
      join newest on newest.record_number = event.record_number
      and newest.sorts_at = event.sorts_at
      join core._record_version as current_record on current_record.record_number = event.record_number
      left join core._tied_event as tied on tied.family_number = event.family_number
      and tied.record_number = event.record_number
      and tied.sorts_at = event.sorts_at
      and tied.move_number = event.move_number
      left join core._stage_meaning as meaning on meaning.move_number = current_record.move_number
      and holds_at(event.sorts_at, meaning.valid_from, meaning.valid_to)
    where event.state % 100 <> 0 and current_record.record_type = 'opportunity'
    qualify
      row_number() over (
        partition by event.record_number
        order by
          tied.place desc nulls last,
          case when is_outcome(event.state) then 0 else 1 end,
          height_of(event.state) desc,
          event.move_number
      ) = 1
  ),
  differing as (
    select record_number, move_number, current_move_number
    from last_change
    where stated_state <> state
  ),
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
  ),
  with_products as (select distinct source from staging.products),
  with_accounts as (select distinct source from staging.accounts)
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
  'presumed_setting',
  'setting',
  key,
  value || ' as most of the data says; to settle it add to reference/settings.csv: ' || key || ',' || value,
  null
from reference.settings
where is_presumed
union all
select
  'unmapped_source',
  'lead_source',
  sourced.source || '/' || sourced.lead_source,
  case
    when source_map.may_be is null then 'it counts as other'
    else 'it may be ' || source_map.may_be || ', and counts as other until somebody says which'
  end || '; add to reference/source_map.csv: ' || sourced.source || ',' || csv_cell(sourced.lead_source) || ',<lead_source> (' || count(*)::varchar || ' records)',
  sourced.source
from
  (
    select source, lead_id, lead_source
    from staging.leads
    union
    select source, opportunity_id, lead_source
    from staging.opportunities
  ) as sourced
  left join reference.source_map on source_map.source = sourced.source
  and source_map.value = sourced.lead_source
where
  (source_map.value is null or source_map.may_be is not null)
  and not is_lead_source(sourced.lead_source)
group by sourced.source, sourced.lead_source, source_map.may_be
union all
select
  'reconciliation',
  'opportunity',
  record.record_id,
  'the newest stage in the history is ' || last_move.to_stage || ', the record says ' || current_move.to_stage || '; the history is used',
  record.source
from
  differing
  join core._record as record on record.record_number = differing.record_number
  join core._source_move as last_move on last_move.move_number = differing.move_number
  join core._source_move as current_move on current_move.move_number = differing.current_move_number
union all
select
  'reconciliation',
  record.record_type, record.record_id,
  'the history has no column for ' || move.to_stage || ', the record says it; the record is used',
  record.source
from
  core._closing_of_record as untold
  join core._record as record on record.record_number = untold.record_number
  join core._source_move as move on move.move_number = untold.move_number
union all
select
  'impossible_value',
  'journey',
  coalesce(opportunity_id, lead_id),
  'its times contradict each other (closed before it began, or later than the data is known); left out of durations',
  source_system
from core.fct_journey
where is_impossible
union all
select
  'expected_close',
  'source',
  record.source,
  'closed deals with a close date beyond the last change of their record, else beyond what is known, were only expected to close then and were closed before, at an unknown time; export the stage history, or the date on which a deal was won or lost; of a list with a mapping.json set as_of to the day of the export (' || count(*)::varchar || ' records)',
  record.source
from
  core._record_version as current_record
  join core._record as record on record.record_number = current_record.record_number
  join core._stage_meaning as meaning on meaning.move_number = current_record.move_number
where
  current_record.is_close_expected
  and record.first_changed_at is null
  and current_record.stage_changed_at is null
  and is_outcome(meaning.state)
  and holds_at(current_record.worded_at, meaning.valid_from, meaning.valid_to)
group by record.source
union all
select
  'untimed',
  'source',
  untimed.source,
  'records only state where they stand or how they ended, not since when: dated by their last change, else by the end of what is known, and left out of durations; export the stage history, the date of the last stage change, or the dates on which deals were won and lost (' || count(*)::varchar || ' records)',
  untimed.source
from
  (
    select distinct record.source, record.record_number
    from
      core._event as event join core._record as record on record.record_number = event.record_number
    where
      event.state is not null
      and (not event.is_dated or (event.sorts_at is null and is_outcome(event.state)))
  ) as untimed
group by untimed.source
union all
select
  'undated',
  'journey',
  coalesce(opportunity_id, lead_id),
  case
    when pipeline = 'unmapped' then 'neither a stage nor a date is known; it is in no pipeline'
    else 'no date is known; it is counted here and in no cohort'
  end,
  source_system
from core.fct_journey
where started_at is null and coalesce(current_stage, '') <> 'unmapped'
union all
select
  'missing_rate',
  'currency',
  unpriced.currency,
  'no rate on or before the close of ' || count(*)::varchar || ' deals, or before what is known of open ones, the first on ' || min(unpriced.price_date)::varchar || '; counted, not priced; add to reference/fx_rates.csv: ' || min(unpriced.price_date)::varchar || ',' || csv_cell(unpriced.currency) || ',' || setting.base_currency || ',<rate>',
  case
    when min(unpriced.source_system) = max(unpriced.source_system) then min(unpriced.source_system)
  end
from
  (
    select
      journey.currency, journey.source_system,
      local_time(
        coalesce(journey.outcome_at, journey.watermark_at),
        day.switches_at, day.offset_before, day.offset_after
      )::date as price_date
    from
      core.fct_journey as journey
      left join core.dim_utc_day as day on day.utc_date = coalesce(journey.outcome_at, journey.watermark_at)::date
    where journey.amount is not null and journey.amount_base is null
  ) as unpriced
  cross join core._setting as setting
group by unpriced.currency, setting.base_currency
union all
select
  'negative_amount',
  'source',
  source_system,
  count(*)::varchar || ' deals have an amount below zero, which counts as it is written, in sums too; correct what is mistyped in the source: ' || string_agg(
    case when place <= 10 then coalesce(opportunity_id, lead_id) end,
    ', ' order by place
  ) || case
    when count(*) > 10 then ' …' else ''
  end,
  source_system
from
  (
    select
      source_system, opportunity_id, lead_id,
      row_number() over (
        partition by source_system order by opportunity_id, lead_id, journey_id
      ) as place
    from core.fct_journey
    where amount < 0
  ) as negative
group by source_system
union all
select
  'orphan',
  record_type, record_id,
  'a stage history tells of it and no full export holds it; no journey is made of it',
  source
from core._orphan
where not is_unclear
union all
select
  'orphan',
  'source',
  source,
  unknown_count::varchar || ' of the ' || told_count::varchar || ' records that a stage history tells of are in no export, too many to take that for whole, so they count by their history; export every record, or add to reference/settings.csv: ' || source || '.delivery,delta, or if it is whole ' || source || '.delivery,full',
  source
from core._orphan
where is_unclear
group by source, record_type, told_count, unknown_count
union all
select
  'orphan',
  'opportunity',
  opportunity.record_id,
  'product ' || opportunity.product || ' is in no products export',
  opportunity.source
from
  core._record_version as opportunity
  join with_products on with_products.source = opportunity.source
  left join (
    select distinct source, product_id from staging.products
  ) as product on product.source = opportunity.source
  and product.product_id = opportunity.product
where
  opportunity.record_type = 'opportunity'
  and opportunity.product is not null
  and product.product_id is null
union all
select
  'orphan',
  'opportunity',
  opportunity.record_id,
  case
    when opportunity.account_id is null then 'no account' else 'account is in no accounts export'
  end,
  opportunity.source
from
  core._record_version as opportunity
  join with_accounts on with_accounts.source = opportunity.source
  left join (
    select distinct source, account_id from staging.accounts
  ) as account on account.source = opportunity.source
  and account.account_id = opportunity.account_id
where opportunity.record_type = 'opportunity' and account.account_id is null
union all
select
  'merge_cycle',
  record_type, merged_id,
  'the merges lead back to the record itself; it is kept as its own record',
  source
from core.bridge_merge
where is_cycle
union all
select
  'deleted',
  record.record_type, record.record_id,
  'in an export and in no newer full one; flagged as deleted',
  record.source
from
  core._deleted as deleted
  join core._record as record on record.record_number = deleted.record_number
where deleted.reason = 'missing'
union all
select
  'deletion_unclear',
  'file',
  _file.file_id,
  count(*)::varchar || ' of its records are in no newer export, too many to take for deleted, so none is; look one of them up in the source: if it is still there, the newer export is filtered or not whole: export every record, or add ' || record.source || '.delivery,delta to reference/settings.csv; only if all of them are gone there, add ' || record.source || '.delivery,full',
  record.source
from
  core._deleted as deleted
  join core._record as record on record.record_number = deleted.record_number
  join core._file on _file.file_number = file_of(record.version)
where deleted.reason = 'unclear'
group by record.source, record.record_type, _file.file_id
union all
select
  'misclick',
  'journey',
  coalesce(record.record_id, ''),
  'back within the misclick limit after ' || state.stage || '; no visit',
  move.source
from
  core._misclick as misclick
  join core._state as state on state.state = misclick.state
  join core._source_move as move on move.move_number = misclick.move_number
  left join core._record as record on record.record_number = misclick.family_number
union all
select
  'restatement',
  'journey',
  coalesce(record.record_id, ''),
  'won, then reopened within the limit; the win is withdrawn',
  move.source
from
  core._change as change
  join core._source_move as move on move.move_number = change.move_number
  left join core._record as record on record.record_number = change.family_number
  join core._journey_state as state on state.journey_id = change.journey_id
where
  change.state % 100 = 99
  and change.next_state is not null
  and pipeline_of(change.next_state) = pipeline_of(change.state)
  and state.outcome_sorts_at is distinct from change.sorts_at
union all
select
  'bulk_import',
  'source',
  source_system || ' ' || started_at::varchar,
  count(*)::varchar || ' journeys start at this instant',
  source_system
from core.fct_journey
where is_bulk_import
group by source_system, started_at
union all
select
  'possible_duplicate',
  'source',
  record.source,
  count(*)::varchar || ' leads or deals have the phone or e-mail of one in another source and stay apart: ' || case matched.verdict
    when 'apart' then 'they began more than ' || (min(setting.same_lead_seconds) / 86400)::bigint::varchar || ' days from it (same_lead_days in reference/settings.csv)'
    when 'shared' then 'more than five leads share it'
    when 'elsewhere' then 'that one is in another pipeline'
    else 'of one of the two no start is known'
  end,
  record.source
from
  core._person_match as matched
  join core._record as record on record.record_number = matched.linked_number
  cross join core._setting as setting
  left join (
    select distinct record_number from core._inquiry where not is_apart
  ) as inquiry on inquiry.record_number = matched.linked_number
where matched.verdict <> 'same' and inquiry.record_number is null
group by record.source, matched.verdict
union all
select distinct
  'do_not_call',
  barred_call.entity, barred_call.record_id,
  'marked do not call, called on ' || local_time(barred_call.called_at, day.switches_at, day.offset_before, day.offset_after)::date::varchar,
  barred_call.source
from
  core._barred_call as barred_call
  left join core.dim_utc_day as day on day.utc_date = barred_call.called_at::date
union all
select
  'unmatched_stage',
  'stage',
  source || '/' || pipeline || '/' || source_stage,
  'reference/stage_map.csv has a row for it and no record of ' || source || ' was ever there; the nearest name without a row is ' || nearest || ': correct the row, or delete it',
  source
from reference._unmatched_stage
union all
select
  'unmapped_role',
  'role',
  role.source || '/' || role.name,
  'it counts as unknown; add to reference/role_map.csv: ' || role.source || ',' || csv_cell(role.name) || ',<role> (' || role.people::varchar || ' people)',
  role.source
from
  (
    select source, role as name, count(distinct contact_id) as people
    from core._contact_role
    where role <> ''
    group by source, role
  ) as role
  left join (
    select distinct source, fold_name(value) as folded from reference.role_map
  ) as mapped on is_of_vendor(role.source, mapped.source)
  and mapped.folded = fold_name(role.name)
where mapped.folded is null
union all
select
  'unknown_part',
  'part',
  source || '/' || part,
  'a proposal that lacks it counts as incomplete; add to reference/proposal_parts.csv: ' || key_of(part) || ',' || csv_cell(part) || ',' || csv_cell(part) || ',<is_required> (' || count(*)::varchar || ' proposals)',
  source
from core._proposal_part
where not is_known
group by source, part
union all
select
  'unmatched_task',
  'task',
  playbook.pipeline || '/' || playbook.stage || '/' || playbook.task,
  'reference/playbook.csv has a task for it and ' || case
    when known.stages is null then 'there is no such pipeline'
    else 'its pipeline has no such stage but ' || known.stages
  end || '; correct the row, or delete it',
  null
from
  reference.playbook
  left join reference.stages as stage on stage.pipeline = playbook.pipeline
  and stage.stage = playbook.stage
  left join (
    select pipeline, string_agg(stage, ', ' order by ordinal) as stages
    from reference.stages
    group by pipeline
  ) as known on known.pipeline = playbook.pipeline
where stage.stage is null
union all
select
  'no_journey',
  'source',
  source_system,
  count(*) filter (
    where journey_id is null
  )::varchar || ' of its ' || count(*)::varchar || ' activities belong to nobody that an export knows, and are in no figure of a deal; export the leads, deals and contacts that they name, with their ids',
  source_system
from core.fct_activity
group by source_system
having count(*) filter (where journey_id is null) > 0
union all
select
  'impossible_value',
  'activity',
  activities.source,
  count(*)::varchar || ' e-mails and notes are dated later than what is known of their source; they count as not yet sent',
  activities.source
from
  staging.activities join core._observation as observation on observation.source = activities.source
where
  activity_kind(activities.kind) in ('email', 'note')
  and coalesce(activities.is_done, true)
  and activities.is_deleted is not true
  and activities.occurred_at > plus_seconds(observation.watermark_at, 86400)
group by activities.source
