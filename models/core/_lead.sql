-- The newest delivered version of each lead.
--
-- grain: source, lead_id
select
  *
from
  staging.leads
qualify
  row_number() over (
    partition by
      source,
      lead_id
    order by
      _known_at desc nulls last,
      _file_id desc,
      _row desc
  ) = 1
