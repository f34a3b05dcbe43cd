-- One row per pipeline, segment value and stage at which open journeys have come to stand as their furthest: how many, for how long, and
-- what they are worth. The unsegmented row (all, all) leaves purchased lists out; segments are all and lead_source.
--
-- grain: pipeline, segment, segment_value, stage
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  all or lead_source
-- column: segment_value  varchar  its value
-- column: stage  varchar  the furthest stage they have reached
-- column: stage_ordinal  integer  its place in the pipeline
-- column: open_count  bigint  open journeys
-- column: back_count  bigint  of them, those that stand at an earlier stage now
-- column: median_age_seconds  double  median time since they reached the stage, to the watermark
-- column: valued_count  bigint  of them, those with an expected value
-- column: expected_value  double  sum of probability × value; null without any
-- assert: back_count <= open_count and valued_count <= open_count
-- answers: Where do the open deals stand, and for how long? What are they worth together?
with
  listed as (
    select *, 'lead_source' as segment, lead_source as segment_value
    from marts.open_journeys
    union all
    select *, 'all', 'all'
    from marts.open_journeys
    where not is_list(lead_source)
  )
select
  pipeline, segment, segment_value, stage, stage_ordinal,
  count(*) as open_count,
  count(*) filter (where current_stage <> stage) as back_count,
  quantile_of(age_seconds, 0.5) as median_age_seconds,
  count(expected_value) as valued_count,
  sum(expected_value::decimal(28, 6))::double as expected_value
from listed
group by pipeline, segment, segment_value, stage, stage_ordinal
