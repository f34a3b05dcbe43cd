-- What was tested, the most certain first: at most 40 values of a pipeline.
-- nullable: with_share, without_share, share_difference, difference_low, difference_high, p_value, q_value, suggested_rule
with ranked as (
  select
    *,
    row_number() over (partition by pipeline order by q_value nulls last, p_value, field, field_value) as place,
    count(*) over (partition by pipeline) as tested_count
  from marts.icp_suggestion
  where p_value is not null
)
select
  pipeline,
  field,
  field_value,
  with_count,
  with_won_count,
  without_count,
  without_won_count,
  with_share,
  without_share,
  share_difference,
  difference_low,
  difference_high,
  p_value,
  q_value,
  suggested_rule,
  tested_count
from ranked
where place <= 40
order by pipeline, place
