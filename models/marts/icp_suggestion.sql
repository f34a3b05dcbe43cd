-- One row per pipeline, field and value: whether journeys with the value are won more often than the others, of those that are mature and decided.
-- Fields are what a rule may look at and is known from the start; what is known only after the outcome, such as the amount, is
-- not tested, and a value that fewer than 20 journeys have is listed without a test. q is p corrected for all tests of all pipelines
-- (Benjamini-Hochberg). A suggestion is the line to add to icp_rules.csv, valid from the end of the data; it is never applied by itself.
-- Purchased lists are left out.
--
-- grain: pipeline, field, field_value
-- column: pipeline  varchar  target pipeline
-- column: field  varchar  country, industry, employee_count, lead_source or product
-- column: field_value  varchar  its value, in lower case; employees in bands
-- column: with_count  bigint  mature decided journeys that have the value
-- column: with_won_count  bigint  of them, won
-- column: without_count  bigint  mature decided journeys with another known value
-- column: without_won_count  bigint  of them, won
-- column: with_share  double  won of those with it; null over nothing
-- column: without_share  double  won of those without it
-- column: share_difference  double  with minus without
-- column: difference_low  double  95 % interval of Newcombe
-- column: difference_high  double  95 % interval of Newcombe
-- column: p_value  double  Fisher's exact test, two-sided; null where it is not tested
-- column: q_value  double  p after Benjamini and Hochberg
-- column: suggested_rule  varchar  the line to add, where q is at most 0.10
-- assert: with_won_count <= with_count and without_won_count <= without_count
-- assert: q_value >= p_value or abs(q_value - p_value) < 1e-12
-- assert: suggested_rule is null or (q_value <= 0.10 and with_count >= 20)
-- answers: Which attributes do won leads share that the rules of the ideal customer do not name?
with
  decided as (
    select
      progress.pipeline,
      case when progress.outcome = 'won' then 1 else 0 end as won,
      journey.country, account.industry, account.employee_count,
      nullif(journey.lead_source, 'unknown') as lead_source,
      journey.product
    from
      marts._progress as progress
      join core.fct_journey as journey on journey.journey_id = progress.journey_id
      left join core._account as account on account.source = journey.source_system
      and account.account_id = journey.account_id
    where
      progress.mature_ordinal is not null
      and progress.outcome in ('won', 'lost')
      and not is_list(journey.lead_source)
  ),
  valued as (
    select
      decided.pipeline, decided.won, fields.field,
      case fields.field
        when 'country' then compared(decided.country)
        when 'industry' then compared(decided.industry)
        when 'lead_source' then decided.lead_source
        when 'product' then compared(decided.product)
        else case
          when decided.employee_count < 10 then '1: under 10'
          when decided.employee_count < 50 then '2: 10 to 49'
          when decided.employee_count < 250 then '3: 50 to 249'
          when decided.employee_count is not null then '4: 250 and more'
        end
      end as field_value
    from
      decided
      cross join (
        values ('country'), ('industry'), ('employee_count'), ('lead_source'), ('product')
      ) as fields(field)
  ),
  counted as (
    select pipeline, field, field_value, count(*) as with_count, sum(won)::bigint as with_won_count
    from valued
    where field_value <> ''
    group by pipeline, field, field_value
  ),
  paired as (
    select
      counted.*,
      (sum(with_count) over whole - with_count)::bigint as without_count,
      (sum(with_won_count) over whole - with_won_count)::bigint as without_won_count
    from counted
    window whole as (partition by pipeline, field)
  ),
  tested as (
    select
      paired.*,
      case
        when with_count >= 20
        and without_count > 0 then fisher_p(with_won_count, with_count, without_won_count, without_count)
      end as p_value
    from paired
  ),
  ranked as (
    select
      tested.*,
      row_number() over (order by p_value nulls last, pipeline, field, field_value) as p_rank,
      count(p_value) over () as test_count
    from tested
  ),
  corrected as (
    select
      ranked.*,
      case
        when p_value is not null then min(p_value * test_count / p_rank) over (
          order by p_rank desc rows between unbounded preceding and current row
        )
      end as q_value
    from ranked
  ),
  known as (select max(as_of)::date as known_to from ops.watermark)
select
  corrected.pipeline, corrected.field, corrected.field_value, corrected.with_count,
  corrected.with_won_count, corrected.without_count, corrected.without_won_count,
  rate(corrected.with_won_count, corrected.with_count) as with_share,
  rate(corrected.without_won_count, corrected.without_count) as without_share,
  rate(corrected.with_won_count, corrected.with_count) - rate(corrected.without_won_count, corrected.without_count) as share_difference,
  difference_low(
    corrected.with_won_count, corrected.with_count, corrected.without_won_count,
    corrected.without_count
  ) as difference_low,
  difference_high(
    corrected.with_won_count, corrected.with_count, corrected.without_won_count,
    corrected.without_count
  ) as difference_high,
  corrected.p_value, corrected.q_value,
  case
    when corrected.q_value <= 0.10 then csv_cell(corrected.field || ' ' || corrected.field_value) || ',' || corrected.field || ',' || case
      when corrected.field <> 'employee_count' then 'eq,' || csv_cell(corrected.field_value)
      when corrected.field_value = '1: under 10' then 'at_most,9'
      when corrected.field_value = '2: 10 to 49' then 'between,10;49'
      when corrected.field_value = '3: 50 to 249' then 'between,50;249'
      else 'at_least,250'
    end || ',' || case
      when corrected.with_won_count::bigint * corrected.without_count > corrected.without_won_count::bigint * corrected.with_count then '1'
      else '-1'
    end || ',' || coalesce(known.known_to::varchar, '') || ','
  end as suggested_rule
from corrected cross join known
