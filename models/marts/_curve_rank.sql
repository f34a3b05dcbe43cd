-- The rank among what happened at which a curve comes to a share: of visits and of what waits to be accepted or touched, a share of all,
-- those not ended yet counted for as long as they have lasted; of times to advance, a share of those that go on within the horizon.
-- A share that the curve never reaches has no row. lost_rank: where all at risk are gone before others come under observation, the curve
-- falls to nothing; what the last ones would reach is not reached but lost.
--
-- grain: clock_number, value_number, share
with
  asked as (
    select clock.clock_number, clock.kind, shares.share
    from
      marts._clock as clock
      join (
        values
          ('visit', 0.5),
          ('visit', 0.75),
          ('visit', 0.9),
          ('advance_time', 0.5),
          ('advance_time', 0.9),
          ('accept', 0.5),
          ('accept', 0.9),
          ('accept_work', 0.5),
          ('accept_work', 0.9),
          ('first_touch', 0.5),
          ('first_touch', 0.9)
      ) as shares(kind, share) on shares.kind = clock.kind
  ),
  aimed as (
    select
      curve.clock_number, curve.value_number, asked.share, curve.happened_before,
      curve.incidence_before, curve.incidence, curve.survival_before, curve.at_risk_count,
      case
        when asked.kind = 'advance_time' then asked.share::double * curve.last_incidence
        else asked.share::double
      end as goal,
      case
        when ending.is_emptied
        and curve.survival = 0 then curve.happened_before + curve.happened_count
      end as lost_rank
    from
      marts._curve as curve
      join asked on asked.clock_number = curve.clock_number
      join marts._curve as ending on ending.clock_number = curve.clock_number
      and ending.value_number = curve.value_number
      and ending.is_last
    where curve.happened_count > 0 and not (ending.is_emptied and asked.kind = 'advance_time')
  )
  -- in the stretch in which the share is reached, how many have to happen until then
select
  clock_number, value_number, share,
  happened_before + greatest(ceil((goal - 1e-12 - incidence_before) / survival_before * at_risk_count), 1) as rank,
  lost_rank
from aimed
where has_come_to(incidence, goal) and not has_come_to(incidence_before, goal)
