-- Records that another export should hold or does no more, that stand for one another, or have values that no record should have.
--
-- grain: none
-- stored: no
with
  with_products as (select distinct source from staging.products),
  with_accounts as (select distinct source from staging.accounts)
select
  'negative_amount' as kind,
  'source' as entity,
  source_system as id,
  count(*)::varchar || ' deals have an amount below zero, which counts as it is written, in sums too; correct what is mistyped in the source: ' || string_agg(
    case when place <= 10 then coalesce(opportunity_id, lead_id) end,
    ', ' order by place
  ) || case
    when count(*) > 10 then ' …' else ''
  end as detail,
  source_system as source
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
  'possible_duplicate',
  'source',
  record.source,
  count(*)::varchar || ' leads or deals have the phone or e-mail of one in another source and stay apart: ' || case matched.verdict
    when 'apart' then 'they began more than ' || (min(setting.same_lead_seconds) / day_seconds())::bigint::varchar || ' days from it (same_lead_days in reference/settings.csv)'
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
