-- The median, 75th and 90th percentile of each curve, in seconds. kept: of all visits, of what waits to be
-- accepted or touched, or of those that go on within the horizon, those not ended yet counted for as long as they have lasted; completed:
-- of the visits that ended; open: the ages of those
-- that have not, of records that are still there. A share that the curve never reaches has no row.
--
-- grain: clock_number, value_number, of_what, share
with
  timed as (
    select
      clock_number,
      case when kind in ('accept', 'accept_work', 'first_touch') then 'wait' else kind end as what
    from marts._clock
    where kind in ('visit', 'advance_time', 'accept', 'accept_work', 'first_touch')
  ),
  shares as (
    select of_what, share
    from
      (
        values
          ('visit', 0.5),
          ('visit', 0.75),
          ('visit', 0.9),
          ('advance_time', 0.5),
          ('advance_time', 0.9),
          ('wait', 0.5),
          ('wait', 0.9),
          ('completed', 0.25),
          ('completed', 0.5),
          ('completed', 0.75),
          ('completed', 0.9),
          ('open', 0.25),
          ('open', 0.5),
          ('open', 0.75),
          ('open', 0.9)
      ) as listed(of_what, share)
  ),
  -- what ended, and the visits that have not, by quarters of a day
  binned as (
    select
      count.clock_number, count.value_number, count.ended_how, timed.what,
      floor(count.seconds / 21600.0)::integer as bin,
      sum(count.spell_count - count.vanished_count)::bigint as spell_count
    from marts._spell_count as count join timed on timed.clock_number = count.clock_number
    where count.ended_how = 'happened' or (count.ended_how = 'censored' and timed.what = 'visit')
    group by all
  ),
  running as (
    select
      binned.*,
      sum(spell_count::double) over (
        partition by clock_number, value_number, ended_how
        order by bin rows between unbounded preceding and current row
      ) as so_far
    from binned
  ),
  -- the stretch in which the share is reached, and how many have to happen until then
  crossed as (
    select
      curve.clock_number, curve.value_number, shares.share, curve.happened_before,
      curve.incidence_before, curve.incidence, curve.survival_before, curve.at_risk_count,
      case
        when timed.what = 'advance_time' then shares.share::double * curve.last_incidence
        else shares.share::double
      end as goal,
      -- where the curve falls to nothing because all at risk are gone before others come, what the last ones would reach is not reached but lost
      case
        when ending.is_emptied
        and curve.survival = 0 then curve.happened_before + curve.happened_count
      end as lost_rank
    from
      marts._curve as curve
      join timed on timed.clock_number = curve.clock_number
      join marts._curve as ending on ending.clock_number = curve.clock_number
      and ending.value_number = curve.value_number
      and ending.is_last
      join shares on shares.of_what = timed.what
    where curve.happened_count > 0 and not (ending.is_emptied and timed.what = 'advance_time')
  ),
  -- the ranks of the spells that a quantile lies at or between
  goal as (
    select
      clock_number, value_number,
      'kept' as of_what,
      share,
      'happened'::ended_how as ended_how,
      1::bigint as spell_count,
      happened_before + greatest(ceil((goal - 1e-12 - incidence_before) / survival_before * at_risk_count), 1) as low_rank,
      happened_before + greatest(ceil((goal - 1e-12 - incidence_before) / survival_before * at_risk_count), 1) as high_rank,
      lost_rank
    from crossed
    where has_come_to(incidence, goal) and not has_come_to(incidence_before, goal)
    union all
    select
      running.clock_number, running.value_number, shares.of_what, shares.share, running.ended_how,
      max(running.so_far)::bigint,
      rank_low(max(running.so_far), shares.share) + 1,
      rank_high(max(running.so_far), shares.share) + 1,
      null
    from
      running
      join shares on shares.of_what = case
        when running.ended_how = 'happened' then 'completed' else 'open'
      end
    where running.what = 'visit'
    group by
      running.clock_number, running.value_number, running.ended_how, shares.of_what, shares.share
  ),
  -- the bin of each rank, one for both or two, then the second in it
  ranked_bin as materialized (
    select goal.*, running.bin, running.so_far - running.spell_count as spells_before
    from
      goal
      join running on running.clock_number = goal.clock_number
      and running.value_number = goal.value_number
      and running.ended_how = goal.ended_how
      and running.so_far >= goal.low_rank
      and running.so_far - running.spell_count < goal.high_rank
  ),
  second as (
    select
      ranked.clock_number, ranked.value_number, ranked.of_what, ranked.share, ranked.spell_count,
      ranked.low_rank, ranked.high_rank, ranked.lost_rank, count.seconds,
      ranked.spells_before + sum((count.spell_count - count.vanished_count)::double) over (
        partition by
          ranked.clock_number, ranked.value_number, ranked.of_what, ranked.share, ranked.bin
        order by count.seconds rows between unbounded preceding and current row
      ) as so_far
    from
      ranked_bin as ranked
      join marts._spell_count as count on count.clock_number = ranked.clock_number
      and count.value_number = ranked.value_number
      and count.ended_how = ranked.ended_how
      and floor(count.seconds / 21600.0)::integer = ranked.bin
  ),
  found as (
    select
      clock_number, value_number, of_what, share, spell_count,
      min(case when so_far >= low_rank then seconds end) as low_seconds,
      min(case when so_far >= high_rank then seconds end) as high_seconds,
      min(case when so_far >= lost_rank then seconds end) as lost_seconds
    from second
    group by all
  )
select
  clock_number, value_number, of_what, share,
  between_ranks(low_seconds, high_seconds, spell_count, share) as seconds
from found
where lost_seconds is null or low_seconds < lost_seconds
