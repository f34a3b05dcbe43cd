-- Times by which a share of a curve has been reached: of those that leave a stage (the first time at which no more than the rest
-- is still there), and of those that go on within the horizon. A share that the curve never reaches has no row.
--
-- grain: curve, share
with
  goal as (
    select
      curve.curve, curve.step, shares.share,
      case
        when curve_place(curve.curve) > visit_place(0) then shares.share
        else shares.share * curve.last_incidence
      end::double as goal,
      curve.at_risk_count, curve.survival_before, curve.incidence_before, curve.incidence
    from
      marts._curve as curve
      join marts._curve as ending on ending.curve = curve.curve
      and ending.is_last
      cross join (values (0.5::double), (0.75::double), (0.9::double)) as shares(share)
    where
      curve_place(curve.curve) > timed_place(0)
      and curve_place(curve.curve) < customer_place()
      and curve.happened_count > 0
      -- where the curve falls to nothing because all at risk are gone before others come, the share was not reached but lost
      and not (
        ending.is_emptied and (curve.survival = 0 or curve_place(curve.curve) < visit_place(0))
      )
  ),
  crossing as (
    select *
    from goal
    where has_come_to(incidence, goal) and not has_come_to(incidence_before, goal)
  ),
  cell as (
    select curve, at_seconds, step, visit_count as happened_count
    from marts._visit_cell
    where fate = 0
    union all
    select curve + timed_place(0), at_seconds, step, journey_count
    from marts._stage_cell
    where fate <= 1
  ),
  -- the day on which the share is reached, then the second in it
  daily as (
    select
      crossing.curve, crossing.share,
      cell.at_seconds - cell.at_seconds % 86400 as day_seconds,
      sum(cell.happened_count) as happened_count
    from crossing join cell on cell.curve = crossing.curve and cell.step = crossing.step
    group by all
  ),
  running as (
    select
      daily.*,
      sum(happened_count) over (
        partition by curve, share
        order by day_seconds rows between unbounded preceding and current row
      ) as happened_so_far
    from daily
  ),
  reached as (
    select
      crossing.*,
      running.day_seconds,
      running.happened_so_far - running.happened_count as happened_before
    from running join crossing on crossing.curve = running.curve and crossing.share = running.share
    where
      has_come_to(
        crossing.incidence_before + crossing.survival_before * hazard(running.happened_so_far, crossing.at_risk_count),
        crossing.goal
      )
    qualify
      row_number() over (
        partition by crossing.curve, crossing.share order by running.day_seconds
      ) = 1
  ),
  moment as (
    select
      reached.*,
      cell.at_seconds,
      reached.happened_before + sum(cell.happened_count) over (
        partition by reached.curve, reached.share order by cell.at_seconds
      ) as happened_so_far
    from
      reached
      join cell on cell.curve = reached.curve
      and cell.step = reached.step
      and cell.at_seconds - cell.at_seconds % 86400 = reached.day_seconds
  )
select curve, share, min(at_seconds) as at_seconds
from moment
where has_come_to(incidence_before + survival_before * hazard(happened_so_far, at_risk_count), goal)
group by curve, share
