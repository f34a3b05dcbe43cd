-- What each activity is for, by the rules of reference/activity_rules.csv: of several that fit, the most particular one counts (of its
-- source, of its kind; eq before contains before regex; the longest value). The texts stay in the files that were delivered. is_in_thread: its subject begins like that of an answer or a forwarded message.
--
-- grain: activity_number
with
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
  told as (
    select
      version.activity_number, activities.source,
      activity_kind(activities.kind) as kind,
      activities.subject, activities.type, activities.outcome
    from
      staging.activities
      join core._sales_file as file on file.file_id = activities._file_id
      join core._activity_version as version on version.version = version_of(file.file_number, activities._row)
    where
      activities.subject is not null
      or activities.type is not null
      or activities.outcome is not null
  ),
  -- each text once: many activities have the same
  word as (
    select source, kind, field, text, fold_text(text) as folded_text
    from
      (
        select distinct source, kind, 'subject' as field, subject as text
        from told
        where subject is not null
        union all
        select distinct source, kind, 'type', type
        from told
        where type is not null
        union all
        select distinct source, kind, 'outcome', outcome
        from told
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
  fitting as (
    select told.activity_number, told.subject, word_rule.rule_number
    from
      told
      join word_rule on word_rule.source = told.source
      and word_rule.kind = told.kind
      and word_rule.field = 'subject'
      and word_rule.text = told.subject
    union all
    select told.activity_number, told.subject, word_rule.rule_number
    from
      told
      join word_rule on word_rule.source = told.source
      and word_rule.kind = told.kind
      and word_rule.field = 'type'
      and word_rule.text = told.type
    union all
    select told.activity_number, told.subject, word_rule.rule_number
    from
      told
      join word_rule on word_rule.source = told.source
      and word_rule.kind = told.kind
      and word_rule.field = 'outcome'
      and word_rule.text = told.outcome
  ),
  first_rule as (
    select activity_number, min(subject) as subject, min(rule_number) as rule_number
    from fitting
    group by activity_number
  )
select
  first_rule.activity_number, ruled.purpose, ruled.is_automatic,
  coalesce(is_in_thread(first_rule.subject), false) as is_in_thread
from first_rule join ruled on ruled.rule_number = first_rule.rule_number
