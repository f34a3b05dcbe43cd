-- One row per journey and what a number of the pages on marketing and sales counts it by. duplicate: of a person who has an earlier journey
-- of another record; invalid_contact: without any valid phone number or e-mail address, where the sources have any; called, and
-- connected, where somebody was reached; attempts: the most in a row without a reply; silent_days: whole days since the last touch, of
-- open ones; touched: a campaign that touched a won one before sales, untouched where none did; proposal_…: a segment of marts.proposal_performance.
--
-- grain: journey_id, mark, mark_value
-- column: journey_id  bigint  our key
-- column: mark  varchar  duplicate, invalid_contact, called, connected, attempts, silent_days, credited (won), touched, untouched, proposal_expired, proposal_all, proposal_is_personalised, proposal_is_complete, proposal_versions, proposal_discount_band or proposal_turnaround_band
-- column: mark_value  varchar  the number of attempts or days, the campaign, or the value of the segment; null for a mark without one
-- answers: Which deals are behind a number of proposals, follow-up, sources or attribution?
select journey.journey_id, 'duplicate' as mark, null::varchar as mark_value
from
  core.fct_journey as journey
  join core._known_person as known on known.first_journey_id = journey.first_journey_id
where known.is_repeated
union all
select journey.journey_id, 'invalid_contact', null
from
  core.fct_journey as journey
  cross join (select count(*) > 0 as has_keys from core._known_person) as keys
  left join core._known_person as known on known.first_journey_id = journey.first_journey_id
where keys.has_keys and known.first_journey_id is null
union all
select journey_id, 'called', null
from marts._called
union all
select journey_id, 'connected', null
from marts._called
where is_connected
union all
select journey_id, 'attempts', max(attempt_number)::varchar
from marts._attempt
group by journey_id
union all
select journey_id, 'silent_days', whole_part(silence_seconds, 86400)::varchar
from marts.open_journeys
where silence_seconds is not null and lead_source <> 'purchased_list'
union all
select journey_id, 'credited', null
from core.fct_journey
where outcome = 'won'
union all
select distinct journey_id, 'touched', campaign
from marts._won_touch
union all
select journey.journey_id, 'untouched', null
from
  core.fct_journey as journey
  left join (
    select distinct journey_id from marts._won_touch
  ) as touched on touched.journey_id = journey.journey_id
where journey.outcome = 'won' and touched.journey_id is null
union all
select journey_id, 'proposal_' || segment, segment_value
from marts._proposal_segment
where segment <> 'owner'
union all
select proposed.journey_id, 'proposal_expired', null
from
  marts._proposal_segment as proposed
  join marts._open_contact as contact on contact.journey_id = proposed.journey_id
where proposed.segment = 'all' and contact.proposal_state = 'expired'
