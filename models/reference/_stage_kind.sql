-- What each name of a stage means and what tells it: a row of the reference data, the CRM's own list of stages, its flags beside the records, the names that its vendor
-- gives, words, its probabilities, or the structure (nothing follows it and the close date says when it was entered; what follows a win is ignored). Without any of
-- them it is a stage: a win is never guessed.
--
-- grain: source, record_type, source_pipeline, stage
with
  selling as (
    select distinct opportunities.source
    from
      staging.opportunities
      join reference._undecided as undecided on undecided.source = opportunities.source
  ),
  -- as it was defined last
  defined as (
    select
      source,
      coalesce(trim(pipeline), '') as pipeline,
      fold_name(stage) as folded,
      max_by(
        {'is_won': is_won, 'is_closed': is_closed, 'ordinal': ordinal, 'probability': probability},
        {'at': coalesce(valid_from, _known_at), 'file': _file_id, 'row': _row}
      ) as newest
    from staging.stage_definitions
    group by all
  ),
  definition as (
    select
      name.source, name.record_type, name.source_pipeline, name.stage,
      bool_or(defined.newest.is_won) filter (where name.record_type = 'opportunity') as is_won,
      bool_or(defined.newest.is_closed) filter (
        where name.record_type = 'opportunity'
      ) as is_closed,
      min(defined.newest.ordinal) as ordinal,
      max(defined.newest.probability)::double as probability
    from
      reference._stage_name as name
      join defined on defined.source = name.source
      and defined.folded = name.folded
      and (
        (name.record_type = 'opportunity' and defined.pipeline in ('', name.source_pipeline))
        -- of leads only the order of a list of their own
        or (
          name.record_type = 'lead'
          and defined.pipeline <> ''
          and defined.pipeline = name.source_pipeline
        )
      )
    group by all
  ),
  decision as (
    select
      name.source, name.record_type, name.source_pipeline, name.stage,
      min(stage_map.kind) as kind
    from
      reference._stage_name as name
      join decided.stage_map on stage_map.source = name.source
      and stage_map.target_pipeline is null
      and trim(stage_map.pipeline) in ('*', name.source_pipeline)
      and fold_name(stage_map.source_stage) = name.folded
    group by all
  ),
  vendor as (
    select
      name.source, name.record_type, name.source_pipeline, name.stage,
      min(vendor_stages.kind) as kind,
      min(vendor_stages.ordinal) as ordinal
    from
      reference._stage_name as name
      join reference.vendor_stages on is_of_vendor(name.source, vendor_stages.vendor)
      and vendor_stages.record_type = name.record_type
      -- Bitrix24 writes the pipeline before the stage of any but the first one: C4:WON
      and fold_name(vendor_stages.value) = fold_name(regexp_replace(name.stage, '^C\d+:', ''))
    group by all
    having min(vendor_stages.kind) = max(vendor_stages.kind)
  ),
  weighed as (
    select
      name.*,
      definition.ordinal as own_ordinal,
      definition.is_won as defined_won,
      definition.is_closed as defined_closed,
      coalesce(name.median_probability, definition.probability) as probability,
      decision.kind as decided_kind,
      vendor.kind as vendor_kind,
      vendor.ordinal as vendor_ordinal,
      name_meaning.role,
      name_meaning.outcome as word_kind,
      coalesce(name_meaning.is_unclear, false) as is_unclear,
      selling.source is not null as is_selling,
      name.followed_count <= 0.05 * name.seen_count as is_last,
      name.current_count > 0 and 2 * name.agreeing_count >= name.current_count as is_dated_by_close,
      name.current_count > 0 and 2 * name.reason_count >= name.current_count as is_reasoned
    from
      reference._stage_name as name
      left join definition on definition.source = name.source
      and definition.record_type = name.record_type
      and definition.source_pipeline = name.source_pipeline
      and definition.stage = name.stage
      left join decision on decision.source = name.source
      and decision.record_type = name.record_type
      and decision.source_pipeline = name.source_pipeline
      and decision.stage = name.stage
      left join vendor on vendor.source = name.source
      and vendor.record_type = name.record_type
      and vendor.source_pipeline = name.source_pipeline
      and vendor.stage = name.stage
      left join reference._name_meaning as name_meaning on name_meaning.folded = name.folded
      left join selling on selling.source = name.source
  ),
  compared as (
    select
      *,
      is_last and current_count >= 5 and agreeing_count >= 0.9 * current_count as is_closing,
      bool_or(probability > 0 and probability < 1) over pipeline as has_probabilities
    from weighed
    window pipeline as (partition by source, record_type, source_pipeline)
  ),
  told as (
    select
      *,
      bool_or(
        is_closing and is_reasoned
      ) over (
        partition by source, record_type, source_pipeline
      ) as has_reasons,
      case
        when decided_kind is not null then {'kind': decided_kind, 'told_by': 'decision'}
        when record_type = 'list_member' then {'kind': 'stage', 'told_by': 'entry'}
        when stage = '' then case
          when record_type = 'lead' then {'kind': 'stage', 'told_by': 'entry'}
        end
        when defined_won then {'kind': 'won', 'told_by': 'crm'}
        when defined_closed
        and not defined_won then {'kind': 'lost', 'told_by': 'crm'}
        when not defined_closed then {'kind': 'stage', 'told_by': 'crm'}
        when flagged_won_count > 0
        and flagged_won_count >= 0.9 * current_count then {'kind': 'won', 'told_by': 'flag'}
        when flagged_lost_count > 0
        and flagged_lost_count >= 0.9 * current_count then {'kind': 'lost', 'told_by': 'flag'}
        when flagged_open_count > 0
        and flagged_open_count >= 0.9 * current_count then {'kind': 'stage', 'told_by': 'flag'}
        -- the lead became a deal
        when vendor_kind = 'deal' then {
          'kind': case when is_selling then 'ignore' else 'stage' end,
          'told_by': 'vendor'
        }
        when vendor_kind is not null then {'kind': vendor_kind, 'told_by': 'vendor'}
        when has_probabilities
        and lowest_probability = 1
        and is_last
        and (word_kind = 'won' or is_dated_by_close) then {'kind': 'won', 'told_by': 'probability'}
        when has_probabilities
        and highest_probability = 0
        and is_last
        and (
          word_kind = 'lost' or is_reasoned or is_dated_by_close
        ) then {'kind': 'lost', 'told_by': 'probability'}
        when word_kind is not null then {'kind': word_kind, 'told_by': 'words'}
      end as meaning
    from compared
  ),
  settled as (
    select
      *,
      case
        when meaning is not null
        or record_type <> 'opportunity'
        or not is_closing then meaning
        when is_reasoned then {'kind': 'lost', 'told_by': 'structure'}
        when has_reasons
        and reason_count = 0 then {'kind': 'won', 'told_by': 'structure'}
      end as settled
    from told
  ),
  won_entry as (
    select entry.source, entry.source_pipeline, entry.record_id, min(entry.entered) as entered
    from
      reference._entry as entry
      join settled on settled.source = entry.source
      and settled.record_type = entry.record_type
      and settled.source_pipeline = entry.source_pipeline
      and settled.stage = entry.stage
    where entry.record_type = 'opportunity' and settled.settled.kind = 'won'
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
  settled.source, settled.record_type, settled.source_pipeline, settled.stage,
  case
    when settled.stage = ''
    and settled.record_type = 'opportunity' then null
    when settled.settled is null
    and after_won.stage is not null then 'ignore'
    -- what becomes of the leads of a source that has deals, its deals tell
    when settled.settled.kind = 'won'
    and settled.record_type = 'lead'
    and settled.is_selling then case settled.settled.told_by
      when 'decision' then 'won' when 'vendor' then 'ignore' else 'stage'
    end
    else coalesce(settled.settled.kind, 'stage')
  end as kind,
  case
    when settled.settled is null
    and after_won.stage is not null then 'after_won'
    else coalesce(settled.settled.told_by, 'nothing')
  end as told_by,
  -- it looks like an outcome, and nothing says which one
  settled.settled is null
  and after_won.stage is null
  and (
    settled.is_closing
    or settled.is_unclear
    or coalesce(settled.defined_closed, false)
    or (
      settled.flagged_closed_count > 0
      and settled.flagged_closed_count >= 0.9 * settled.current_count
    )
  ) as is_open_question,
  settled.own_ordinal, settled.vendor_ordinal, settled.role, settled.probability,
  settled.median_rank, settled.median_age_seconds, settled.seen_count, settled.current_count
from
  settled
  left join after_won on after_won.source = settled.source
  and after_won.record_type = settled.record_type
  and after_won.source_pipeline = settled.source_pipeline
  and after_won.stage = settled.stage
