-- The two ranks that a quartile or the 90th percentile lies at or between, of the lengths of the visits that ended (completed) and the ages
-- of those that have not (open), of records that are still there.
--
-- grain: clock_number, value_number, ended_how, share
select
  bin.clock_number, bin.value_number, bin.ended_how, shares.share,
  max(bin.so_far)::bigint as spell_count,
  rank_low(max(bin.so_far), shares.share) + 1 as low_rank,
  rank_high(max(bin.so_far), shares.share) + 1 as high_rank
from marts._spell_bin as bin cross join (values (0.25), (0.5), (0.75), (0.9)) as shares(share)
where bin.kind = 'visit'
group by bin.clock_number, bin.value_number, bin.ended_how, shares.share
