-- Where sales begins in each pipeline (SQL), and the last marketing stage before it (MQL); a pipeline that begins with sales has none,
-- and so no hand-off.
--
-- grain: pipeline
with
  first_sales as (
    select pipeline, min(ordinal) as sales_ordinal
    from reference.stages
    where team = 'sales'
    group by pipeline
  )
select
  sales.pipeline,
  sales.stage as sales_stage,
  sales.ordinal as sales_ordinal,
  marketing.stage as marketing_stage,
  marketing.ordinal as marketing_ordinal
from
  first_sales
  join reference.stages as sales on sales.pipeline = first_sales.pipeline
  and sales.ordinal = first_sales.sales_ordinal
  left join reference.stages as marketing on marketing.pipeline = first_sales.pipeline
  and marketing.ordinal = first_sales.sales_ordinal - 1
