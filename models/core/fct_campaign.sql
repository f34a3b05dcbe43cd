-- One row per campaign of a mailing or marketing tool, as its newest export has it.
-- An export without ids takes the id that another export gives the name, when it gives one.
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
-- answers: Whom did each campaign reach, and who answered?
with
  known_id as (
    select
      source,
      name,
      min(campaign_id) as campaign_id
    from
      staging.campaigns
    where
      campaign_id is not null
    group by
      source,
      name
    having
      count(distinct campaign_id) = 1
  ),
  newest as (
    select
      campaign.*,
      coalesce(campaign.campaign_id, known_id.campaign_id, '') as known_campaign_id
    from
      staging.campaigns as campaign
      left join known_id on known_id.source = campaign.source
      and known_id.name = campaign.name
      left join ops.file as file on file.file_id = campaign._file_id
      and file.status = 'loaded'
    qualify
      row_number() over (
        partition by
          campaign.source,
          coalesce(
            campaign.campaign_id,
            known_id.campaign_id,
            campaign.name || ' ' || coalesce(campaign.sent_at::varchar, '')
          )
        order by
          campaign._known_at desc nulls last,
          case
            when campaign.campaign_id is null then 1
            else 0
          end,
          file.delivery_order desc nulls last,
          campaign._file_id desc,
          campaign._row desc
      ) = 1
  )
select
  source,
  known_campaign_id as campaign_id,
  name as campaign,
  kind,
  audience,
  sent_at,
  start_date,
  end_date,
  recipient_count,
  delivered_count,
  bounced_count,
  opened_count,
  clicked_count,
  unsubscribed_count,
  cost,
  currency
from
  newest
