-- The 40 largest values of each segment. Owners are people and appear in exports by name: no page breaks down by them.
-- nullable: horizon_days, estimate, estimate_low, estimate_high, at_risk_count
-- values: estimate_status: ok, no_won, no_horizon, too_few_followed, observed_too_late, untimed
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
  conversion.segment_value,
  conversion.stage,
  conversion.reached_count,
  conversion.advanced_count,
  conversion.mature_reached_count,
  conversion.mature_advanced_count,
  conversion.horizon_days,
  conversion.estimate,
  conversion.estimate_low,
  conversion.estimate_high,
  conversion.at_risk_count,
  conversion.followed_count,
  conversion.estimate_status,
  ranked.value_count
from marts.stage_conversion as conversion
join ranked
  on ranked.pipeline = conversion.pipeline
  and ranked.segment = conversion.segment
  and ranked.segment_value = conversion.segment_value
where ranked.place <= 40
order by conversion.pipeline, conversion.segment, conversion.segment_value, conversion.stage_ordinal
