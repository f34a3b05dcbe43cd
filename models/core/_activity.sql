-- Each activity as it was delivered last, in our words, and what it is for. What its source says is not done, or what lies beyond the end
-- of what is known, has not occurred: it is due then. A task has occurred only where its source says that it is done, or when; anything else
-- of the past has. activity_number is made of the activity's own name; version is the row it was delivered by, row_count how many tell of it.
-- purpose: by the rules of reference/activity_rules.csv; of several that fit, the most particular one counts (of its source, of its kind; eq
-- before contains before regex; the longest value). is_in_thread: its subject begins like that of an answer or a forwarded message. The
-- texts stay in the files that were delivered. is_deleted: its source says so, or a job that asked for all of its kind since found it no more.
--
-- grain: activity_number
with
  whole as (
    select activities.source, file.fetched_stream, max(file.file_number) as file_number
    from
      (select distinct source, _file_id from staging.activities) as activities
      join core._sales_file as file on file.file_id = activities._file_id
    where file.is_full and file.fetched_stream is not null
    group by activities.source, file.fetched_stream
  ),
  newest as (
    select activity_number, max(version) as version, count(*) as row_count
    from
      (
        select
          record_key(activities.source, 'activity', activities.activity_id) as activity_number,
          version_of(file.file_number, activities._row) as version
        from staging.activities join core._sales_file as file on file.file_id = activities._file_id
      ) as delivered
    group by activity_number
  ),
  ruled as (
    select
      *,
      fold_text(value) as folded_value,
      row_number() over (
        order by
          case when source = '*' then 1 else 0 end,
          case when kind = '*' then 1 else 0 end,
          case operator when 'eq' then 0 when 'contains' then 1 else 2 end,
          text_length(value) desc,
          field desc,
          value
      ) as rule_number
    from reference.activity_rules
  ),
  -- each text once: many activities have the same
  word as (
    select source, activity_kind(kind) as kind, field, text, fold_text(text) as folded_text
    from
      (
        select distinct source, kind, 'subject' as field, subject as text
        from staging.activities
        where subject is not null
        union all
        select distinct source, kind, 'type', type
        from staging.activities
        where type is not null
        union all
        select distinct source, kind, 'outcome', outcome
        from staging.activities
        where outcome is not null
      ) as written
  ),
  word_fit as (
    select word.source, word.kind, word.field, word.text, ruled.rule_number
    from
      word
      join ruled on ruled.field = word.field
      and ruled.operator = 'contains'
      and (ruled.source = '*' or is_of_vendor(word.source, ruled.source))
      and (ruled.kind = '*' or ruled.kind = word.kind)
      and contains(word.folded_text, ruled.folded_value)
    union all
    select word.source, word.kind, word.field, word.text, ruled.rule_number
    from
      word
      join ruled on ruled.field = word.field
      and ruled.operator <> 'contains'
      and (ruled.source = '*' or is_of_vendor(word.source, ruled.source))
      and (ruled.kind = '*' or ruled.kind = word.kind)
      and fits_activity_rule(ruled.operator, ruled.folded_value, ruled.value, word.folded_text, word.text)
  ),
  word_rule as (
    select source, kind, field, text, min(rule_number) as rule_number
    from word_fit
    group by source, kind, field, text
  ),
  -- outcomes are few words, written again and again
  ended as (
    select outcome, is_connected_outcome(outcome) as is_connected
    from (select distinct outcome from staging.activities where outcome is not null) as written
  ),
  told as (
    select
      newest.activity_number, newest.version, newest.row_count, activities.source,
      activities.activity_id,
      activities._file_id as file_id,
      case
        when activities.record_type in ('lead', 'opportunity', 'contact')
        and activities.record_id is not null then record_key(activities.source, activities.record_type, activities.record_id)
      end as record_number,
      activities.record_type, activities.record_id, activities.phone_key,
      coalesce(activities.is_deleted, false)
      or coalesce(file.file_number < whole.file_number, false) as is_deleted,
      activity_kind(activities.kind) as kind,
      direction_of(activities.direction) as direction,
      activities.occurred_at, activities.occurred_at_precision, activities.due_at,
      activities.logged_at, activities.is_done, activities.is_connected, activities.subject,
      activities.type, activities.outcome,
      ended.is_connected as is_connected_by_words,
      activities.owner_id,
      coalesce(activities.is_done, true)
      and coalesce(activities.occurred_at <= observation.watermark_at, true) as has_passed
    from
      staging.activities
      join core._sales_file as file on file.file_id = activities._file_id
      join newest on newest.version = version_of(file.file_number, activities._row)
      left join whole on whole.source = activities.source
      and whole.fetched_stream = file.fetched_stream
      left join ended on ended.outcome = activities.outcome
      left join core._observation as observation on observation.source = activities.source
  )
select
  told.activity_number, told.version, told.row_count, told.source, told.activity_id, told.file_id,
  told.record_number,
  case when told.record_type is null then told.record_id end as untyped_id,
  told.phone_key, told.is_deleted, told.kind, told.direction,
  case when told.has_passed then told.occurred_at end as occurred_at,
  case
    when told.has_passed
    and told.occurred_at is not null then precision_code(told.occurred_at_precision)
  end as precision_code,
  case
    when told.has_passed then told.due_at else coalesce(told.due_at, told.occurred_at)
  end as due_at,
  told.logged_at,
  told.has_passed and coalesce(told.is_done, told.occurred_at is not null) as is_done,
  case
    when told.kind not in ('call', 'meeting')
    or not told.has_passed then null
    else coalesce(
      told.is_connected, told.is_connected_by_words,
      case when told.kind = 'meeting' and told.is_done then true end
    )
  end as is_connected,
  told.owner_id, ruled.purpose,
  coalesce(ruled.is_automatic, false) as is_automatic,
  case
    when ruled.rule_number is not null then coalesce(is_in_thread(told.subject), false)
  end as is_in_thread
from
  told
  left join word_rule as subject on subject.field = 'subject'
  and subject.source = told.source
  and subject.kind = told.kind
  and subject.text = told.subject
  left join word_rule as type on type.field = 'type'
  and type.source = told.source
  and type.kind = told.kind
  and type.text = told.type
  left join word_rule as outcome on outcome.field = 'outcome'
  and outcome.source = told.source
  and outcome.kind = told.kind
  and outcome.text = told.outcome
  left join ruled on ruled.rule_number = least(subject.rule_number, type.rule_number, outcome.rule_number)
