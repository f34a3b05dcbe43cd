-- The accounting of rows: per delivered file and stream what became of its rows. The counts add up to what was loaded: a row that is
-- counted nowhere, or twice, is unaccounted, and nothing is published.
--
-- grain: file_id, stream, fate
with
  counted as (
    select file_id, stream, fate, sum(row_count)::bigint as row_count
    from core._row_fate
    group by file_id, stream, fate
  ),
  total as (
    select file_id, stream, sum(row_count)::bigint as row_count
    from counted
    group by file_id, stream
  )
select file_id, stream, fate, row_count
from counted
union all
select
  coalesce(loaded.file_id, total.file_id),
  coalesce(loaded.stream, total.stream),
  'unaccounted',
  coalesce(loaded.row_count, 0) - coalesce(total.row_count, 0)
from
  core._loaded_row as loaded
  full join total on total.file_id = loaded.file_id
  and total.stream = loaded.stream
where coalesce(loaded.row_count, 0) <> coalesce(total.row_count, 0)
