-- k of n as a rate; null when n is 0.
create or replace macro rate(k, n) as case when n > 0 then k::double / n::double end;

-- The normal quantile of two-sided 95 % intervals.
create or replace macro z_95() as 1.959963984540054::double;

-- Wilson score interval, 95 % (Wilson 1927): (p + z^2/2n -+ z sqrt((p(1-p) + z^2/4n)/n)) / (1 + z^2/n); null when n is 0.
-- It begins at exactly 0 when k is 0 and ends at exactly 1 when k is n.
create or replace macro wilson_centre(k, n) as k::double / n + z_95() * z_95() / (2 * n);

create or replace macro wilson_half(k, n) as z_95() * sqrt((k::double / n * (1 - k::double / n) + z_95() * z_95() / (4 * n)) / n);

create or replace macro wilson_low(k, n) as case
  when n > 0 and k = 0 then 0.0
  when n > 0 then (wilson_centre(k, n) - wilson_half(k, n)) / (1 + z_95() * z_95() / n)
end;

create or replace macro wilson_high(k, n) as case
  when n > 0 and k = n then 1.0
  when n > 0 then (wilson_centre(k, n) + wilson_half(k, n)) / (1 + z_95() * z_95() / n)
end;

-- What each of the share of n cost; null when there is none.
create or replace macro cost_per(cost, n, share) as case when n > 0 and share > 0 then cost::double / (n * share) end;
