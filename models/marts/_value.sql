-- The values of every segment, numbered, so that journeys and visits carry numbers instead of texts.
--
-- grain: value_number
with
  listed as (
    select distinct 'lead_source' as segment, lead_source as segment_value
    from core.fct_journey
    union all
    select distinct 'campaign', campaign_id
    from core.fct_journey
    union all
    select distinct 'list', list_id
    from core.fct_journey
    union all
    select distinct 'owner', owner_id
    from core.fct_journey
    union all
    select distinct 'icp_tier', icp_tier
    from core.fct_journey
    union all
    select distinct 'country', country
    from core.fct_journey
    union all
    select distinct 'cohort_quarter', quarter_name(cohort_month)
    from core.fct_journey
    union all
    select bands.segment, bands.segment_value
    from
      (
        values
          ('all', 'all'),
          ('all', 'with_lists'),
          ('amount_band', '1: under 100 thousand'),
          ('amount_band', '2: 100 thousand to 1 million'),
          ('amount_band', '3: 1 to 10 million'),
          ('amount_band', '4: 10 million and more')
      ) as bands(segment, segment_value)
  )
select
  row_number() over (order by segment, segment_value)::integer as value_number,
  segment, segment_value
from listed
where segment_value is not null
