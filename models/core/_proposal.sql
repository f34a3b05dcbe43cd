-- Every delivered row of a proposal; is_newest: the one that its newest export has of that version.
--
-- grain: none
select
  proposals.*,
  proposals._file_id as file_id,
  record_key(proposals.source, proposals.record_type, proposals.record_id) as record_number,
  row_number() over (
    partition by proposals.source, proposals.proposal_id, proposals.version
    order by file.file_number desc, proposals._row desc
  ) = 1 as is_newest
from staging.proposals join core._sales_file as file on file.file_id = proposals._file_id
