-- The quantiles of each curve in seconds. population: followed (all, those not ended yet for as long as they have lasted), completed (the
-- visits that ended) or open (the ages of those that have not).
--
-- grain: clock_number, value_number, population, share
with
  -- the two ranks that a quantile lies at or between, of the visits that ended and of the ages of the others, of records that are still there
  visit_rank as (
    select
      bin.clock_number, bin.value_number, bin.ended_how, shares.share,
      max(bin.so_far)::bigint as spell_count,
      rank_low(max(bin.so_far), shares.share) + 1 as low_rank,
      rank_high(max(bin.so_far), shares.share) + 1 as high_rank
    from marts._spell_bin as bin cross join (values (0.25), (0.5), (0.75), (0.9)) as shares(share)
    where bin.kind = 'visit'
    group by bin.clock_number, bin.value_number, bin.ended_how, shares.share
  ),
  ranked as (
    select
      clock_number, value_number,
      'followed' as population,
      share,
      'happened'::ended_how as ended_how,
      1::bigint as spell_count,
      rank as low_rank,
      rank as high_rank,
      lost_rank
    from marts._curve_rank
    union all
    select
      clock_number, value_number,
      case when ended_how = 'happened' then 'completed' else 'open' end,
      share, ended_how, spell_count, low_rank, high_rank, null
    from visit_rank
  ),
  -- the quarter of a day of each rank, one for both or two
  in_quarter as materialized (
    select ranked.*, bin.quarter, bin.so_far - bin.spell_count as spells_before
    from
      ranked
      join marts._spell_bin as bin on bin.clock_number = ranked.clock_number
      and bin.value_number = ranked.value_number
      and bin.ended_how = ranked.ended_how
      and bin.so_far >= ranked.low_rank
      and bin.so_far - bin.spell_count < ranked.high_rank
  ),
  in_second as (
    select
      ranked.clock_number, ranked.value_number, ranked.population, ranked.share, ranked.spell_count,
      ranked.low_rank, ranked.high_rank, ranked.lost_rank, count.seconds,
      ranked.spells_before + sum((count.spell_count - count.vanished_count)::double) over (
        partition by
          ranked.clock_number, ranked.value_number, ranked.population, ranked.share, ranked.quarter
        order by count.seconds rows between unbounded preceding and current row
      ) as so_far
    from
      in_quarter as ranked
      join marts._spell_count as count on count.clock_number = ranked.clock_number
      and count.value_number = ranked.value_number
      and count.ended_how = ranked.ended_how
      and quarter_of_day(count.seconds) = ranked.quarter
  ),
  found as (
    select
      clock_number, value_number, population, share, spell_count,
      min(case when so_far >= low_rank then seconds end) as low_seconds,
      min(case when so_far >= high_rank then seconds end) as high_seconds,
      min(case when so_far >= lost_rank then seconds end) as lost_seconds
    from in_second
    group by all
  )
select
  clock_number, value_number, population, share,
  between_ranks(low_seconds, high_seconds, spell_count, share) as seconds
from found
where lost_seconds is null or low_seconds < lost_seconds
