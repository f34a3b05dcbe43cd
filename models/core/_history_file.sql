-- The files with a stage history, numbered.
--
-- grain: file_id
select file_id, row_number() over (order by file_id)::integer as history_number
from core._loaded_row
where stream = 'stage_changes'
