-- One row per pipeline and local month (null: all months) in which journeys came to sales: whether they fit the ideal customer, by the
-- rules valid at their start. They match in a tier with is_match; a tier without it, and a score below all tiers, is a mismatch; what is not
-- known could change is unknown, and so is everything without rules or without a tier that is a match. Purchased lists are left out.
--
-- grain: pipeline, month
-- column: pipeline  varchar  target pipeline
-- column: month  date  local month in which they came to sales; null for all months together
-- column: sql_count  bigint  journeys that came to sales
-- column: match_count  bigint  of them, fit
-- column: mismatch_count  bigint  of them, do not fit
-- column: unknown_count  bigint  of them, cannot be judged
-- column: match_share  double  match / sql; null over nothing
-- column: match_low  double  Wilson 95 % interval
-- column: match_high  double  Wilson 95 % interval
-- column: unknown_share  double  unknown / sql
-- column: unknown_low  double  Wilson 95 % interval
-- column: unknown_high  double  Wilson 95 % interval
-- column: unknown_account_count  bigint  of them, of no known company
-- column: unknown_country_count  bigint  without a known country
-- column: unknown_industry_count  bigint  without a known industry
-- column: unknown_employee_count  bigint  without a known number of employees
-- column: unknown_lead_source_count  bigint  without a known lead source
-- column: unknown_product_count  bigint  without a known product
-- column: before_sql_count  bigint  journeys that came to sales in the twelve months before; null for all months together
-- column: before_match_count  bigint  of them, fit
-- column: match_difference  double  match share minus that of the twelve months before; a higher unknown share lowers it
-- column: difference_low  double  95 % interval of Newcombe
-- column: difference_high  double  95 % interval of Newcombe
-- assert: sql_count = match_count + mismatch_count + unknown_count
-- assert: before_match_count <= before_sql_count
-- answers: Do the leads that come to sales match the ideal customer that both teams agreed on, and is that getting better?
with
  counted as (
    select
      pipeline, month,
      count(*) as sql_count,
      count(case when fit = 'match' then 1 end) as match_count,
      count(case when fit = 'mismatch' then 1 end) as mismatch_count,
      count(case when fit = 'unknown' then 1 end) as unknown_count,
      count(case when is_account_unknown then 1 end) as unknown_account_count,
      count(case when is_country_unknown then 1 end) as unknown_country_count,
      count(case when is_industry_unknown then 1 end) as unknown_industry_count,
      count(case when is_employee_count_unknown then 1 end) as unknown_employee_count,
      count(case when is_lead_source_unknown then 1 end) as unknown_lead_source_count,
      count(case when is_product_unknown then 1 end) as unknown_product_count
    from marts._fit
    where not is_list and month is not null
    group by grouping sets((pipeline, month), (pipeline))
  ),
  before as (
    select
      counted.pipeline, counted.month,
      coalesce(sum(earlier.sql_count), 0)::bigint as before_sql_count,
      coalesce(sum(earlier.match_count), 0)::bigint as before_match_count
    from
      counted
      left join counted as earlier on earlier.pipeline = counted.pipeline
      and earlier.month < counted.month
      and earlier.month >= year_before(counted.month)
    where counted.month is not null
    group by counted.pipeline, counted.month
  )
select
  counted.pipeline, counted.month, counted.sql_count, counted.match_count, counted.mismatch_count,
  counted.unknown_count,
  rate(counted.match_count, counted.sql_count) as match_share,
  wilson_low(counted.match_count, counted.sql_count) as match_low,
  wilson_high(counted.match_count, counted.sql_count) as match_high,
  rate(counted.unknown_count, counted.sql_count) as unknown_share,
  wilson_low(counted.unknown_count, counted.sql_count) as unknown_low,
  wilson_high(counted.unknown_count, counted.sql_count) as unknown_high,
  counted.unknown_account_count, counted.unknown_country_count, counted.unknown_industry_count,
  counted.unknown_employee_count, counted.unknown_lead_source_count, counted.unknown_product_count,
  before.before_sql_count, before.before_match_count,
  rate(counted.match_count, counted.sql_count) - rate(before.before_match_count, before.before_sql_count) as match_difference,
  difference_low(counted.match_count, counted.sql_count, before.before_match_count, before.before_sql_count) as difference_low,
  difference_high(counted.match_count, counted.sql_count, before.before_match_count, before.before_sql_count) as difference_high
from counted left join before on before.pipeline = counted.pipeline and before.month = counted.month
