-- Each activity as it was delivered last, in our words. What its source says is not done, or what lies beyond the end of what is known, has
-- not occurred: it is due then. A task has occurred only where its source says that it is done, or when; anything else of the past has.
--
-- grain: activity_number
with
  -- outcomes are few words, written again and again
  ended as (
    select outcome, is_connected_outcome(outcome) as is_connected
    from (select distinct outcome from staging.activities where outcome is not null) as written
  ),
  told as (
    select
      version.activity_number, activities.source, activities.activity_id,
      activities._file_id as file_id,
      case
        when activities.record_type in ('lead', 'opportunity', 'contact')
        and activities.record_id is not null then record_key(activities.source, activities.record_type, activities.record_id)
      end as record_number,
      activities.record_type, activities.record_id, activities.phone_key,
      coalesce(activities.is_deleted, false) as is_deleted,
      activity_kind(activities.kind) as kind,
      direction_of(activities.direction) as direction,
      activities.occurred_at, activities.occurred_at_precision, activities.due_at,
      activities.logged_at, activities.is_done, activities.is_connected,
      ended.is_connected as is_connected_by_words,
      activities.owner_id,
      coalesce(activities.is_done, true)
      and coalesce(activities.occurred_at <= observation.watermark_at, true) as has_passed
    from
      staging.activities
      join core._sales_file as file on file.file_id = activities._file_id
      join core._activity_version as version on version.version = version_of(file.file_number, activities._row)
      left join ended on ended.outcome = activities.outcome
      left join core._observation as observation on observation.source = activities.source
  )
select
  activity_number, source, activity_id, file_id, record_number,
  case when record_type is null then record_id end as untyped_id,
  phone_key, is_deleted, kind, direction,
  case when has_passed then occurred_at end as occurred_at,
  case
    when has_passed and occurred_at is not null then precision_code(occurred_at_precision)
  end as precision_code,
  case when has_passed then due_at else coalesce(due_at, occurred_at) end as due_at,
  logged_at,
  has_passed and coalesce(is_done, occurred_at is not null) as is_done,
  case
    when kind not in ('call', 'meeting')
    or not has_passed then null
    else coalesce(
      is_connected, is_connected_by_words,
      case when kind = 'meeting' and is_done then true end
    )
  end as is_connected,
  owner_id
from told
