-- At which stage does a lead source lose its leads?
-- mind: later stages hold few journeys of one source; read the interval before the rate.
-- hu: Melyik szakaszban veszíti el a leadjeit egy forrás?
-- hu mind: a későbbi szakaszokban egy-egy forrásból kevés ügylet van; előbb az intervallumot nézze, aztán az arányt.
select
  pipeline,
  segment_value as lead_source,
  stage, reached_count, advanced_count, lost_count, open_count,
  round(rate_so_far, 3) as rate_so_far,
  round(rate_low, 3) as rate_low,
  round(rate_high, 3) as rate_high
from marts.stage_conversion
where segment = 'lead_source'
order by pipeline, lead_source, stage_ordinal
