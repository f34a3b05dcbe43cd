-- Which lead source a source's own word means: as the reference data decides, else by the vocabularies.
--
-- grain: source, value
-- column: source  varchar  system
-- column: value  varchar  the lead source as the source writes it
-- column: lead_source  varchar  canonical lead source
-- column: is_presumed  boolean  a vocabulary says so and no row of the reference data
-- column: may_be  varchar  the sources that the word may mean, where it does not tell which and counts as other
-- answers: Which lead source is meant?
with
  written as (
    select source, lead_source as value
    from staging.leads
    where lead_source is not null
    union
    select source, lead_source
    from staging.opportunities
    where lead_source is not null
  )
select source, value, lead_source, false as is_presumed, null as may_be
from decided.source_map
union all
select written.source, written.value, words.lead_source, true, nullif(words.may_be, '')
from
  written
  join reference.lead_source_words as words on is_of_vendor(written.source, words.vendor)
  and fold_name(words.value) = fold_name(written.value)
  left join decided.source_map as decided_map on decided_map.source = written.source
  and decided_map.value = written.value
where decided_map.value is null and not is_lead_source(written.value)
qualify
  row_number() over (
    partition by written.source, written.value
    order by words.vendor = '*', words.vendor, words.value
  ) = 1
