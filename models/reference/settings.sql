-- The settings: those of the reference data, else presumed from the data, else the shipped ones. The base currency is presumed to be the
-- one of the most amounts, the reporting zone the one in which most people of the CRM work.
--
-- grain: key
-- column: key  varchar  name
-- column: value  varchar  value
-- column: is_presumed  boolean  the data says so and no person
-- answers: Which settings hold?
with
  presumed as (
    (
      select 'base_currency' as key, upper(currency) as value
      from
        staging.opportunities
        join (
          select
            'base_currency' as key,
            count(*) filter (where settings.is_own and not settings.is_written) as own_count
          from decided.settings
          where settings.key = 'base_currency'
        ) as decided_currency on decided_currency.own_count = 0
      where regexp_matches(currency, '^[A-Za-z]{3}$') and amount is not null
      group by upper(currency)
      order by count(*) desc, upper(currency)
      limit 1
    )
    union all
    (
      select 'reporting_time_zone', time_zone
      from
        staging.owners
        join (
          select distinct zone from reference.local_day
        ) as known on known.zone = owners.time_zone
      group by time_zone
      order by count(*) desc, time_zone
      limit 1
    )
  )
select
  settings.key,
  case
    when settings.is_own then settings.value else coalesce(presumed.value, settings.value)
  end as value,
  settings.is_written or (not settings.is_own and presumed.value is not null) as is_presumed
from decided.settings left join presumed on presumed.key = settings.key
