-- Everything found that a person should know, one row per finding; it becomes ops.issue.
--
-- grain: none
with
  newest_change as (
    select
      family_number,
      record_number,
      to_stage,
      pipeline,
      kind,
      stage,
      sorts_at
    from
      core._event
    where
      kind is not null
      and kind <> 'created'
      and sorts_at is not null
    qualify
      row_number() over (
        partition by
          record_number
        order by
          sorts_at desc,
          case
            when kind in ('won', 'lost') then 0
            else 1
          end,
          stage_ordinal desc nulls last,
          to_stage
      ) = 1
  )
select
  'unmapped_stage' as kind,
  'stage' as entity,
  source || '/' || source_pipeline || '/' || to_stage as id,
  'the stage map has no row for it; add to reference/stage_map.csv: ' || source || ',' || case
    when source_pipeline = '' then '*'
    else source_pipeline
  end || ',' || to_stage || ',stage,<pipeline>,<stage>,, (' || count(*)::varchar || ' events)' as detail,
  source
from
  core._event
where
  kind is null
  and to_stage is not null
group by
  source,
  source_pipeline,
  to_stage
union all
select
  'reconciliation',
  'opportunity',
  opportunity.opportunity_id,
  'the newest stage in the history is ' || newest_change.to_stage || ', the record says ' || opportunity.stage || '; the history is used',
  opportunity.source
from
  core._opportunity as opportunity
  join core._record as record on record.source = opportunity.source
  and record.record_type = 'opportunity'
  and record.record_id = opportunity.opportunity_id
  join newest_change on newest_change.record_number = record.record_number
  join core._stage_alias as alias on alias.source = opportunity.source
  and alias.source_pipeline = coalesce(trim(opportunity.pipeline), '')
  and alias.source_stage = trim(opportunity.stage)
where
  newest_change.sorts_at >= alias.valid_from
  and newest_change.sorts_at < alias.valid_to
  and alias.kind is not null
  and (
    alias.kind <> newest_change.kind
    or alias.target_pipeline <> newest_change.pipeline
    or alias.stage is distinct from newest_change.stage
  )
union all
select
  'impossible_value',
  'journey',
  coalesce(opportunity_id, lead_id),
  'its times contradict each other (closed before it began, or later than the data is known); left out of durations',
  source_system
from
  core.fct_journey
where
  is_impossible
union all
select
  'undated',
  'journey',
  coalesce(opportunity_id, lead_id),
  'no date is known; it is counted here and in no cohort',
  source_system
from
  core.fct_journey
where
  started_at is null
  and pipeline <> 'unmapped'
union all
select
  'missing_rate',
  'journey',
  coalesce(opportunity_id, lead_id),
  'no rate for ' || currency || ' on or before its close; counted, not priced',
  source_system
from
  core.fct_journey
where
  amount is not null
  and amount_base is null
union all
select
  'orphan',
  'opportunity',
  opportunity.opportunity_id,
  'product ' || opportunity.product || ' is in no products export',
  opportunity.source
from
  core._opportunity as opportunity
  join (
    select distinct
      source
    from
      staging.products
  ) as with_products on with_products.source = opportunity.source
  left join (
    select distinct
      source,
      product_id
    from
      staging.products
  ) as product on product.source = opportunity.source
  and product.product_id = opportunity.product
where
  opportunity.product is not null
  and product.product_id is null
union all
select
  'orphan',
  'opportunity',
  opportunity.opportunity_id,
  case
    when opportunity.account_id is null then 'no account'
    else 'account is in no accounts export'
  end,
  opportunity.source
from
  core._opportunity as opportunity
  join (
    select distinct
      source
    from
      staging.accounts
  ) as with_accounts on with_accounts.source = opportunity.source
  left join (
    select distinct
      source,
      account_id
    from
      staging.accounts
  ) as account on account.source = opportunity.source
  and account.account_id = opportunity.account_id
where
  account.account_id is null
union all
select
  'merge_cycle',
  record_type,
  merged_id,
  'the merges lead back to the record itself; it is kept as its own record',
  source
from
  core.bridge_merge
where
  is_cycle
union all
select
  'misclick',
  'journey',
  coalesce(record.record_id, ''),
  'back within the misclick limit after ' || step.stage || '; no visit',
  step.source
from
  core._step as step
  left join core._record as record on record.record_number = step.family_number
where
  step.is_misclick
union all
select
  'restatement',
  'journey',
  coalesce(record.record_id, ''),
  'won, then reopened within the limit; the win is withdrawn',
  path.source
from
  core._path as path
  left join core._record as record on record.record_number = path.family_number
  join core._journey_state as state on state.journey_id = path.journey_id
where
  path.kind = 'won'
  and path.next_kind is not null
  and path.next_pipeline = path.pipeline
  and state.outcome_sorts_at is distinct from path.sorts_at
union all
select
  'bulk_import',
  'source',
  source_system || ' ' || started_at::varchar,
  count(*)::varchar || ' journeys start at this instant',
  source_system
from
  core.fct_journey
where
  is_bulk_import
group by
  source_system,
  started_at
union all
select
  'do_not_call',
  'list_member',
  member.member_record_id,
  'marked do not call, called on ' || activity.occurred_at::date::varchar,
  member.source
from
  core._list_member as member
  join staging.activities as activity on activity.phone_key = member.phone_key
where
  member.is_do_not_call
  and activity.kind = 'call'
  and activity.occurred_at > member.delivered_at
