-- What the credits of every model must add up to.
-- nullable: month
select pipeline, strftime(date_trunc('month', outcome_on), '%Y-%m') as month, count(*) as won_count
from marts.deal
where outcome = 'won' and pipeline is not null
group by all
order by pipeline, month nulls first
