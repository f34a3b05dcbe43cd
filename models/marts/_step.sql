-- The counts of every curve, joined into steps; day is the day of the curve, 1 for its first, 0 for its beginning.
--
-- grain: curve, step
select
  curve,
  step,
  null::integer as day,
  sum(advanced_count)::bigint as happened_count,
  sum(lost_count)::bigint as competing_count,
  sum(open_count)::bigint as open_count,
  sum(entered_count)::bigint as entered_count
from
  marts._stage_cell
group by
  curve,
  step
union all
select
  curve + 100,
  step,
  null,
  sum(timed_advanced_count)::bigint,
  sum(timed_lost_count)::bigint,
  sum(timed_open_count)::bigint,
  sum(timed_entered_count)::bigint
from
  marts._stage_cell
group by
  curve,
  step
union all
select
  curve,
  step * 100000 + day,
  day,
  sum(won_count)::bigint,
  sum(lost_count)::bigint,
  sum(open_count)::bigint,
  sum(entered_count)::bigint
from
  marts._customer_cell
group by
  curve,
  step,
  day
