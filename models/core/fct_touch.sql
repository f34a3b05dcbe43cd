-- One row per marketing touch: a person was sent something, opened it, answered, came to an event.
--
-- grain: source_system, touch_id
-- column: touch_id  varchar  as the source writes it
-- column: source_system  varchar  the source
-- column: journey_id  bigint  the journey it precedes or falls into; null where the person is unknown or has no journey after it
-- column: campaign_id  varchar  the campaign, as the source writes it
-- column: campaign  varchar  its name, where an export of campaigns has it
-- column: kind  varchar  what happened, as written
-- column: is_response  boolean  the person answered; null when the source does not say
-- column: occurred_at  timestamp  UTC; when it happened
-- column: file_id  varchar  the export it is from, in ops.file
-- answers: What came before a lead, and what did people answer?
with
  -- a person is told by the record, by the part of the contact, or by an e-mail address or phone number that at most five records share
  keyed as (
    select record_number, email_key as person_key
    from core._record_version
    where email_key is not null
    union
    select record_number, phone_key
    from core._record_version
    where phone_key is not null
  ),
  telling as (
    select record_number, person_key from keyed qualify count(*) over (partition by person_key) <= 5
  ),
  person as (
    select touch.touch_number, touch.occurred_at, touch.record_number
    from core._touch as touch
    where touch.record_number is not null
    union all
    select touch.touch_number, touch.occurred_at, contact.record_number
    from
      core._touch as touch
      join core._contact_record as contact on contact.contact_number = touch.record_number
    union all
    select touch.touch_number, touch.occurred_at, telling.record_number
    from core._touch as touch join telling on telling.person_key = touch.email_key
    union all
    select touch.touch_number, touch.occurred_at, telling.record_number
    from core._touch as touch join telling on telling.person_key = touch.phone_key
  ),
  -- of a person's journeys the one that had not ended then and began first
  preceded as (
    select person.touch_number, journey.journey_id
    from person join core._record_journey as journey on journey.record_number = person.record_number
    where coalesce(journey.ended_at > person.occurred_at, true)
    qualify
      row_number() over (
        partition by person.touch_number order by journey.started_at nulls last, journey.journey_id
      ) = 1
  ),
  named as (
    select source, campaign_id, max(campaign) as campaign
    from core.fct_campaign
    where campaign_id <> ''
    group by source, campaign_id
  )
select
  touch.touch_id,
  touch.source as source_system,
  preceded.journey_id, touch.campaign_id, named.campaign, touch.kind, touch.is_response,
  touch.occurred_at, touch.file_id
from
  core._touch as touch
  left join preceded on preceded.touch_number = touch.touch_number
  left join named on named.source = touch.source
  and named.campaign_id = touch.campaign_id
