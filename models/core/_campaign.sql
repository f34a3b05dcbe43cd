-- Every delivered row of a campaign; is_newest: the one that its newest export has.
-- An export without ids takes the id that another export gives the name, when it gives one.
--
-- grain: none
with
  known_id as (
    select source, name, min(campaign_id) as campaign_id
    from staging.campaigns
    where campaign_id is not null
    group by source, name
    having count(distinct campaign_id) = 1
  )
select
  campaign.*,
  coalesce(campaign.campaign_id, known_id.campaign_id, '') as known_campaign_id,
  campaign._file_id as file_id,
  row_number() over (
    partition by
      campaign.source,
      coalesce(
        campaign.campaign_id, known_id.campaign_id,
        campaign.name || ' ' || coalesce(campaign.sent_at::varchar, '')
      )
    order by
      campaign._known_at desc nulls last,
      case when campaign.campaign_id is null then 1 else 0 end,
      file.delivery_order desc nulls last,
      campaign._file_id desc,
      campaign._row desc
  ) = 1 as is_newest
from
  staging.campaigns as campaign
  left join known_id on known_id.source = campaign.source
  and known_id.name = campaign.name
  left join ops.file as file on file.file_id = campaign._file_id
  and file.status = 'loaded'
