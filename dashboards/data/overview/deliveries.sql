-- Per source: the records of the newest delivery of each kind of file, how many of them are set aside, and how many files are not read.
select
  coalesce(source, '') as source,
  coalesce(sum(records_in - skipped) filter (where is_newest), 0) as delivered_count,
  coalesce(sum(quarantined) filter (where is_newest), 0) as quarantined_count,
  count(case when status in ('refused', 'waiting') then 1 end) as unread_count
from marts.load_file
group by all
order by source
