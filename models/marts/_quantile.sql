-- Times by which a share of a curve has been reached: of those that leave a stage (the first time at which no more than the rest
-- is still there), and of those that go on within the horizon. A share that the curve never reaches has no row.
--
-- grain: curve, share
with
  goal as (
    select
      curve.curve,
      curve.step,
      shares.share,
      case
        when curve_place (curve.curve) > visit_place (0) then shares.share
        else shares.share * curve.last_incidence
      end::double as goal,
      curve.at_risk_count,
      curve.happened_before,
      curve.survival_before,
      curve.incidence_before,
      curve.incidence
    from
      marts._curve as curve
      join marts._curve as ending on ending.curve = curve.curve
      and ending.is_last
      cross join (
        values
          (0.5::double),
          (0.75::double),
          (0.9::double)
      ) as shares (share)
    where
      curve_place (curve.curve) > timed_place (0)
      and curve_place (curve.curve) < customer_place ()
      and curve.happened_count > 0
      -- where the curve falls to nothing because all at risk are gone before others come, the share was not reached but lost
      and not (
        ending.is_emptied
        and (
          curve.survival = 0
          or curve_place (curve.curve) < visit_place (0)
        )
      )
  ),
  crossing as (
    select
      *
    from
      goal
    where
      has_come_to (incidence, goal)
      and not has_come_to (incidence_before, goal)
  ),
  moment as (
    select
      curve,
      at_seconds,
      step,
      ended_before + visit_count as happened_so_far
    from
      marts._visit_cell
    where
      fate = 0
    union all
    select
      curve + timed_place (0),
      at_seconds,
      step,
      timed_advanced_before + journey_count
    from
      marts._stage_cell
    where
      fate <= 1
  )
select
  crossing.curve,
  crossing.share,
  min(moment.at_seconds) as at_seconds
from
  crossing
  join moment on moment.curve = crossing.curve
  and moment.step = crossing.step
where
  has_come_to (
    crossing.incidence_before + crossing.survival_before * hazard (moment.happened_so_far - crossing.happened_before, crossing.at_risk_count),
    crossing.goal
  )
group by
  crossing.curve,
  crossing.share
