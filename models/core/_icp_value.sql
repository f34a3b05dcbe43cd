-- What each value of a field says about the fit with the ideal customer, under each version of the rules: the weight of the rules
-- that match and of those that can be judged. A value that is not known (empty) can be judged by none, and might add between low and high.
--
-- grain: version_from, field, field_value
with
  version as (select distinct version_from from core._icp_day),
  rule as (
    select version.version_from, rules.field, rules.operator, rules.value, rules.weight
    from reference.icp_rules as rules cross join version
    where
      coalesce(rules.valid_from, date '1970-01-01') <= version.version_from
      and version.version_from < coalesce(rules.valid_to, date '2070-01-01')
  ),
  opportunity as (select distinct account_id, country, product from staging.opportunities),
  known as (
    select 'account' as field, account_id as field_value
    from opportunity
    union
    select 'account', account_id
    from staging.leads
    union
    select 'country', country
    from opportunity
    union
    select 'country', country
    from staging.leads
    union
    select 'country', country
    from staging.accounts
    union
    select 'country', country
    from core._list_member
    union
    select 'industry', industry
    from staging.accounts
    union
    select 'employee_count', employee_count::varchar
    from staging.accounts
    union
    select 'product', product
    from opportunity
    union
    select 'lead_source', name
    from
      (
        values
          ('inbound_web'),
          ('paid_search'),
          ('paid_social'),
          ('organic'),
          ('referral'),
          ('event'),
          ('outbound'),
          ('purchased_list'),
          ('partner'),
          ('other')
      ) as lead_source(name)
  ),
  judged as (
    select
      rule.version_from, rule.field, known.field_value, rule.weight,
      fits_rule(rule.operator, rule.value, known.field_value) as is_match
    from rule join known on known.field = rule.field
    where known.field_value is not null
  )
select
  version_from, field, field_value,
  sum(case when is_match then weight else 0 end) as score,
  sum(abs(weight)) as known_weight,
  0 as unknown_weight,
  0 as low,
  0 as high
from judged
group by version_from, field, field_value
union all
select
  version_from, field,
  '',
  0, 0,
  sum(abs(weight)),
  sum(least(weight, 0)),
  sum(greatest(weight, 0))
from rule
group by version_from, field
