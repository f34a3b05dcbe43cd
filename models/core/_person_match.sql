-- Whom a lead of one source may be in another one, by equal phone or e-mail: the match that the records linked to it follow, and what speaks against
-- taking the two for one person on one way. A CRM, which has deals, comes before a source whose leads only stand at stages, and that
-- before a form; of equals the one that knew the person first.
--
-- grain: linked_number
with
  crm as (select distinct source from staging.opportunities),
  staged as (
    select source from staging.leads group by source having count(distinct trimmed(stage)) > 1
  ),
  newest as (
    select * from core._record_version where phone_key is not null or email_key is not null
  ),
  -- most keys are of one source: only the others are looked at
  key_of_several as (
    select person_key
    from
      (
        select source, 'phone ' || phone_key as person_key
        from newest
        union all
        select source, 'email ' || email_key
        from newest
      ) as keyed
    where person_key is not null
    group by person_key
    having min(source) <> max(source)
  ),
  person as (
    select
      newest.record_number, newest.record_type, newest.source, newest.phone_key, newest.email_key,
      root.record_number as linked_number,
      root.record_rank as linked_rank,
      case
        when crm.source is not null then 1 when staged.source is not null then 2 else 3
      end as source_rank,
      least(newest.created_at, record.first_known_at) as started_at,
      pipeline_of(meaning.state) as pipeline_number
    from
      newest
      join core._record as record on record.record_number = newest.record_number
      left join core._stage_meaning as meaning on meaning.move_number = newest.move_number
      and holds_at(coalesce(newest.worded_at, timestamp '2000-01-01'), meaning.valid_from, meaning.valid_to)
      left join core._linked_record as linked on linked.record_number = record.record_number
      join core._record as root on root.record_number = coalesce(linked.linked_number, record.record_number)
      left join key_of_several as phone on phone.person_key = 'phone ' || newest.phone_key
      left join key_of_several as email on email.person_key = 'email ' || newest.email_key
      left join crm on crm.source = newest.source
      left join staged on staged.source = newest.source
    where phone.person_key is not null or email.person_key is not null
  ),
  linked_lead as (
    select linked_number, min(source_rank) as source_rank, min(started_at) as started_at
    from person
    group by linked_number
  ),
  known_by as (
    select record_number, 'phone ' || phone_key as person_key
    from person
    where phone_key is not null
    union all
    select record_number, 'email ' || email_key
    from person
    where email_key is not null
  ),
  -- a key of more leads, deals without one counted as such, is no person's
  shared as (
    select known_by.person_key
    from
      known_by
      join key_of_several on key_of_several.person_key = known_by.person_key
      join person on person.record_number = known_by.record_number
    group by known_by.person_key
    having count(distinct person.linked_number) > 5
  ),
  matching_key as (
    select known_by.record_number, known_by.person_key
    from
      known_by
      join key_of_several on key_of_several.person_key = known_by.person_key
      left join shared on shared.person_key = known_by.person_key
    where shared.person_key is null
  ),
  candidate_pair as (
    select
      person.linked_number,
      other.linked_number as other_number,
      other.linked_rank as other_rank,
      other_lead.source_rank,
      person.started_at > other.started_at as is_after,
      abs(date_diff('microsecond', person.started_at, other.started_at)) as apart,
      coalesce(
        linked_lead.source_rank > 1 or person.pipeline_number = other.pipeline_number,
        false
      ) as is_comparable
    from
      matching_key
      join matching_key as other_key on other_key.person_key = matching_key.person_key
      join person on person.record_number = matching_key.record_number
      join person as other on other.record_number = other_key.record_number
      join linked_lead on linked_lead.linked_number = person.linked_number
      join linked_lead as other_lead on other_lead.linked_number = other.linked_number
    where
      other.source <> person.source
      and other.linked_number <> person.linked_number
      and (
        other_lead.source_rank < linked_lead.source_rank
        or (
          other_lead.source_rank = linked_lead.source_rank
          and (
            other_lead.started_at < linked_lead.started_at
            or (other_lead.started_at is not null and linked_lead.started_at is null)
            or (
              other_lead.started_at is not distinct from linked_lead.started_at
              and other.linked_rank < person.linked_rank
            )
          )
        )
      )
  ),
  judged as (
    select
      candidate_pair.*,
      case
        when candidate_pair.apart is null then 'undated'
        when not candidate_pair.is_comparable then 'elsewhere'
        when candidate_pair.apart > setting.same_lead_seconds * 1000000 then 'apart'
        else 'same'
      end as verdict
    from candidate_pair cross join core._setting as setting
    union all
    select person.linked_number, null, null, null, null, null, null, 'shared'
    from
      shared
      join known_by on known_by.person_key = shared.person_key
      join person on person.record_number = known_by.record_number
  )
select
  judged.linked_number, judged.other_number, judged.verdict, judged.is_after,
  linked_lead.source_rank = 3 as is_form
from judged join linked_lead on linked_lead.linked_number = judged.linked_number
qualify
  row_number() over (
    partition by judged.linked_number
    order by
      case judged.verdict when 'same' then 0 when 'apart' then 1 else 2 end,
      case when judged.verdict = 'apart' and not judged.is_after then 1 else 0 end,
      judged.source_rank nulls last,
      judged.apart nulls last,
      judged.other_rank, judged.verdict
  ) = 1
