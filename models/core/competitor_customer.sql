-- One row per competitor and customer that a page of the competitor has shown; names that differ only in case are one.
--
-- grain: competitor, customer
-- column: competitor  varchar  whose customer it is
-- column: customer  varchar  its name, as a page has it
-- column: industry  varchar  as written; null when no page states it or they state different ones
-- column: page_count  bigint  pages that show it
-- column: page  varchar  one of them: its address, else its title
-- assert: page_count >= 0
-- answers: Whom do our competitors sell to, and in which industries?
select
  competitor,
  min(customer) as customer,
  case when count(distinct lower(industry)) = 1 then min(industry) end as industry,
  count(distinct page) as page_count,
  min(page) as page
from staging.competitor_customers
group by competitor, lower(customer)
