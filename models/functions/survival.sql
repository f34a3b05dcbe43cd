-- Estimates under censoring from counts: Kaplan-Meier and Aalen-Johansen with delayed entry.
-- A stretch is a time in which nobody is censored and nobody comes under observation: its events come first, at one instant too.
-- Joining the event times of a stretch changes neither the estimates at its end nor their variances.

-- How a spell ends, or that it comes under observation, in the order in which they count at one instant.
create type if not exists ended_how as enum ('happened', 'lost', 'censored', 'entered');

-- Shares and logarithms that add up to the same last bit in whatever order threads take the rows.
create or replace macro exact_share(x) as x::decimal(38, 24);

create or replace macro exact_ln(x) as (case when x > 0 then ln(x) else 0.0 end)::decimal(38, 24);

create or replace macro exact_exp(x) as exp(x::double)::decimal(38, 15)::double;

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

-- The variance of the competing incidence 1 - S - F at a step: Var F + Var S + 2 Cov(F, S), with Var S = S^2 greenwood and
-- Cov(F, S) = - S (pull - F greenwood + greenwood_incidence).
create or replace macro rest_variance(incidence_variance, survival, incidence, pull, greenwood, greenwood_incidence) as
  greatest(incidence_variance + survival * survival * greenwood
    - 2 * survival * (pull - incidence * greenwood + greenwood_incidence), 0.0);

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
