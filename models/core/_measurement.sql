-- Every delivered measurement of the website; is_newest: the one of the newest report that has it. Reports overlap, and a later one corrects.
--
-- grain: none
with
  delivered as (
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
      measurement._row as row_number_in_file,
      coalesce(measurement._known_at, measurement.period_end::timestamp) as known_at,
      file.delivery_order
    from
      staging.web_analytics as measurement
      left join ops.file as file on file.file_id = measurement._file_id
      and file.status = 'loaded'
  )
select
  *,
  row_number() over (
    partition by
      source, property, report, dimension, dimension_value, metric, measured_date, period_start,
      period_end
    order by
      known_at desc nulls last,
      delivery_order desc nulls last,
      file_id desc,
      row_number_in_file desc
  ) = 1 as is_newest
from delivered
