-- Estimates under censoring from counts: Kaplan-Meier and Aalen-Johansen with delayed entry.
-- A curve is a number; a step is a stretch of it in which nobody is censored and nobody enters: its events come first, at one
-- instant too. Joining the event times of a stretch changes neither the estimates at its end nor their variances.

-- A curve's number from a segment value, a pipeline and a place in it, and its parts again.
create or replace macro curve_of(value_number, pipeline_number, place) as (value_number::bigint * 1000 + pipeline_number) * 100000 + place;

create or replace macro curve_value(curve) as ((curve - curve % 100000000) / 100000000)::integer;

create or replace macro curve_pipeline(curve) as ((curve % 100000000 - curve % 100000) / 100000)::integer;

create or replace macro curve_place(curve) as (curve % 100000)::integer;

-- The places: the way from a stage to the next (1 to 60), the same for times only, the visits of a stage, the way from the start
-- to won, over all cohorts and by cohort month.
create or replace macro timed_place(stage_ordinal) as 100 + stage_ordinal;

create or replace macro visit_place(stage_ordinal) as 200 + stage_ordinal;

create or replace macro customer_place() as 1000;

create or replace macro cohort_place(cohort_month) as extract(year from cohort_month) * 12 + extract(month from cohort_month);

-- The cohort month of a place; null over all cohorts.
create or replace macro cohort_month_of(place) as
  case when place > 1000 then make_date(((place - 1 - (place - 1) % 12) / 12)::integer, ((place - 1) % 12 + 1)::integer, 1) end;

-- Running values along a curve.
create or replace macro sum_until(x, curve, step) as
  sum(x) over (partition by curve order by step rows between unbounded preceding and current row);

create or replace macro sum_from(x, curve, step) as
  sum(x) over (partition by curve order by step rows between current row and unbounded following);

-- The same of shares and of factors, to the same last bit in whatever order threads take the rows.
create or replace macro share_until(x, curve, step) as
  (sum(x::decimal(38, 24)) over (partition by curve order by step rows between unbounded preceding and current row))::double;

create or replace macro product_until(x, curve, step) as case
  when min(x) over (partition by curve order by step rows between unbounded preceding and current row) > 0
  then exp((sum((case when x > 0 then ln(x) else 0.0 end)::decimal(38, 24)) over (partition by curve order by step rows between unbounded preceding and current row))::double)::decimal(38, 15)::double
  else 0.0 end;

create or replace macro value_before(x, curve, step, at_first) as coalesce(lag(x) over (partition by curve order by step), at_first);

create or replace macro last_known(x, curve, step) as
  last_value(x ignore nulls) over (partition by curve order by step rows between unbounded preceding and current row);

-- The share of those at risk to whom it happens; 0 when nobody is at risk.
create or replace macro hazard(happened, at_risk) as case when at_risk > 0 then happened::double / at_risk else 0.0 end;

-- Greenwood's term of a step for the variance of ln S; 0 where S becomes 0, for nothing is gained after it.
create or replace macro greenwood_term(happened, at_risk) as
  case when at_risk > happened then happened::double / (at_risk::double * (at_risk - happened)) else 0.0 end;

-- The multinomial (Greenwood) variance of a cumulative incidence F at a step, from sums over the steps j up to it:
-- spread = S(j-)^2 h1 (1 - h1) / n, pull = S(j-) h1 / n, greenwood, and the last two times F(j) and F(j)^2.
create or replace macro incidence_variance(incidence, spread, pull, pull_incidence, greenwood, greenwood_incidence, greenwood_square) as
  greatest(spread - 2 * (pull * incidence - pull_incidence)
    + greenwood * incidence * incidence - 2 * greenwood_incidence * incidence + greenwood_square, 0.0);

-- 95 % interval of a share by the log-log transform; null at 0 and 1.
create or replace macro log_log_low(p, standard_error) as
  case when p > 1e-12 and p < 1 - 1e-12 then pow(p, exp(-z_95() * standard_error / (p * ln(p)))) end;

create or replace macro log_log_high(p, standard_error) as
  case when p > 1e-12 and p < 1 - 1e-12 then pow(p, exp(z_95() * standard_error / (p * ln(p)))) end;

-- Whether a running share has come to a target, whatever the last bits of a double say.
create or replace macro has_come_to(share, target) as share >= target - 1e-12;

-- Whether an estimate can be told, and else why not.
create or replace macro estimate_status(followed_count, is_emptied) as case
  when coalesce(followed_count, 0) < 10 then 'too_few_followed'
  when is_emptied then 'observed_too_late'
  else 'ok'
end;

-- The continuous quantile of n values in order, by linear interpolation between the values of two ranks (from 0).
create or replace macro rank_low(n, q) as floor(q * (n - 1));

create or replace macro rank_high(n, q) as ceil(q * (n - 1));

create or replace macro between_ranks(low, high, n, q) as case when n > 0 then low + (high - low)::double * (q * (n - 1) - floor(q * (n - 1))) end;
