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
with recursive
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
        select distinct source, opportunity_id
        from staging.opportunities
        where merged_ids is not null
      ) as merging on merging.source = opportunities.source
      and merging.opportunity_id = opportunities.opportunity_id
    qualify
      row_number() over (
        partition by opportunities.source, opportunities.opportunity_id
        order by version_of(_file.file_number, opportunities._row) desc
      ) = 1
    union all
    select leads.source, 'lead' as record_type, leads.lead_id as winner_id, leads.merged_ids
    from
      staging.leads
      join core._file on _file.file_id = leads._file_id
      join (
        select distinct source, lead_id from staging.leads where merged_ids is not null
      ) as merging on merging.source = leads.source
      and merging.lead_id = leads.lead_id
    qualify
      row_number() over (
        partition by leads.source, leads.lead_id
        order by version_of(_file.file_number, leads._row) desc
      ) = 1
  ),
  listed as (
    select source, record_type, winner_id, merged_ids from newest where merged_ids is not null
  ),
  named as (
    select listed.source, listed.record_type, trim(loser.id) as loser_id, listed.winner_id
    from listed, unnest(string_split(listed.merged_ids, ';')) as loser(id)
    union all
    select source, record_type, trim(merged_id), trim(surviving_id)
    from staging.merges
  ),
  step as (
    select source, record_type, loser_id, max(winner_id) as winner_id
    from named
    where loser_id not in ('', winner_id)
    group by source, record_type, loser_id
  ),
  -- from the records that remain back to those merged into them; what lies on a cycle, or leads to one, is never reached
  followed as (
    select step.source, step.record_type, step.loser_id, step.winner_id as surviving_id
    from
      step
      left join step as further on further.source = step.source
      and further.record_type = step.record_type
      and further.loser_id = step.winner_id
    where further.loser_id is null
    union all
    select step.source, step.record_type, step.loser_id, followed.surviving_id
    from
      followed
      join step on step.source = followed.source
      and step.record_type = followed.record_type
      and step.winner_id = followed.loser_id
  )
select
  step.source, step.record_type,
  step.loser_id as merged_id,
  followed.surviving_id,
  followed.loser_id is null as is_cycle
from
  step
  left join followed on followed.source = step.source
  and followed.record_type = step.record_type
  and followed.loser_id = step.loser_id
