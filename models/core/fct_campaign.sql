-- One row per campaign of a mailing or marketing tool, as its newest export has it.
--
-- grain: source, campaign_id, campaign, sent_at
-- column: source  varchar  the source system
-- column: campaign_id  varchar  the source's id, if any export has it
-- column: campaign  varchar  campaign name
-- column: kind  varchar  email, event, … as the source has it
-- column: audience  varchar  the list or segment it went to
-- column: sent_at  timestamp  UTC; when it was sent
-- column: start_date  date  first day
-- column: end_date  date  last day
-- column: recipient_count  bigint  persons it was sent to
-- column: delivered_count  bigint  persons it reached
-- column: bounced_count  bigint  persons whose mail came back
-- column: opened_count  bigint  persons who opened it, once each
-- column: clicked_count  bigint  persons who clicked in it, once each
-- column: unsubscribed_count  bigint  persons who left the list because of it
-- column: cost  decimal(18,2)  cost in its currency
-- column: currency  varchar  currency of the cost
-- column: file_id  varchar  the export it is from, in ops.file
-- answers: Whom did each campaign reach, and who answered?
select
  source,
  known_campaign_id as campaign_id,
  name as campaign,
  kind, audience, sent_at, start_date, end_date, recipient_count, delivered_count, bounced_count,
  opened_count, clicked_count, unsubscribed_count, cost, currency, file_id
from core._campaign
where is_newest
