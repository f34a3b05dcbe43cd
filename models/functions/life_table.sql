-- The share that survives every earlier day of a curve, from the hazards of its days.
create or replace macro survival_before(hazard, curve, day) as
  coalesce(product(1 - hazard) over (partition by curve order by day rows between unbounded preceding and 1 preceding), 1.0);

-- A sum of small doubles that does not depend on the order in which threads add them.
create or replace macro exact_sum(x) as sum(x::decimal(38, 15))::double;
