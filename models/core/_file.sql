-- The delivered files of leads and opportunities, numbered by age: of two versions of one record the one in the higher file is newer.
-- Files that were known at the same time are as old as their names say, digits compared as numbers. The parts of one export are one
-- delivery, which has the number of its newest file. fetched_stream: what a job fetched it as; empty for any other file.
--
-- grain: file_id
with
  aged as (
    select
      delivered.file_id,
      row_number() over (
        order by delivered.known_at nulls first, file.delivery_order nulls first, delivered.file_id
      ) as file_number,
      coalesce(file.delivery, 'delta') as delivery,
      coalesce(file.known_at, delivered.known_at) as known_at,
      coalesce(file.export_name, delivered.file_id) as export_name,
      coalesce(file.fetched_stream, '') as fetched_stream
    from
      (
        select distinct _file_id as file_id, _known_at as known_at
        from staging.opportunities
        union
        select distinct _file_id, _known_at
        from staging.leads
      ) as delivered
      left join ops.file as file on file.file_id = delivered.file_id
      and file.status = 'loaded'
  )
select
  file_id, file_number, delivery, fetched_stream,
  max(file_number) over (partition by export_name) as delivery_number,
  max(known_at) over (partition by export_name) as known_at
from aged
