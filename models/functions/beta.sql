-- Node i and its weight of the double exponential rule on (-1, 1), i from -steps to steps: tanh(π/2 sinh t) and
-- π/2 cosh t / cosh²(π/2 sinh t) at t = i / 24, but for a factor that cancels (Takahasi and Mori 1974).
create or replace macro rule_node(i) as tanh(1.5707963267948966 * sinh(i / 24.0));

create or replace macro rule_weight(i) as cosh(i / 24.0) / pow(cosh(1.5707963267948966 * sinh(i / 24.0)), 2);

-- The density of the angle whose squared sine is the rate, after k successes and m failures, 1 at its highest. Under the
-- Jeffreys prior, Beta(k + 1/2, m + 1/2), it is sin^2k · cos^2m: smooth to both ends, so that no gamma function is needed.
create or replace macro angle_density(angle, k, m, sine, cosine) as exp(
  case when k > 0 then 2 * k * ln(greatest(sin(angle), 1e-300) / sine) else 0 end
  + case when m > 0 then 2 * m * ln(greatest(cos(angle), 1e-300) / cosine) else 0 end);

create or replace macro angle_mass(low, high, k, m, sine, cosine) as case when high <= low then 0.0 else (high - low) * list_sum(
  list_transform(range(-80, 81), lambda i: rule_weight(i)
    * angle_density((low + high) / 2 + (high - low) / 2 * rule_node(i), k, m, sine, cosine))) end;

-- P(rate ≤ x) after k successes in n trials, Jeffreys prior: the regularised incomplete beta I_x(k + 1/2, n - k + 1/2).
-- Within 1e-9 for n up to a million; null when k or n is. Angles farther than `reach` from the likeliest hold less than 1e-10.
create or replace macro beta_below(x, k, n) as case
  when x is null or k is null or n is null then null
  when x <= 0 then 0.0
  when x >= 1 then 1.0
  else list_transform([{
      k: k::double, m: (n - k)::double, cut: asin(sqrt(x)), reach: 4.9 / sqrt(greatest(n, 0.001)),
      mode: case when n > 0 then asin(sqrt(k / n::double)) else 0.7853981633974483 end
    }], lambda given: list_transform([{
      k: given.k, m: given.m, cut: given.cut, sine: sin(given.mode), cosine: cos(given.mode),
      low: greatest(0.0, given.mode - given.reach), high: least(1.5707963267948966, given.mode + given.reach)
    }], lambda bound: list_transform([{
      below: angle_mass(bound.low, least(bound.cut, bound.high), bound.k, bound.m, bound.sine, bound.cosine),
      above: angle_mass(greatest(bound.cut, bound.low), bound.high, bound.k, bound.m, bound.sine, bound.cosine)
    }], lambda mass: mass.below / (mass.below + mass.above))[1])[1])[1]
end;

-- The whole numbers from 524288 down to 1 by halves: a search that adds each that it may finds a bound below 1048576.
create or replace macro halvings() as [524288, 262144, 131072, 65536, 32768, 16384, 8192, 4096, 2048, 1024, 512, 256, 128, 64, 32, 16, 8, 4, 2, 1];

-- The fewest trials, at this rate, after which the rate is below or not below x with this certainty; null when a million are too few.
create or replace macro trials_to_judge(x, observed, certainty) as case when x > 0 and x < 1 and observed is not null then nullif(1 + list_reduce(
  halvings(), lambda found, step: case when beta_below(x, observed * (found + step), found + step) between 1 - certainty and certainty then found + step else found end,
  0), 1048576) end;

-- P(at least `target` successes in `trial_count` further trials) after k successes in n: beta-binomial, Jeffreys prior.
create or replace macro beta_binomial_at_least(target, trial_count, k, n) as case
  when target <= 0 then 1.0
  when trial_count < target then 0.0
  else 1 - list_sum(list_transform(range(0, target::bigint), lambda j: exp(
    lgamma(trial_count + 1) - lgamma(j + 1) - lgamma(trial_count - j + 1)
    + lgamma(k + j + 0.5) + lgamma(n - k + trial_count - j + 0.5) - lgamma(n + trial_count + 1)
    + lgamma(n + 1) - lgamma(k + 0.5) - lgamma(n - k + 0.5))))
end;

-- The fewest leads of which at least `target` become customers with this assurance, after k of n did; null when a million are too few.
create or replace macro leads_needed(target, assurance, k, n) as case when target + assurance + k + n is not null then nullif(1 + list_reduce(
  halvings(), lambda found, step: case when beta_binomial_at_least(target, found + step, k, n) < assurance then found + step else found end, 0), 1048576) end;
