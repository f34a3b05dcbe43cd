-- The share that survives every earlier day of a curve, from the hazards of its days.
create or replace macro survival_before(hazard, curve, day) as
  coalesce(product(1 - hazard) over (partition by curve order by day rows between unbounded preceding and 1 preceding), 1.0);

-- A sum of small doubles that does not depend on the order in which threads add them.
create or replace macro exact_sum(x) as sum(x::decimal(38, 15))::double;

-- The days before the watermark at which the data is imagined to end: today, and three past days to test the forecast on.
create or replace macro pasts() as table select days_ago::integer as days_ago from (values (0), (90), (180), (270)) as listed(days_ago);

-- The last of these days that lies no more days back than given; -1 for none.
create or replace macro past_of(days) as case when days >= 270 then 270 when days >= 180 then 180 when days >= 90 then 90 when days >= 0 then 0 else -1 end;
