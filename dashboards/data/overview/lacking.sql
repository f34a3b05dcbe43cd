-- Of which sources records are set aside or files are not read, and how many.
select
  coalesce(source, '') as source,
  sum(records_in - skipped) as delivered_count,
  sum(quarantined) as quarantined_count,
  count(case when status in ('refused', 'waiting') then 1 end) as unread_count
from marts.load_file
group by all
having sum(quarantined) > 0 or count(case when status in ('refused', 'waiting') then 1 end) > 0
order by source
