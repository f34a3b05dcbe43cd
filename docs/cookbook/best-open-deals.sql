-- Which open deals carry the most expected value?
-- mind: the probability is that of journeys that were open as long at that stage, not of this deal; without one there is a reason.
-- hu: Mely nyitott ügyletek várható értéke a legnagyobb?
-- hu mind: a valószínűség az ugyanennyi ideje ugyanott álló ügyleteké, nem ezé az egyé; ahol nincs, ott az ok szerepel.
select
  pipeline, source_system, deal_id, current_stage,
  round(age_seconds / 86400) as days_since_furthest_stage,
  round(win_probability, 3) as win_probability,
  horizon_days, at_risk_count, amount_base,
  round(expected_value) as expected_value,
  reason
from marts.open_journeys
order by expected_value desc nulls last, win_probability desc nulls last, deal_id
limit 50
