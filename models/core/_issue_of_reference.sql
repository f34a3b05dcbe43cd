-- What other reference data lacks, each with the line to add: lead sources, exchange rates, roles, parts of proposals, and tasks of stages that
-- there are not; and the settings that the data presumes.
--
-- grain: none
-- stored: no
select
  'presumed_setting' as kind,
  'setting' as entity,
  key as id,
  value || ' as most of the data says; to settle it add to reference/settings.csv: ' || key || ',' || value as detail,
  null::varchar as source
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
