-- One row per pipeline and band of the time until the first touch: how many came to sales. naive: all journeys of the band against all
-- slower ones, as it is usually told. It is too good: who waits long is no longer counted once lost, and the hot ones are called first.
-- landmark: at the end of the band, those touched in it against those not touched yet, both still waiting for sales then; the ratio compares within lead
-- source, tier and arrival inside or outside working hours. Counted are journeys that were followed for the horizon. Purchased lists are left out.
--
-- grain: pipeline, speed_band
-- column: pipeline  varchar  target pipeline
-- column: speed_band  varchar  within_5m, within_1h, within_24h, later or never
-- column: band_ordinal  integer  1 for the fastest
-- column: horizon_days  integer  days from the start within which coming to sales counts: nine of ten of those who came did by then
-- column: journey_count  bigint  journeys of the band
-- column: sales_count  bigint  of them, came to sales within the horizon
-- column: naive_rate  double  came / all; null over nothing
-- column: slower_count  bigint  journeys of the slower bands
-- column: slower_sales_count  bigint  of them, came to sales within the horizon
-- column: naive_ratio  double  naive rate ÷ that of the slower bands
-- column: landmark_count  bigint  touched in the band, and neither at sales nor closed at its end
-- column: landmark_sales_count  bigint  of them, came to sales later and within the horizon
-- column: untouched_count  bigint  not touched by the end of the band, and neither at sales nor closed then
-- column: untouched_sales_count  bigint  of them, came to sales later and within the horizon
-- column: sales_ratio  double  share of the touched ÷ share of the untouched, Mantel-Haenszel over strata of lead source, tier and working hours
-- column: sales_ratio_low  double  95 % interval
-- column: sales_ratio_high  double  95 % interval
-- column: ratio_status  varchar  ok, too_few (fewer than 10 came to sales on either side), not_comparable, or slowest (of later and never, which have no end)
-- assert: sales_count <= journey_count and landmark_sales_count <= landmark_count
-- assert: untouched_sales_count <= untouched_count and landmark_count <= journey_count
-- assert: (ratio_status = 'ok') = (sales_ratio is not null)
-- answers: Do leads that are called soon come to sales more often than like ones that are called later?
with
  band as (
    select *
    from
      (
        values
          ('within_5m', 1, 300),
          ('within_1h', 2, 3600),
          ('within_24h', 3, day_seconds()),
          ('later', 4, null),
          ('never', 5, null)
      ) as listed(speed_band, band_ordinal, ends_at_seconds)
  ),
  counted as (
    select
      speed.pipeline, band.band_ordinal,
      max(speed.horizon_days) as horizon_days,
      count(*) as journey_count,
      count(speed.sales_seconds) as sales_count
    from marts._speed as speed join band on band.speed_band = speed.speed_band
    group by speed.pipeline, band.band_ordinal
  ),
  whole as (select pipeline, max(horizon_days) as horizon_days from counted group by pipeline),
  listed as (
    select
      whole.pipeline, whole.horizon_days, band.speed_band, band.band_ordinal, band.ends_at_seconds,
      coalesce(counted.journey_count, 0) as journey_count,
      coalesce(counted.sales_count, 0) as sales_count
    from
      whole
      cross join band
      left join counted on counted.pipeline = whole.pipeline
      and counted.band_ordinal = band.band_ordinal
  ),
  compared as (
    select
      listed.*,
      coalesce(sum(journey_count) over slower, 0)::bigint as slower_count,
      coalesce(sum(sales_count) over slower, 0)::bigint as slower_sales_count
    from listed
    window
      slower as (
        partition by pipeline order by band_ordinal rows between 1 following and unbounded following
      )
  ),
  stratum as (
    select
      stand.pipeline, band.band_ordinal, stand.lead_source, stand.icp_tier, stand.is_in_hours,
      count(case when stand.is_touched then 1 end) as with_count,
      count(case when stand.is_touched then stand.sales_seconds end) as with_sales_count,
      count(case when not stand.is_touched then 1 end) as without_count,
      count(case when not stand.is_touched then stand.sales_seconds end) as without_sales_count
    from marts._speed_stand as stand join band on band.speed_band = stand.speed_band
    group by stand.pipeline, band.band_ordinal, stand.lead_source, stand.icp_tier, stand.is_in_hours
  ),
  summed as (
    select
      pipeline, band_ordinal,
      sum(with_count)::bigint as landmark_count,
      sum(with_sales_count)::bigint as landmark_sales_count,
      sum(without_count)::bigint as untouched_count,
      sum(without_sales_count)::bigint as untouched_sales_count,
      exact_sum(risk_ratio_above(with_sales_count, with_count, without_count)) as above,
      exact_sum(risk_ratio_below(without_sales_count, with_count, without_count)) as below,
      exact_sum(risk_ratio_spread(with_sales_count, with_count, without_sales_count, without_count)) as spread
    from stratum
    group by pipeline, band_ordinal
  ),
  judged as (
    select
      compared.*,
      summed.above, summed.below, summed.spread,
      coalesce(summed.landmark_count, 0) as landmark_count,
      coalesce(summed.landmark_sales_count, 0) as landmark_sales_count,
      coalesce(summed.untouched_count, 0) as untouched_count,
      coalesce(summed.untouched_sales_count, 0) as untouched_sales_count,
      case
        when compared.ends_at_seconds is null then 'slowest'
        when coalesce(summed.landmark_sales_count, 0) < 10
        or coalesce(summed.untouched_sales_count, 0) < 10 then 'too_few'
        when summed.above = 0
        or summed.below = 0 then 'not_comparable'
        else 'ok'
      end as ratio_status
    from
      compared
      left join summed on summed.pipeline = compared.pipeline
      and summed.band_ordinal = compared.band_ordinal
  )
select
  pipeline, speed_band, band_ordinal, horizon_days, journey_count, sales_count,
  rate(sales_count, journey_count) as naive_rate,
  slower_count, slower_sales_count,
  rate(sales_count, journey_count) / nullif(rate(slower_sales_count, slower_count), 0) as naive_ratio,
  landmark_count, landmark_sales_count, untouched_count, untouched_sales_count,
  case when ratio_status = 'ok' then above / below end as sales_ratio,
  case
    when ratio_status = 'ok' then ratio_low(above / below, spread / (above * below))
  end as sales_ratio_low,
  case
    when ratio_status = 'ok' then ratio_high(above / below, spread / (above * below))
  end as sales_ratio_high,
  ratio_status
from judged
