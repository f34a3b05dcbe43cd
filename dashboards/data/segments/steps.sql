-- The 40 largest values of each segment. Owners are people and appear in exports by name: no page breaks down by them.
with valued as (
  select pipeline, segment, segment_value, max(reached_count) as reached_count
  from marts.stage_conversion
  where segment <> 'owner'
  group by all
),
ranked as (
  select
    pipeline,
    segment,
    segment_value,
    row_number() over (partition by pipeline, segment order by reached_count desc, segment_value) as place,
    count(*) over (partition by pipeline, segment) as value_count
  from valued
)
select
  conversion.pipeline,
  conversion.segment,
  conversion.segment_value as value,
  conversion.stage,
  conversion.reached_count as reached,
  conversion.advanced_count as advanced,
  conversion.mature_reached_count as "matureReached",
  conversion.mature_advanced_count as "matureAdvanced",
  conversion.horizon_days as horizon,
  conversion.estimate as rate,
  conversion.estimate_low as low,
  conversion.estimate_high as high,
  conversion.at_risk_count as "atRisk",
  conversion.followed_count as followed,
  conversion.estimate_status as status,
  ranked.value_count as "values"
from marts.stage_conversion as conversion
join ranked
  on ranked.pipeline = conversion.pipeline
  and ranked.segment = conversion.segment
  and ranked.segment_value = conversion.segment_value
where ranked.place <= 40
order by conversion.pipeline, conversion.segment, conversion.segment_value, conversion.stage_ordinal
