-- The accounting of rows: per delivered file and stream what became of its rows: arrived (in a fact), or the reason why not. They are
-- counted where they end, so that what a model on the way loses is missing here. The counts add up to what was loaded: a row that is
-- counted nowhere, or twice, is unaccounted, and nothing is published.
--
-- grain: file_id, stream, fate
with
  journey as (
    select
      display.identity_number,
      case
        when fact.pipeline = 'unmapped'
        or fact.current_stage = 'unmapped' then 'unmapped'
        when fact.started_at is null then 'undated'
        else 'arrived'
      end as fate
    from
      core._display_record as display
      join core.fct_journey as fact on fact.journey_id = display.identity_number
  ),
  delivered as (
    select
      'opportunity' as record_type,
      'opportunities' as stream,
      opportunities._file_id as file_id,
      opportunities.source,
      opportunities.opportunity_id as record_id,
      version_of(_file.file_number, opportunities._row) as version
    from staging.opportunities join core._file on _file.file_id = opportunities._file_id
    union all
    select
      'lead',
      'leads',
      leads._file_id, leads.source, leads.lead_id,
      version_of(_file.file_number, leads._row)
    from staging.leads join core._file on _file.file_id = leads._file_id
  ),
  versioned as (
    select delivered.*, record.record_number
    from
      delivered
      left join core._record as record on record.record_type = delivered.record_type
      and record.version = delivered.version
  ),
  record_fate as (
    select
      versioned.stream, versioned.file_id,
      case
        when merge.surviving_id is not null then 'merged'
        when deleted.record_number is not null then 'deleted'
        else journey.fate
      end as fate
    from
      versioned
      join core._record_version as current_record on current_record.record_number = versioned.record_number
      left join core._identity as identity on identity.record_number = versioned.record_number
      join journey on journey.identity_number = coalesce(identity.identity_number, versioned.record_number)
      left join core.bridge_merge as merge on merge.source = versioned.source
      and merge.record_type = versioned.record_type
      and merge.merged_id = versioned.record_id
      left join core._deleted as deleted on deleted.record_number = versioned.record_number
      and deleted.reason <> 'unclear'
    union all
    select versioned.stream, versioned.file_id, 'superseded'
    from
      versioned
      join core._record as record on record.source = versioned.source
      and record.record_type = versioned.record_type
      and record.record_id = versioned.record_id
    where versioned.record_number is null and record.version is not null
  ),
  change_fate as (
    select
      told.history_number,
      case
        when told.is_repeat then 'repeated' when told.state is null then 'unmapped' else 'arrived'
      end as fate,
      count(*) as row_count
    from core._identity_event as told
    where told.history_number is not null
    group by all
  ),
  ignored as (
    select distinct
      move.move_number, move.source, move.source_pipeline, move.from_stage, move.to_stage
    from
      core._stage_mapping as mapping
      join core._source_move as move on move.source = mapping.source
      and move.source_pipeline = mapping.source_pipeline
      and fold_case(move.to_stage) = fold_case(mapping.source_stage)
    where mapping.kind = 'ignore' and move.from_stage <> move.to_stage
  ),
  member_fate as (
    select
      member._file_id as file_id,
      case
        when newest._row = member._row
        and newest._file_id = member._file_id then journey.fate
        else 'superseded'
      end as fate
    from
      staging.list_members as member
      join core._list_member as newest on newest.source = member.source
      and newest.member_record_id = member.list_id || '/' || member.member_id
      join core._record as record on record.source = member.source
      and record.record_type = 'list_member'
      and record.record_id = newest.member_record_id
      left join core._identity as identity on identity.record_number = record.record_number
      join journey on journey.identity_number = coalesce(identity.identity_number, record.record_number)
  ),
  ended as (
    select file_id, stream, fate, count(*) as row_count
    from record_fate
    group by file_id, stream, fate
    union all
    select history.file_id, 'stage_changes', change_fate.fate, change_fate.row_count
    from
      change_fate
      join core._history_file as history on history.history_number = change_fate.history_number
    union all
    select changes._file_id, 'stage_changes', 'orphan', count(*)
    from
      staging.stage_changes as changes
      join core._orphan as orphan on orphan.source = changes.source
      and orphan.record_type = changes.record_type
      and orphan.record_id = changes.record_id
      and not orphan.is_unclear
      join core._source_move as move on move.source = changes.source
      and move.source_pipeline = trimmed(changes.pipeline)
      and move.from_stage = trimmed(changes.from_stage)
      and move.to_stage = trim(changes.to_stage)
      join core._stage_meaning as meaning on meaning.move_number = move.move_number
      and holds_at(changes.changed_at, meaning.valid_from, meaning.valid_to)
    where move.from_stage <> move.to_stage
    group by changes._file_id
    union all
    select file_id, stream, 'unchanged', unchanged_count
    from core._loaded_row
    where unchanged_count > 0
    union all
    select changes._file_id, 'stage_changes', 'no_stage', count(*)
    from
      staging.stage_changes as changes
      join ignored on ignored.source = changes.source
      and ignored.source_pipeline = trimmed(changes.pipeline)
      and ignored.from_stage = trimmed(changes.from_stage)
      and ignored.to_stage = trim(changes.to_stage)
      left join core._stage_meaning as meaning on meaning.move_number = ignored.move_number
      and changes.changed_at >= meaning.valid_from
      and changes.changed_at < meaning.valid_to
    where meaning.move_number is null
    group by changes._file_id
    union all
    select file_id, 'list_members', fate, count(*)
    from member_fate
    group by file_id, fate
    union all
    select
      merges._file_id,
      'merges',
      case
        when bridge.merged_id is null then 'unchanged'
        when bridge.is_cycle then 'cycle'
        else 'arrived'
      end as fate,
      count(*)
    from
      staging.merges
      left join core.bridge_merge as bridge on bridge.source = merges.source
      and bridge.record_type = merges.record_type
      and bridge.merged_id = trim(merges.merged_id)
    where bridge.merged_id is not null or trim(merges.merged_id) in ('', trim(merges.surviving_id))
    group by merges._file_id, bridge.merged_id is null, bridge.is_cycle
    union all
    select
      accounts._file_id,
      'accounts',
      case
        when account.file_id = accounts._file_id
        and account.row_number_in_file = accounts._row then 'arrived'
        else 'superseded'
      end as fate,
      count(*)
    from
      staging.accounts
      join core._account as account on account.source = accounts.source
      and account.account_id = accounts.account_id
    group by all
    union all
    select file_id, 'ad_spend', 'arrived', sum(row_count)::bigint
    from core.fct_ad_spend
    group by file_id
    union all
    select
      file_id,
      'ad_spend',
      case when is_newest then 'overlapping' else 'superseded' end as fate,
      count(*)
    from core._ad_spend
    where not is_newest or is_within
    group by file_id, is_newest
    union all
    select file_id, 'campaigns', 'arrived', count(*)
    from core.fct_campaign
    group by file_id
    union all
    select file_id, 'campaigns', 'superseded', count(*)
    from core._campaign
    where not is_newest
    group by file_id
    union all
    select file_id, 'web_analytics', 'arrived', count(*)
    from core.fct_web_analytics
    group by file_id
    union all
    select file_id, 'web_analytics', 'superseded', count(*)
    from core._measurement
    where not is_newest
    group by file_id
    union all
    select display._file_id, 'competitor_customers', 'arrived', count(*)
    from
      staging.competitor_customers as display
      join core.competitor_customer as fact on fact.competitor = display.competitor
      and lower(fact.customer) = lower(display.customer)
    group by display._file_id
    union all
    select
      file_id,
      'activities',
      case when journey_id is null then 'no_journey' else 'arrived' end as fate,
      count(*)
    from core.fct_activity
    group by file_id, journey_id is null
    union all
    select file_id, 'activities', 'deleted', count(*)
    from core._activity
    where is_deleted
    group by file_id
    union all
    select
      file_id,
      'touches',
      case when journey_id is null then 'no_journey' else 'arrived' end as fate,
      count(*)
    from core.fct_touch
    group by file_id, journey_id is null
    union all
    select
      file_id,
      'proposals',
      case when journey_id is null then 'no_journey' else 'arrived' end as fate,
      count(*)
    from core.fct_proposal
    where told_by = 'proposal'
    group by file_id, journey_id is null
    union all
    select
      file_id,
      'proposals',
      case when is_newest then 'unsent' else 'superseded' end as fate,
      count(*)
    from core._proposal
    where not is_newest or sent_at is null
    group by file_id, is_newest
    union all
    select activities._file_id, 'activities', 'superseded', count(*)
    from
      staging.activities
      join core._sales_file as file on file.file_id = activities._file_id
      join core._activity as several on several.source = activities.source
      and several.activity_id = activities.activity_id
      and several.row_count > 1
    where version_of(file.file_number, activities._row) < several.version
    group by activities._file_id
    union all
    select touches._file_id, 'touches', 'superseded', count(*)
    from
      staging.touches
      join core._sales_file as file on file.file_id = touches._file_id
      join core._touch as several on several.source = touches.source
      and several.touch_id = touches.touch_id
      and several.row_count > 1
    where version_of(file.file_number, touches._row) < several.touch_number
    group by touches._file_id
    union all
    select file_id, 'contact_roles', fate, count(*)
    from
      (
        select
          roles._file_id as file_id,
          roles._row,
          case
            when count(known.contact_id) > 0 then 'arrived'
            when count(placed.record_number) = 0 then 'no_journey'
          end as fate
        from
          staging.contact_roles as roles
          left join core._contact_role as part on part.file_id = roles._file_id
          and part.row_number_in_file = roles._row
          and part.source = roles.source
          left join (
            select distinct record_number from core._record_journey
          ) as placed on placed.record_number = part.record_number
          left join (
            select distinct journey.record_number, bridge.source_system, bridge.contact_id
            from
              core.bridge_journey_contact as bridge
              join core._record_journey as journey on journey.journey_id = bridge.journey_id
          ) as known on known.record_number = part.record_number
          and known.source_system = part.source
          and known.contact_id = part.contact_id
        group by roles._file_id, roles._row
      ) as role_fate
    where fate is not null
    group by file_id, fate
    union all
    -- what no fact is made of: people are looked up, definitions of stages are read as reference data
    select
      file_id, stream,
      case stream
        when 'contacts' then 'looked_up' when 'stage_definitions' then 'reference' else 'not_used'
      end as fate,
      row_count
    from core._loaded_row
    where stream in ('stage_definitions', 'contacts', 'products', 'owners')
  ),
  counted as (
    select file_id, stream, fate, sum(row_count)::bigint as row_count
    from ended
    group by file_id, stream, fate
  ),
  total as (
    select file_id, stream, sum(row_count)::bigint as row_count
    from counted
    group by file_id, stream
  )
select file_id, stream, fate, row_count
from counted
union all
select
  coalesce(loaded.file_id, total.file_id),
  coalesce(loaded.stream, total.stream),
  'unaccounted',
  coalesce(loaded.row_count, 0) - coalesce(total.row_count, 0)
from
  core._loaded_row as loaded
  full join total on total.file_id = loaded.file_id
  and total.stream = loaded.stream
where coalesce(loaded.row_count, 0) <> coalesce(total.row_count, 0)
