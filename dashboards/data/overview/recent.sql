-- nullable: started_count_before, won_count_before, lost_count_before, followed_count_before, followed_won_count_before
select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  until_on::varchar as until_on,
  started_count,
  started_count_before,
  won_count,
  undated_won_count,
  won_count_before,
  lost_count,
  lost_count_before,
  followed_count,
  followed_won_count,
  followed_count_before,
  followed_won_count_before
from marts.recent_period
order by pipeline, source
