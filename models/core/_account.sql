-- The newest delivered version of each account.
--
-- grain: source, account_id
select
  accounts.source, accounts.account_id, accounts.country, accounts.industry,
  accounts.employee_count,
  accounts._file_id as file_id,
  accounts._row as row_number_in_file
from
  staging.accounts
  left join ops.file as file on file.file_id = accounts._file_id
  and file.status = 'loaded'
qualify
  row_number() over (
    partition by accounts.source, accounts.account_id
    order by
      accounts._known_at desc nulls last,
      file.delivery_order desc nulls last,
      accounts._file_id desc,
      accounts._row desc
  ) = 1
