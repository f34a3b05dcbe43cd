-- What the words of a stage's name tell: an outcome, and a role in a sale. A word inside a longer word or phrase of the vocabulary tells
-- nothing; a loss comes before a win, which directly behind a negation is a loss, and with a negation elsewhere is unclear.
--
-- grain: folded
with
  name as (
    select distinct fold_name(written.stage) as folded
    from
      reference._written_stage as written
      join reference._undecided as undecided on undecided.source = written.source
      and undecided.source_pipeline = written.source_pipeline
      and undecided.is_pipeline
  ),
  matched as (
    select distinct
      name.folded, words.meaning,
      rtrim(words.word, '*') as word,
      ' ' || rtrim(words.word, '*') || case
        when ends_with(words.word, '*') then '' else ' '
      end as pattern
    from name join reference.stage_words as words on has_word(name.folded, words.word)
  ),
  telling as (
    select matched.folded, matched.meaning, matched.word, matched.pattern
    from matched
    where
      matched.meaning <> 'not'
      and not exists (
        select 1
        from matched as longer
        where
          longer.folded = matched.folded
          and longer.meaning <> 'not'
          and length(longer.word) > length(matched.word)
          and contains(' ' || longer.word || ' ', matched.pattern)
      )
  ),
  negated as (
    select distinct telling.folded
    from
      telling
      join matched as negation on negation.folded = telling.folded
      and negation.meaning = 'not'
    where
      telling.meaning = 'won'
      and contains(' ' || telling.folded || ' ', ' ' || negation.word || telling.pattern)
  ),
  told as (
    select
      folded,
      bool_or(meaning = 'lost') as is_lost,
      bool_or(meaning = 'won') as is_won,
      min_by(meaning, {'shortness': - length(word), 'word': word}) filter (
        where meaning not in ('lost', 'won')
      ) as role
    from telling
    group by folded
  )
select
  told.folded,
  case
    when told.is_lost then 'lost'
    when told.is_won
    and negated.folded is not null then 'lost'
    when told.is_won
    and not exists (
      select 1 from matched where matched.folded = told.folded and matched.meaning = 'not'
    ) then 'won'
  end as outcome,
  told.is_won
  and not told.is_lost
  and negated.folded is null
  and exists (
    select 1 from matched where matched.folded = told.folded and matched.meaning = 'not'
  ) as is_unclear,
  told.role
from told left join negated on negated.folded = told.folded
