-- Did earlier forecasts hold?
-- mind: about 95 of 100 should be covered; the forecasts of one pipeline overlap in time, so that misses come together.
-- hu: Beváltak-e a korábbi előrejelzések?
-- hu mind: 100-ból nagyjából 95-nek kell a sávba esnie; egy tölcsér előrejelzései időben átfedik egymást, ezért a tévedések együtt jelentkeznek.
select
  pipeline, horizon_days,
  count(*) as forecasts,
  count(*) filter (where is_covered) as covered,
  round(avg(won_count - expected_count), 1) as mean_difference
from marts.expected_wins
where days_ago > 0 and segment = 'all' and is_covered is not null
group by pipeline, horizon_days
order by pipeline, horizon_days
