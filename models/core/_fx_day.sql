-- The rate into the base currency on every local day: that day's, else the last earlier one.
--
-- grain: currency, local_date
with
  span as (
    select
      fx_rates.currency,
      fx_rates.date as valid_from,
      fx_rates.rate,
      lead(fx_rates.date, 1, date '2070-01-01') over (
        partition by fx_rates.currency order by fx_rates.date
      ) as valid_to
    from reference.fx_rates join core._setting as setting on setting.base_currency = fx_rates.base
  )
select span.currency, dim_date.local_date, span.rate
from span cross join core.dim_date
where dim_date.local_date >= span.valid_from and dim_date.local_date < span.valid_to
