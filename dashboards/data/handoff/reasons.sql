-- Reasons that fewer than three leads have are not shown word by word: what few people write may name a person.
with shown as (
  select
    pipeline,
    case
      when reason is null then '_none'
      when rejected_count < 3 then '_few'
      else regexp_replace(reason, '\s+', ' ', 'g')
    end as reason,
    rejected_count,
    rejected_total
  from marts.handoff_reason
)
select
  pipeline,
  reason,
  sum(rejected_count) as rejected_count,
  max(rejected_total) as rejected_total
from shown
group by pipeline, reason
order by pipeline, rejected_count desc, reason
