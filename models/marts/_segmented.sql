-- The segments that a journey is counted in, as texts. A journey of a purchased list is segmented by its list and its source only,
-- and it is in the unsegmented row with lists, not in the one without.
--
-- grain: journey_id, segment, segment_value
-- stored: no
with
  described as (
    select
      journey.journey_id, segments.segment,
      case segments.slot
        when 'all' then 'all'
        when 'with_lists' then 'with_lists'
        when 'lead_source' then journey.lead_source
        when 'list' then journey.list_id
        when 'campaign' then journey.campaign_id
        when 'owner' then journey.owner_id
        when 'icp_tier' then journey.icp_tier
        when 'country' then journey.country
        when 'cohort_quarter' then quarter_name(journey.cohort_month)
        when 'amount_band' then case
          when journey.amount_base < 100000 then '1: under 100 thousand'
          when journey.amount_base < 1000000 then '2: 100 thousand to 1 million'
          when journey.amount_base < 10000000 then '3: 1 to 10 million'
          when journey.amount_base is not null then '4: 10 million and more'
        end
      end as segment_value
    from
      core.fct_journey as journey
      cross join (
        values
          ('all', 'all', false),
          ('with_lists', 'all', true),
          ('lead_source', 'lead_source', true),
          ('list', 'list', true),
          ('campaign', 'campaign', false),
          ('owner', 'owner', false),
          ('icp_tier', 'icp_tier', false),
          ('country', 'country', false),
          ('amount_band', 'amount_band', false),
          ('cohort_quarter', 'cohort_quarter', false)
      ) as segments(slot, segment, has_lists)
    where segments.has_lists or not is_list(journey.lead_source)
  )
select journey_id, segment, segment_value
from described
where segment_value is not null
