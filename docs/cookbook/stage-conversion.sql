-- How many go on from each stage, and how sure is that?
-- mind: rate_so_far counts open journeys as not gone on; estimate follows them to the horizon and is empty, with a status, where too few were followed. Purchased lists are left out.
-- hu: Hányan lépnek tovább az egyes szakaszokból, és mennyire biztos ez?
-- hu mind: a rate_so_far a nyitottakat úgy számolja, mint akik nem léptek tovább; a becslés az időtávig követi őket, és ahol túl keveset lehetett követni, ott üres, az ok pedig mellette áll. A vásárolt listák kimaradnak.
select
  pipeline, stage, reached_count, advanced_count,
  round(rate_so_far, 3) as rate_so_far,
  round(rate_low, 3) as rate_low,
  round(rate_high, 3) as rate_high,
  round(estimate, 3) as estimate,
  round(estimate_low, 3) as estimate_low,
  round(estimate_high, 3) as estimate_high,
  horizon_days, followed_count, estimate_status
from marts.stage_conversion
where segment = 'all' and segment_value = 'all'
order by pipeline, stage_ordinal
