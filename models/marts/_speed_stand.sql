-- Where each compared journey stood at the end of a band of the first touch: touched in it, or not touched until then; both were still
-- waiting for sales.
--
-- grain: journey_id, speed_band
-- stored: no
select
  speed.journey_id, speed.pipeline, speed.lead_source, speed.icp_tier, speed.is_in_hours,
  speed.sales_seconds, band.speed_band,
  speed.speed_band = band.speed_band as is_touched
from
  marts._speed as speed
  join (
    values ('within_5m', 300), ('within_1h', 3600), ('within_24h', 86400)
  ) as band(speed_band, ends_at_seconds) on (
    speed.speed_band = band.speed_band
    or coalesce(speed.touched_seconds > band.ends_at_seconds, speed.touched_seconds is null)
  )
  and coalesce(speed.sales_seconds > band.ends_at_seconds, true)
  and coalesce(speed.ended_seconds > band.ends_at_seconds, true)
