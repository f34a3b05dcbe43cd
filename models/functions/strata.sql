-- Comparisons of two groups within strata, and of two counted shares.

-- Mantel-Haenszel ratio of two rates (events over time at risk): the sum of the terms above over that of the terms below, summed over
-- the strata, and spread ÷ (above · below) as the variance of its logarithm (Greenland and Robins 1985; Rothman, Greenland, Lash 2008).
create or replace macro rate_ratio_above(events_with, time_with, time_without) as
  case when time_with + time_without > 0 then events_with * time_without / (time_with + time_without) else 0.0 end;

create or replace macro rate_ratio_below(events_without, time_with, time_without) as
  case when time_with + time_without > 0 then events_without * time_with / (time_with + time_without) else 0.0 end;

create or replace macro rate_ratio_spread(events, time_with, time_without) as
  case when time_with + time_without > 0 then events * time_with * time_without / pow(time_with + time_without, 2) else 0.0 end;

-- The ages at a stage within which rates are compared, as numbers from 1: quarters of the first day, days to two weeks, two days to a month,
-- five to 90 days, 30 to 390 days, and all above. An age belongs to the band that it ends.
create or replace macro age_band(seconds) as (case
  when seconds <= 86400 then greatest(ceil(seconds / 21600.0), 1)
  when seconds <= 1209600 then 3 + ceil(seconds / 86400.0)
  when seconds <= 2592000 then 17 + ceil((seconds - 1209600) / 172800.0)
  when seconds <= 7776000 then 25 + ceil((seconds - 2592000) / 432000.0)
  when seconds <= 33696000 then 37 + ceil((seconds - 7776000) / 2592000.0)
  else 48 end)::bigint;

create or replace macro age_bands() as table select range::bigint as band from range(1, 49);

-- The age at which a band begins.
create or replace macro age_band_from(band) as case
  when band <= 5 then (band - 1) * 21600
  when band <= 18 then (band - 4) * 86400
  when band <= 26 then 1209600 + (band - 18) * 172800
  when band <= 38 then 2592000 + (band - 26) * 432000
  else 7776000 + (band - 38) * 2592000 end;

-- Mantel-Haenszel ratio of two shares (k of n): as above, with the variance of Greenland and Robins for risks.
create or replace macro risk_ratio_above(k_with, n_with, n_without) as
  case when n_with + n_without > 0 then k_with::double * n_without / (n_with + n_without) else 0.0 end;

create or replace macro risk_ratio_below(k_without, n_with, n_without) as
  case when n_with + n_without > 0 then k_without::double * n_with / (n_with + n_without) else 0.0 end;

create or replace macro risk_ratio_spread(k_with, n_with, k_without, n_without) as
  case when n_with + n_without > 0 then ((k_with + k_without)::double * n_with * n_without - k_with::double * k_without * (n_with + n_without))
    / pow(n_with + n_without, 2) else 0.0 end;

-- 95 % interval of a ratio, from the variance of its logarithm.
create or replace macro ratio_low(ratio, log_variance) as ratio * exp(- z_95() * sqrt(log_variance));

create or replace macro ratio_high(ratio, log_variance) as ratio * exp(z_95() * sqrt(log_variance));

-- 95 % interval of the difference of two shares k1/n1 - k2/n2 (Newcombe 1998, method 10: from the two Wilson intervals).
create or replace macro difference_low(k1, n1, k2, n2) as case when n1 > 0 and n2 > 0 then
  k1::double / n1 - k2::double / n2 - sqrt(pow(k1::double / n1 - wilson_low(k1, n1), 2) + pow(wilson_high(k2, n2) - k2::double / n2, 2)) end;

create or replace macro difference_high(k1, n1, k2, n2) as case when n1 > 0 and n2 > 0 then
  k1::double / n1 - k2::double / n2 + sqrt(pow(wilson_high(k1, n1) - k1::double / n1, 2) + pow(k2::double / n2 - wilson_low(k2, n2), 2)) end;

-- ln of n choose k.
create or replace macro ln_choose(n, k) as lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);

-- ln P(x of the n1 succeed | k1 + k2 of n1 + n2 did), hypergeometric.
create or replace macro ln_hypergeometric(x, n1, n2, k) as ln_choose(n1, x) + ln_choose(n2, k - x) - ln_choose(n1 + n2, k);

-- Fisher's exact test of two shares k1/n1 and k2/n2, two-sided: the sum of all tables as likely as the one seen, or less (Fisher 1935).
-- Tables farther than 40 standard deviations from the expected one are left out: they hold less than 1e-100.
create or replace macro fisher_p(k1, n1, k2, n2) as case when n1 > 0 and n2 > 0 then list_transform([{
    n1: n1::double, n2: n2::double, k: (k1 + k2)::double, seen: ln_hypergeometric(k1::double, n1::double, n2::double, (k1 + k2)::double),
    middle: (k1 + k2)::double * n1 / (n1 + n2),
    reach: 20 + 40 * sqrt(greatest((k1 + k2)::double * n1 / (n1 + n2) * n2 / (n1 + n2) * (n1 + n2 - k1 - k2) / greatest(n1 + n2 - 1, 1), 0))
  }], lambda given: least(1.0, list_sum(list_transform(
    range(greatest(0, given.k - given.n2, floor(given.middle - given.reach))::bigint, least(given.n1, given.k, ceil(given.middle + given.reach))::bigint + 1),
    lambda x: case when ln_hypergeometric(x::double, given.n1, given.n2, given.k) <= given.seen + 1e-7
      then exp(ln_hypergeometric(x::double, given.n1, given.n2, given.k)) else 0.0 end))))[1] end;
