-- One row per measurement of the website: a metric of one part of a dimension, over a period or on a day, from the newest report that
-- has it. Persons (users) and rates of different rows may not be added.
--
-- grain: source, property, report, dimension, dimension_value, metric, measured_date, period_start, period_end
-- column: source  varchar  the source system
-- column: property  varchar  the website or app
-- column: report  varchar  title of the report
-- column: dimension  varchar  what the rows are split by, joined by | when several
-- column: dimension_value  varchar  the part that is measured
-- column: metric  varchar  what is measured, as the tool writes it
-- column: value  decimal(18,4)  the measurement; rates are fractions of 1
-- column: measured_date  date  the day; null for a measurement over a period
-- column: period_start  date  first day covered
-- column: period_end  date  last day covered
-- column: file_id  varchar  the report it is from, in ops.file
-- answers: Who came to the website, and what did they do?
select
  source, property, report, dimension, dimension_value, metric, value, measured_date, period_start,
  period_end, file_id
from core._measurement
where is_newest
