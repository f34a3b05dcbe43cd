-- nullable: reason, reason_hu, unread_columns
select
  source,
  stream,
  name,
  records_in,
  loaded,
  quarantined,
  deduplicated,
  skipped,
  status,
  reason,
  reason_hu,
  unread_columns
from marts.load_file
order by source, stream, name, file_id
