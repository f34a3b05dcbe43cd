-- What each name of a stage means and what tells it, the first of: a row of the reference data, the CRM's own list of stages, its flags
-- beside the records, the names that its vendor gives, its probabilities, words, or the structure (nothing follows it and the close date
-- says when it was entered; what follows a win is ignored). Without any of them it is a stage: a win is never guessed.
-- Deals without a stage are not here.
--
-- grain: source, record_type, source_pipeline, stage
with
  selling as (
    select distinct opportunities.source
    from
      staging.opportunities
      join reference._undecided as undecided on undecided.source = opportunities.source
  ),
  weighed as (
    select
      name.*,
      listed.decided_kind, listed.is_defined_won, listed.is_defined_closed, listed.own_ordinal,
      listed.vendor_kind, listed.vendor_ordinal, listed.word_kind, listed.role, listed.is_unclear,
      coalesce(name.median_probability, listed.probability) as probability,
      selling.source is not null as is_selling,
      name.followed_count <= 0.05 * name.seen_count as is_last,
      name.current_count > 0 and 2 * name.agreeing_count >= name.current_count as is_dated_by_close,
      name.current_count > 0 and 2 * name.reason_count >= name.current_count as is_reasoned
    from
      reference._stage_name as name
      join reference._listed_stage as listed using (source, record_type, source_pipeline, stage)
      left join selling on selling.source = name.source
  ),
  compared as (
    select
      *,
      is_last and current_count >= 5 and agreeing_count >= 0.9 * current_count as is_closing,
      bool_or(
        probability > 0 and probability < 1
      ) over (
        partition by source, record_type, source_pipeline
      ) as has_probabilities
    from weighed
  ),
  -- what each of them says
  said as (
    select
      *,
      case when record_type = 'list_member' or stage = '' then 'stage' end as entry_kind,
      case
        when is_defined_won then 'won'
        when is_defined_closed
        and not is_defined_won then 'lost'
        when not is_defined_closed then 'stage'
      end as crm_kind,
      case
        when flagged_won_count > 0
        and flagged_won_count >= 0.9 * current_count then 'won'
        when flagged_lost_count > 0
        and flagged_lost_count >= 0.9 * current_count then 'lost'
        when flagged_open_count > 0
        and flagged_open_count >= 0.9 * current_count then 'stage'
      end as flag_kind,
      -- a lead that became a deal; of a source that has deals, those tell the rest
      case
        when vendor_kind <> 'deal' then vendor_kind
        when vendor_kind = 'deal'
        and is_selling then 'ignore'
        when vendor_kind = 'deal' then 'stage'
      end as vendor_said_kind,
      case
        when not has_probabilities
        or not is_last then null
        when lowest_probability = 1
        and (word_kind = 'won' or is_dated_by_close) then 'won'
        when highest_probability = 0
        and (word_kind = 'lost' or is_reasoned or is_dated_by_close) then 'lost'
      end as probability_kind,
      case
        when record_type <> 'opportunity'
        or not is_closing then null
        when is_reasoned then 'lost'
        when reason_count = 0
        and bool_or(
          is_closing and is_reasoned
        ) over (
          partition by source, record_type, source_pipeline
        ) then 'won'
      end as structure_kind
    from compared
  ),
  told as (
    select
      *,
      coalesce(
        decided_kind, entry_kind, crm_kind, flag_kind, vendor_said_kind, probability_kind,
        word_kind, structure_kind
      ) as told_kind,
      case
        when decided_kind is not null then 'decision'
        when entry_kind is not null then 'entry'
        when crm_kind is not null then 'crm'
        when flag_kind is not null then 'flag'
        when vendor_said_kind is not null then 'vendor'
        when probability_kind is not null then 'probability'
        when word_kind is not null then 'words'
        when structure_kind is not null then 'structure'
      end as told_by
    from said
    where stage <> '' or record_type <> 'opportunity'
  ),
  won_entry as (
    select entry.source, entry.source_pipeline, entry.record_id, min(entry.entered) as entered
    from reference._entry as entry join told using (source, record_type, source_pipeline, stage)
    where entry.record_type = 'opportunity' and told.told_kind = 'won'
    group by entry.source, entry.source_pipeline, entry.record_id
  ),
  -- stages to which deals come when they have been won: no stages of the sale
  after_won as (
    select entry.source, entry.record_type, entry.source_pipeline, entry.stage
    from
      reference._entry as entry
      left join won_entry on won_entry.source = entry.source
      and won_entry.source_pipeline = entry.source_pipeline
      and won_entry.record_id = entry.record_id
      and won_entry.entered < entry.entered
    where entry.record_type = 'opportunity'
    group by entry.source, entry.record_type, entry.source_pipeline, entry.stage
    having count(*) >= 3 and count(won_entry.record_id) >= 0.8 * count(*)
  )
select
  told.source, told.record_type, told.source_pipeline, told.stage,
  case
    when told.told_kind is null
    and after_won.stage is not null then 'ignore'
    when told.told_kind is null then 'stage'
    -- what becomes of the leads of a source that has deals, its deals tell
    when told.told_kind = 'won'
    and told.record_type = 'lead'
    and told.is_selling then case told.told_by
      when 'decision' then 'won' when 'vendor' then 'ignore' else 'stage'
    end
    else told.told_kind
  end as kind,
  case
    when told.told_kind is null
    and after_won.stage is not null then 'after_won'
    else coalesce(told.told_by, 'nothing')
  end as told_by,
  -- it looks like an outcome, and nothing says which one
  told.told_kind is null
  and after_won.stage is null
  and (
    told.is_closing
    or told.is_unclear
    or coalesce(told.is_defined_closed, false)
    or (told.flagged_closed_count > 0 and told.flagged_closed_count >= 0.9 * told.current_count)
  ) as is_open_question,
  told.own_ordinal, told.vendor_ordinal, told.role, told.probability, told.median_rank,
  told.median_age_seconds, told.seen_count, told.current_count
from told left join after_won using (source, record_type, source_pipeline, stage)
