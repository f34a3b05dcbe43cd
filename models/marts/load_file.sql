-- One row per delivered file, with its accounting.
--
-- grain: name
-- column: file_id  varchar  sha256 of the bytes
-- column: source  varchar  the source system
-- column: stream  varchar  the streams it feeds
-- column: name  varchar  path below the exports
-- column: encoding  varchar  encoding it was read in
-- column: delimiter  varchar  delimiter it was read with
-- column: records_in  bigint  records counted in the bytes
-- column: loaded  bigint  records loaded
-- column: quarantined  bigint  records set aside with a reason
-- column: deduplicated  bigint  records delivered twice in the file
-- column: skipped  bigint  preamble, header, total and footer lines
-- column: status  varchar  loaded, refused, duplicate or waiting
-- column: reason  varchar  why, or what to know about it
-- column: reason_hu  varchar  the same in Hungarian; empty for a refused file
-- column: unread_columns  varchar  columns in its header that are not read, joined by comma
-- column: is_newest  boolean  of the newest delivery of its kind: no file of its source with its streams and its name, numbers aside, is known until later; null where it is not loaded
-- assert: status <> 'loaded' or records_in = loaded + quarantined + deduplicated + skipped
-- answers: What became of each file?
with
  -- the parts of one export are one delivery
  delivered as (
    select
      *,
      regexp_replace(name, '\d+', '', 'g') as kind,
      max(known_at) over (partition by source, coalesce(export_name, name)) as export_known_at,
      max(delivery_order) over (partition by source, coalesce(export_name, name)) as export_order
    from ops.file
    where status = 'loaded'
  ),
  latest as (
    select *, max(export_known_at) over (partition by source, stream, kind) as latest_known_at
    from delivered
  ),
  newest as (
    select
      name,
      export_known_at is not distinct from latest_known_at
      and export_order is not distinct from max(
        case when export_known_at is not distinct from latest_known_at then export_order end
      ) over (
        partition by source, stream, kind
      ) as is_newest
    from latest
  )
select
  file.file_id, file.source, file.stream, file.name, file.encoding, file.delimiter, file.records_in,
  file.loaded, file.quarantined, file.deduplicated, file.skipped, file.status, file.reason,
  file.reason_hu,
  nullif(array_to_string(file.unread_columns, ', '), '') as unread_columns,
  newest.is_newest
from ops.file as file left join newest on newest.name = file.name
