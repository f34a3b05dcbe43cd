-- k of n as a rate; null when n is 0.
create or replace macro rate(k, n) as case when n > 0 then k::double / n::double end;

-- Wilson score interval, 95 % (Wilson 1927), z = 1.959964; null when n is 0.
create or replace macro wilson_low(k, n) as case when n > 0 then greatest(0.0,
  (k::double / n + 3.841458920 / (2 * n) - 1.959963985 * sqrt((k::double / n * (1 - k::double / n) + 3.841458920 / (4 * n)) / n)) / (1 + 3.841458920 / n)) end;

create or replace macro wilson_high(k, n) as case when n > 0 then least(1.0,
  (k::double / n + 3.841458920 / (2 * n) + 1.959963985 * sqrt((k::double / n * (1 - k::double / n) + 3.841458920 / (4 * n)) / n)) / (1 + 3.841458920 / n)) end;
