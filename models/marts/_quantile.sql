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
  cell as (
    select
      curve,
      at_seconds,
      step,
      visit_count as happened_count
    from
      marts._visit_cell
    where
      fate = 0
    union all
    select
      curve + timed_place (0),
      at_seconds,
      step,
      journey_count
    from
      marts._stage_cell
    where
      fate <= 1
  ),
  moment as (
    select
      crossing.*,
      cell.at_seconds,
      sum(cell.happened_count) over (
        partition by
          crossing.curve,
          crossing.share
        order by
          cell.at_seconds
      ) as happened_so_far
    from
      crossing
      join cell on cell.curve = crossing.curve
      and cell.step = crossing.step
  )
select
  curve,
  share,
  min(at_seconds) as at_seconds
from
  moment
where
  has_come_to (incidence_before + survival_before * hazard (happened_so_far, at_risk_count), goal)
group by
  curve,
  share
