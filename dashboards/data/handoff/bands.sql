-- nullable: naive_rate, naive_ratio, sales_ratio, sales_ratio_low, sales_ratio_high
-- values: speed_band: within_5m, within_1h, within_24h, later, never
-- values: ratio_status: ok, too_few, not_comparable, slowest
select
  pipeline,
  speed_band,
  horizon_days,
  journey_count,
  sales_count,
  naive_rate,
  slower_count,
  slower_sales_count,
  naive_ratio,
  landmark_count,
  landmark_sales_count,
  untouched_count,
  untouched_sales_count,
  sales_ratio,
  sales_ratio_low,
  sales_ratio_high,
  ratio_status
from marts.speed_to_lead_band
order by pipeline, band_ordinal
