-- The first second at which no more than the rest still waits, of a half and of nine tenths, for what only ends in one way: a lead
-- that is accepted, in clock and in working time, or touched for the first time (Kaplan-Meier). A share that is never reached is null,
-- and so is one that is reached because all at risk are gone before others come under observation.
--
-- grain: clock_number, value_number
with
  counted as (
    select
      count.clock_number, count.value_number, count.seconds,
      sum(
        case when count.ended_how = 'happened' then count.spell_count else 0 end
      )::double as happened_count,
      sum(
        case when count.ended_how <> 'entered' then count.spell_count else 0 end
      )::double as ended_count,
      sum(
        case when count.ended_how = 'entered' then count.spell_count else 0 end
      )::double as entered_count
    from
      marts._spell_count as count
      join marts._clock as clock on clock.clock_number = count.clock_number
    where clock.kind in ('accept', 'accept_work', 'first_touch')
    group by count.clock_number, count.value_number, count.seconds
  ),
  at_risk as (
    select
      clock_number, value_number, seconds, happened_count,
      sum(ended_count - entered_count) over from_then_on as at_risk_count,
      sum(entered_count) over from_then_on as entering_count
    from counted
    window
      from_then_on as (
        partition by clock_number, value_number
        order by seconds rows between current row and unbounded following
      )
  ),
  survived as (
    select
      clock_number, value_number, seconds,
      case
        when min(1 - hazard(happened_count, at_risk_count)) over so_far > 0 then exact_exp(sum(exact_ln(1 - hazard(happened_count, at_risk_count))) over so_far)
        else 0.0
      end as survival,
      max(
        case when happened_count = at_risk_count and entering_count > 0 then 1 else 0 end
      ) over so_far as is_emptied
    from at_risk
    where happened_count > 0
    window
      so_far as (
        partition by clock_number, value_number
        order by seconds rows between unbounded preceding and current row
      )
  )
select
  clock_number, value_number,
  min(case when has_come_to(1 - survival, 0.5) then seconds end)::double as median_seconds,
  min(case when has_come_to(1 - survival, 0.9) then seconds end)::double as p90_seconds
from survived
where is_emptied = 0
group by clock_number, value_number
