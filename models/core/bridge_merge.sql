-- Which record a merged record became, followed through every merge. A record that would become itself is a cycle:
-- it is refused, stays its own record, and is an issue.
--
-- grain: source, record_type, merged_id
-- column: source  varchar  the source system
-- column: record_type  varchar  lead or opportunity
-- column: merged_id  varchar  the record that was merged away
-- column: surviving_id  varchar  the record it became in the end; null in a cycle
-- column: is_cycle  boolean  the merges lead back to the record itself
-- answers: Which record did this id become?
with
  position as (
    select
      n
    from
      (
        values
          (1),
          (2),
          (3),
          (4),
          (5),
          (6),
          (7),
          (8),
          (9),
          (10),
          (11),
          (12),
          (13),
          (14),
          (15),
          (16)
      ) as numbers (n)
  ),
  -- the newest versions of the records that name merged ones in any version
  newest as (
    select
      opportunities.source,
      'opportunity' as record_type,
      opportunities.opportunity_id as winner_id,
      opportunities.merged_ids
    from
      staging.opportunities
      join core._file on _file.file_id = opportunities._file_id
      join (
        select distinct
          source,
          opportunity_id
        from
          staging.opportunities
        where
          merged_ids is not null
      ) as merging on merging.source = opportunities.source
      and merging.opportunity_id = opportunities.opportunity_id
    qualify
      row_number() over (
        partition by
          opportunities.source,
          opportunities.opportunity_id
        order by
          version_of (_file.file_number, opportunities._row) desc
      ) = 1
    union all
    select
      leads.source,
      'lead' as record_type,
      leads.lead_id as winner_id,
      leads.merged_ids
    from
      staging.leads
      join core._file on _file.file_id = leads._file_id
      join (
        select distinct
          source,
          lead_id
        from
          staging.leads
        where
          merged_ids is not null
      ) as merging on merging.source = leads.source
      and merging.lead_id = leads.lead_id
    qualify
      row_number() over (
        partition by
          leads.source,
          leads.lead_id
        order by
          version_of (_file.file_number, leads._row) desc
      ) = 1
  ),
  listed as (
    select
      source,
      record_type,
      winner_id,
      merged_ids
    from
      newest
    where
      merged_ids is not null
  ),
  named as (
    select
      listed.source,
      listed.record_type,
      trim(part_of (listed.merged_ids, ';', position.n)) as loser_id,
      listed.winner_id
    from
      listed
      cross join position
    union all
    select
      source,
      record_type,
      trim(merged_id),
      trim(surviving_id)
    from
      staging.merges
  ),
  step as (
    select
      source,
      record_type,
      loser_id,
      max(winner_id) as winner_id
    from
      named
    where
      loser_id not in ('', winner_id)
    group by
      source,
      record_type,
      loser_id
  ),
  step_2 as (
    select
      near.source,
      near.record_type,
      near.loser_id,
      coalesce(far.winner_id, near.winner_id) as winner_id
    from
      step as near
      left join step as far on far.source = near.source
      and far.record_type = near.record_type
      and far.loser_id = near.winner_id
  ),
  step_4 as (
    select
      near.source,
      near.record_type,
      near.loser_id,
      coalesce(far.winner_id, near.winner_id) as winner_id
    from
      step_2 as near
      left join step_2 as far on far.source = near.source
      and far.record_type = near.record_type
      and far.loser_id = near.winner_id
  ),
  step_8 as (
    select
      near.source,
      near.record_type,
      near.loser_id,
      coalesce(far.winner_id, near.winner_id) as winner_id
    from
      step_4 as near
      left join step_4 as far on far.source = near.source
      and far.record_type = near.record_type
      and far.loser_id = near.winner_id
  ),
  step_16 as (
    select
      near.source,
      near.record_type,
      near.loser_id,
      coalesce(far.winner_id, near.winner_id) as winner_id
    from
      step_8 as near
      left join step_8 as far on far.source = near.source
      and far.record_type = near.record_type
      and far.loser_id = near.winner_id
  ),
  step_32 as (
    select
      near.source,
      near.record_type,
      near.loser_id,
      coalesce(far.winner_id, near.winner_id) as winner_id
    from
      step_16 as near
      left join step_16 as far on far.source = near.source
      and far.record_type = near.record_type
      and far.loser_id = near.winner_id
  )
select
  step_32.source,
  step_32.record_type,
  step_32.loser_id as merged_id,
  case
    when step.loser_id is null then step_32.winner_id
  end as surviving_id,
  step.loser_id is not null as is_cycle
from
  step_32
  left join step on step.source = step_32.source
  and step.record_type = step_32.record_type
  and step.loser_id = step_32.winner_id
