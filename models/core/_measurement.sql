-- Every delivered measurement of the website; is_newest: the one of the newest report that has it.
--
-- grain: none
select
  measurement.source,
  coalesce(measurement.property, '') as property,
  coalesce(measurement.report, '') as report,
  measurement.dimension,
  coalesce(measurement.dimension_value, '') as dimension_value,
  measurement.metric, measurement.value, measurement.measured_date,
  case when measurement.measured_date is null then measurement.period_start end as period_start,
  case when measurement.measured_date is null then measurement.period_end end as period_end,
  measurement._file_id as file_id,
  row_number() over (
    partition by
      measurement.source, measurement.property, measurement.report, measurement.dimension,
      measurement.dimension_value, measurement.metric, measurement.measured_date,
      case when measurement.measured_date is null then measurement.period_start end,
      case when measurement.measured_date is null then measurement.period_end end
    order by
      coalesce(measurement._known_at, measurement.period_end::timestamp) desc nulls last,
      file.delivery_order desc nulls last,
      measurement._file_id desc,
      measurement._row desc
  ) = 1 as is_newest
from
  staging.web_analytics as measurement
  left join ops.file as file on file.file_id = measurement._file_id
  and file.status = 'loaded'
