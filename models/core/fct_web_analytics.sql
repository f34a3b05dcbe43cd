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
-- answers: Who came to the website, and what did they do?
select
  measurement.source,
  coalesce(measurement.property, '') as property,
  coalesce(measurement.report, '') as report,
  measurement.dimension,
  coalesce(measurement.dimension_value, '') as dimension_value,
  measurement.metric,
  measurement.value,
  measurement.measured_date,
  case
    when measurement.measured_date is null then measurement.period_start
  end as period_start,
  case
    when measurement.measured_date is null then measurement.period_end
  end as period_end
from
  staging.web_analytics as measurement
  left join ops.file as file on file.file_id = measurement._file_id
  and file.status = 'loaded'
qualify
  row_number() over (
    partition by
      measurement.source,
      measurement.property,
      measurement.report,
      measurement.dimension,
      measurement.dimension_value,
      measurement.metric,
      measurement.measured_date,
      case
        when measurement.measured_date is null then measurement.period_start
      end,
      case
        when measurement.measured_date is null then measurement.period_end
      end
    order by
      coalesce(measurement._known_at, measurement.period_end::timestamp) desc nulls last,
      file.delivery_order desc nulls last,
      measurement._file_id desc,
      measurement._row desc
  ) = 1
