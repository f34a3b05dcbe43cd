-- One row per competitor and industry of its customers, as its saved pages state it.
--
-- grain: competitor, industry
-- column: competitor  varchar  whose customers they are
-- column: industry  varchar  as written; null for customers whose page states none
-- column: customer_count  bigint  customers
-- column: example  varchar  one of them
-- answers: To which industries do our competitors sell? Are they those of our ideal customer?
select competitor, min(industry) as industry, count(*) as customer_count, min(customer) as example
from core.competitor_customer
group by competitor, lower(industry)
