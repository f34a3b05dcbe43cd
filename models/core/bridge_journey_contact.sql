-- The people known of a journey, and their part in the decision. Somebody who was known of an earlier journey of the record is known of
-- the later ones, and of one that had ended before only where no later one began.
--
-- grain: journey_id, source_system, contact_id, role
-- column: journey_id  bigint  our key, from core.fct_journey
-- column: source_system  varchar  the source
-- column: contact_id  varchar  the person, as the source writes it
-- column: role  varchar  decision_maker, champion, user, finance, legal, other or unknown, through reference.role_map
-- column: known_from  timestamp  UTC; when the part was entered, else when the first export that has it was made
-- column: is_dated  boolean  the source says when it was entered
-- column: is_primary  boolean  the main contact
-- answers: Whose part in the decision is known, and since when?
with
  told as (
    select
      source, opportunity_id, contact_id, record_number, role,
      min(created_at) as created_at,
      min(known_at) as delivered_at,
      max(case when is_primary then 1 else 0 end) as primary_count
    from core._contact_role
    group by source, opportunity_id, contact_id, record_number, role
  ),
  meaning as (
    select
      told.source, told.role,
      min_by(
        role_map.role,
        case
          when role_map.source = told.source then '0' when role_map.source <> '*' then '1' else '2'
        end || role_map.value
      ) as mapped_role
    from
      (select distinct source, role from told where role <> '') as told
      join reference.role_map on is_of_vendor(told.source, role_map.source)
      and fold_name(role_map.value) = fold_name(told.role)
    group by told.source, told.role
  )
select
  journey.journey_id,
  told.source as source_system,
  told.contact_id,
  coalesce(meaning.mapped_role, 'unknown') as role,
  min(coalesce(told.created_at, told.delivered_at)) as known_from,
  max(case when told.created_at is null then 0 else 1 end) = 1 as is_dated,
  max(told.primary_count) = 1 as is_primary
from
  told
  join core._record_journey as journey on journey.record_number = told.record_number
  left join meaning on meaning.source = told.source
  and meaning.role = told.role
where
  coalesce(journey.ended_at >= coalesce(told.created_at, told.delivered_at), true)
  or journey.holds_to = timestamp '9999-12-31 00:00:00'
group by journey.journey_id, told.source, told.contact_id, coalesce(meaning.mapped_role, 'unknown')
