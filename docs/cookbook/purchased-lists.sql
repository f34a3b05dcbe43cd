-- Was a purchased list worth its price?
-- mind: lists are never pooled with other sources; called_anyway_count above 0 is a breach of do-not-call; cost is in the currency of the list.
-- hu: Megérte-e az árát egy vásárolt lista?
-- hu mind: a listák soha nem vonhatók össze más forrással; ha a called_anyway_count nagyobb 0-nál, megsértették a hívástilalmat; az ár a lista pénznemében áll.
select
  lists.list_id, lists.vendor, lists.cost, lists.currency, lists.legal_basis, lists.member_count,
  lists.do_not_call_count, lists.called_anyway_count, rates.pipeline, rates.won_count,
  rates.open_count,
  round(rates.rate_so_far, 4) as rate_so_far,
  round(rates.rate_low, 4) as rate_low,
  round(rates.rate_high, 4) as rate_high,
  round(lists.cost / nullif(rates.won_count, 0)) as cost_per_won_so_far
from
  core.dim_list as lists
  left join marts.lead_to_customer as rates on rates.segment = 'list'
  and rates.segment_value = lists.list_id
  and rates.cohort_month is null
order by lists.list_id, rates.pipeline
