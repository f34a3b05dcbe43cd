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
  named as (
    select source, campaign_id, max(campaign) as campaign
    from core.fct_campaign
    where campaign_id <> ''
    group by source, campaign_id
  )
select
  touch.touch_id,
  touch.source as source_system,
  journey.journey_id, touch.campaign_id, named.campaign, touch.kind, touch.is_response,
  touch.occurred_at, touch.file_id
from
  core._touch as touch
  left join core._touch_journey as journey on journey.touch_number = touch.touch_number
  left join named on named.source = touch.source
  and named.campaign_id = touch.campaign_id
