-- The newest delivered version of each opportunity.
--
-- grain: source, opportunity_id
select
  *
from
  staging.opportunities
qualify
  row_number() over (
    partition by
      source,
      opportunity_id
    order by
      _known_at desc nulls last,
      _file_id desc,
      _row desc
  ) = 1
