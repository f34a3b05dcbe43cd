-- The newest delivered version of each opportunity and lead: the stage it is at, its dates and what else is known of it. It is here so
-- that the delivered rows, of which a history may have many for each record, are read once. A close date beyond its last change is only
-- expected; what it states without a date was so when it was last changed, at the latest.
--
-- grain: record_number
with
  delivered as (
    select
      'opportunity' as record_type,
      version_of(_file.file_number, opportunities._row) as version,
      opportunities.source,
      opportunities._known_at as known_at,
      trimmed(opportunities.pipeline) as source_pipeline,
      trimmed(opportunities.stage) as stage,
      opportunities.created_at, opportunities.created_at_precision, opportunities.stage_changed_at,
      opportunities.stage_changed_at_precision, opportunities.closed_at,
      opportunities.closed_at_precision, opportunities.updated_at,
      opportunities.updated_at_precision, opportunities.owner_id, opportunities.lead_id,
      null as converted_opportunity_id,
      opportunities.phone_key, opportunities.email_key, opportunities.amount,
      opportunities.currency, opportunities.product, opportunities.lead_source,
      opportunities.campaign_id, opportunities.list_id, opportunities.account_id,
      opportunities.country, opportunities.lost_reason
    from staging.opportunities join core._file on _file.file_id = opportunities._file_id
    union all
    select
      'lead',
      version_of(_file.file_number, leads._row),
      leads.source, leads._known_at,
      trimmed(leads.pipeline),
      trimmed(leads.stage),
      leads.created_at, leads.created_at_precision, leads.stage_changed_at,
      leads.stage_changed_at_precision, null, null, leads.updated_at, leads.updated_at_precision,
      leads.owner_id, leads.lead_id, leads.converted_opportunity_id, leads.phone_key,
      leads.email_key, null, null, null, leads.lead_source, leads.campaign_id, leads.list_id,
      leads.account_id, leads.country, leads.lost_reason
    from staging.leads join core._file on _file.file_id = leads._file_id
  ),
  bounded as (
    select
      delivered.*,
      held_close(delivered.closed_at, delivered.updated_at, delivered.updated_at_precision, observation.watermark_at) as held_at,
      coalesce(delivered.updated_at, observation.watermark_at) as stated_at,
      coalesce(delivered.updated_at, least(delivered.known_at, observation.watermark_at)) as worded_at
    from
      delivered left join core._observation as observation on observation.source = delivered.source
  )
select
  record.record_number, record.record_rank, record.source, record.record_type, record.record_id,
  move.move_number,
  bounded.stage <> '' as has_stage,
  bounded.created_at,
  precision_code(bounded.created_at_precision) as created_precision,
  bounded.stage_changed_at,
  precision_code(bounded.stage_changed_at_precision) as stage_changed_precision,
  bounded.held_at as closed_at,
  precision_code(bounded.closed_at_precision) as closed_precision,
  bounded.closed_at is not null and bounded.held_at is null as is_close_expected,
  greatest(bounded.stated_at, bounded.created_at) as stated_at,
  -- its words mean what they meant when it was last changed, else delivered
  greatest(bounded.worded_at, bounded.created_at) as worded_at,
  case
    when bounded.created_at >= bounded.stated_at then precision_code(bounded.created_at_precision)
    when bounded.updated_at is null then precision_code('second')
    else precision_code(bounded.updated_at_precision)
  end as stated_precision,
  coalesce(bounded.created_at, bounded.updated_at) is not null as has_date,
  coalesce(bounded.updated_at <= last_of(bounded.created_at, bounded.created_at_precision), false) as is_unchanged,
  owner.owner_number, bounded.lead_id, bounded.converted_opportunity_id, bounded.phone_key,
  bounded.email_key, bounded.amount, bounded.currency, bounded.product, bounded.lead_source,
  bounded.campaign_id, bounded.list_id, bounded.account_id, bounded.country, bounded.lost_reason
from
  bounded
  join core._record as record on record.record_type = bounded.record_type
  and record.version = bounded.version
  join core._source_move as move on move.source = bounded.source
  and move.source_pipeline = bounded.source_pipeline
  and move.from_stage = ''
  and move.to_stage = bounded.stage
  left join core._owner as owner on owner.owner_id = bounded.owner_id
