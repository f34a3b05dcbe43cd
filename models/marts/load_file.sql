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
-- assert: status <> 'loaded' or records_in = loaded + quarantined + deduplicated + skipped
-- answers: What became of each file?
select
  file_id, source, stream, name, encoding, delimiter, records_in, loaded, quarantined, deduplicated,
  skipped, status, reason, reason_hu,
  nullif(array_to_string(unread_columns, ', '), '') as unread_columns
from ops.file
