-- One row: what this warehouse is.
--
-- grain: as_of
-- column: as_of  timestamp  UTC; the newest watermark
-- column: reporting_time_zone  varchar  days and months are cut there
-- column: base_currency  varchar  money is shown in it
-- column: is_sample  boolean  built from the synthetic sample
-- column: version  varchar  version of the program
-- answers: What am I looking at?
select run.as_of, setting.reporting_time_zone, setting.base_currency, run.is_sample, run.version
from ops.run as run cross join core._setting as setting
