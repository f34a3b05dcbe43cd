-- The delivered files of activities, proposals, roles and touches, numbered by age: of two versions of one record the one in the higher
-- file is newer. Files that were known at the same time are as old as their names say.
-- fetched_stream: what a job fetched it as; is_full: it holds every record of that, or of its kind.
--
-- grain: file_id
with
  delivered as (
    select _file_id as file_id, _known_at as known_at
    from staging.activities
    union
    select _file_id, _known_at
    from staging.proposals
    union
    select _file_id, _known_at
    from staging.contact_roles
    union
    select _file_id, _known_at
    from staging.touches
  ),
  known as (select file_id, max(known_at) as known_at from delivered group by file_id)
select
  known.file_id, known.known_at,
  row_number() over (
    order by known.known_at nulls first, file.delivery_order nulls first, known.file_id
  ) as file_number,
  file.fetched_stream,
  coalesce(file.delivery = 'full', false) as is_full
from known left join ops.file as file on file.file_id = known.file_id and file.status = 'loaded'
