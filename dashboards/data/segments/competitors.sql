select competitor, industry, customer_count as customers, example
from marts.competitor_industry
order by customer_count desc, competitor, industry nulls last
