-- The newest delivered version of each account.
--
-- grain: source, account_id
select
  source,
  account_id,
  country,
  industry,
  employee_count,
  _file_id as file_id,
  _row as row_number_in_file
from
  staging.accounts
qualify
  row_number() over (
    partition by
      source,
      account_id
    order by
      _known_at desc nulls last,
      _file_id desc,
      _row desc
  ) = 1
