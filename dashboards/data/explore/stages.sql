-- The days within which the site judges each step, and the whole way.
-- nullable: horizon_days, customer_days
with customer as (
  select pipeline, max(horizon_days) as customer_days
  from marts.lead_to_customer
  group by pipeline
)
select
  conversion.pipeline,
  conversion.stage,
  conversion.stage_ordinal,
  conversion.horizon_days,
  customer.customer_days
from marts.stage_conversion as conversion
left join customer on customer.pipeline = conversion.pipeline
where conversion.segment = 'all' and conversion.segment_value = 'all'
order by conversion.pipeline, conversion.stage_ordinal
