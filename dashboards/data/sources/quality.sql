-- Every lead source and list; of the campaigns the 100 with most leads in each pipeline.
-- nullable: invalid_contact_count, sql_estimate, sql_low, sql_high, won_estimate, won_low, won_high
-- nullable: cost_base, is_cost_whole, cost_per_lead, cost_per_sql, cost_per_sql_low, cost_per_sql_high
-- nullable: cost_per_won, cost_per_won_low, cost_per_won_high
-- nullable: vendor, legal_basis, member_count, no_legal_basis_count, do_not_call_count, do_not_call_violation_count
-- values: segment: lead_source, campaign, list
-- values: sql_status: ok, no_hand_off, no_won, no_horizon, too_few_followed, observed_too_late, untimed
-- values: won_status: ok, no_won, no_horizon, too_few_followed, observed_too_late, untimed
with ranked as (
  select
    *,
    row_number() over (
      partition by pipeline, segment
      order by lead_count desc, cost_base desc nulls last, segment_value
    ) as place
  from marts.source_quality
  where pipeline is not null
)
select
  pipeline,
  segment,
  segment_value,
  lead_count,
  duplicate_count,
  invalid_contact_count,
  sql_count,
  won_count,
  sql_estimate,
  sql_low,
  sql_high,
  sql_status,
  won_estimate,
  won_low,
  won_high,
  won_status,
  cost_base,
  is_cost_whole,
  costed_lead_count,
  cost_per_lead,
  cost_per_sql,
  cost_per_sql_low,
  cost_per_sql_high,
  cost_per_won,
  cost_per_won_low,
  cost_per_won_high,
  vendor,
  legal_basis,
  member_count,
  no_legal_basis_count,
  do_not_call_count,
  called_count,
  connected_count,
  do_not_call_violation_count
from ranked
where segment <> 'campaign' or place <= 100
order by pipeline, segment, place
