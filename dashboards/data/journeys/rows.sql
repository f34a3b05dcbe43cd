-- Every journey with the times from which rates and estimates of any selection are made: seconds from its start until it was at each
-- stage after the first, and until it ended, parted by underscores.
-- states: a letter for each stage it reached: advanced, lost or open; a capital where only a bound of its time is known, and x where
-- it counts in no estimate. skipped, reworked: the ordinals of such stages, parted by underscores.
-- nullable: mature_ordinal, owner, campaign_id, country, icp_tier, skipped, reworked
-- values: outcome: won, lost, open, deleted
with course as (
  select
    journey_id,
    max(stage_ordinal) as last_ordinal,
    string_agg(ended_seconds, '_' order by stage_ordinal) as ended_seconds,
    string_agg(
      case when not is_counted then 'x' when is_dated then left(status, 1) else upper(left(status, 1)) end,
      ''
      order by stage_ordinal
    ) as states,
    string_agg(case when is_skipped then stage_ordinal end, '_' order by stage_ordinal) as skipped,
    string_agg(case when is_reworked then stage_ordinal end, '_' order by stage_ordinal) as reworked,
    any_value(entry_seconds) as entry_seconds,
    any_value(followed_seconds) as followed_seconds,
    any_value(is_journey_dated) as is_dated
  from marts.journey_stage
  group by journey_id
)
select
  deal.pipeline,
  deal.started_on::varchar as started_on,
  coalesce(deal.lead_source, 'unknown') as source,
  deal.campaign_id,
  owner_key(deal.owner_id) as owner,
  deal.country,
  deal.icp_tier,
  deal.outcome,
  deal.mature_ordinal,
  course.ended_seconds,
  course.states,
  course.skipped,
  course.reworked,
  course.entry_seconds,
  course.followed_seconds,
  course.is_dated
from marts.deal as deal
join course on course.journey_id = deal.journey_id
where deal.cohort_month is not null
order by deal.pipeline, deal.started_on, deal.journey_id
