-- The records that a stage history tells of and no export holds though a full one of their kind was delivered: no journey is made of them.
-- What another record was merged with, became or came from is no orphan. An export that is only presumed full may be a filtered view: where
-- it lacks more than a fifth of the records of the history, or a half of less than 20, it is unclear, and they are journeys.
--
-- grain: source, record_type, record_id
with
  full_kind as (
    select
      record_file.source, record_file.record_type,
      max(case when _file.delivery = 'full' then 1 else 0 end) as is_declared
    from core._record_file as record_file join core._file on _file.file_id = record_file.file_id
    where _file.delivery <> 'delta'
    group by record_file.source, record_file.record_type
  ),
  -- a file that has the records beside their history tells of no other
  told as (
    select history.source, history.record_type, history.record_id, full_kind.is_declared
    from
      core._history_record as history
      join full_kind on full_kind.source = history.source
      and full_kind.record_type = history.record_type
    where history.is_told_apart
  ),
  known as (
    select source, 'opportunity' as record_type, opportunity_id as record_id
    from staging.opportunities
    union
    select source, 'lead', lead_id
    from staging.leads
    union
    select source, 'lead', lead_id
    from staging.opportunities
    where lead_id is not null
    union
    select source, 'opportunity', converted_opportunity_id
    from staging.leads
    where converted_opportunity_id is not null
    union
    select source, record_type, merged_id
    from core.bridge_merge
    union
    select source, record_type, surviving_id
    from core.bridge_merge
    where surviving_id is not null
  ),
  counted as (
    select
      told.source, told.record_type, told.record_id, told.is_declared,
      known.record_id is null as is_unknown,
      count(*) over (partition by told.source, told.record_type) as told_count,
      sum(
        case when known.record_id is null then 1 else 0 end
      ) over (
        partition by told.source, told.record_type
      ) as unknown_count
    from
      told
      left join known on known.source = told.source
      and known.record_type = told.record_type
      and known.record_id = told.record_id
  )
select
  source, record_type, record_id, told_count, unknown_count,
  is_declared = 0
  and unknown_count * 5 > told_count
  and (told_count >= 20 or unknown_count * 2 > told_count) as is_unclear
from counted
where is_unknown
