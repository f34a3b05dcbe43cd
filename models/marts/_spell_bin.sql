-- What happened, and the visits that have not ended, by quarters of a day, with how many there are up to the end of each: to find the
-- second of a rank only the spells of its quarter need to be in order.
--
-- grain: clock_number, value_number, ended_how, quarter
with
  binned as (
    select
      count.clock_number, count.value_number, count.ended_how, clock.kind,
      quarter_of_day(count.seconds) as quarter,
      sum(count.spell_count - count.vanished_count)::bigint as spell_count
    from
      marts._spell_count as count
      join marts._clock as clock on clock.clock_number = count.clock_number
    where
      clock.kind in ('visit', 'advance_time', 'accept', 'accept_work', 'first_touch')
      and (count.ended_how = 'happened' or (count.ended_how = 'censored' and clock.kind = 'visit'))
    group by all
  )
select
  binned.*,
  sum(spell_count::double) over (
    partition by clock_number, value_number, ended_how
    order by quarter rows between unbounded preceding and current row
  ) as so_far
from binned
