-- nullable: industry
select competitor, industry, customer_count, example
from marts.competitor_industry
order by customer_count desc, competitor, industry nulls last
