-- What is presumed of each stage of a source of which no row of the stage map speaks, and what tells it. Reference data settles it.
--
-- grain: source, record_type, source_pipeline, source_stage
-- column: source  varchar  system
-- column: record_type  varchar  lead, opportunity or list_member
-- column: source_pipeline  varchar  its pipeline as the source writes it; empty when it names none
-- column: source_stage  varchar  the stage as the source writes it; empty for leads without one
-- column: kind  varchar  stage, won, lost or ignore
-- column: kind_told_by  varchar  decision, crm, flag, vendor, probability, words, structure, after_won, entry or nothing
-- column: is_open_question  boolean  it looks like an outcome, and nothing says which one
-- column: pipeline  varchar  the pipeline it belongs to
-- column: stage  varchar  key; null for an outcome and what is ignored
-- column: stage_ordinal  integer  1 to K
-- column: team  varchar  marketing or sales
-- column: label  varchar  as the source writes it
-- column: role  varchar  presentation or closing, where a benchmark of it applies
-- column: is_proposal  boolean  its name tells that a proposal is sent
-- column: order_told_by  varchar  what tells that it comes after the stage before it: crm, entries, vendor, probability, words, age, record_type or nothing
-- column: forward_count  bigint  records that were at the stage before it first
-- column: backward_count  bigint  records that were here first and then at the stage before it
-- column: is_order_doubtful  boolean  no record and no list tells that order, or a fifth of the records went the other way
-- column: record_count  bigint  records that were here
-- column: current_count  bigint  records that are here now
-- answers: What was presumed about our pipelines, and why?
with
  listed as (
    select
      kind.source, kind.record_type, kind.source_pipeline,
      kind.stage as source_stage,
      kind.kind, kind.told_by, kind.is_open_question, kind.own_ordinal, kind.vendor_ordinal,
      kind.probability, kind.role, kind.median_age_seconds, kind.seen_count, kind.current_count,
      pipeline.pipeline, pipeline.is_entry, pipeline.is_decided, place.place,
      case when kind.record_type = 'opportunity' then 2 else 1 end as part
    from
      reference._stage_kind as kind
      join reference._pipeline as pipeline on pipeline.source = kind.source
      and pipeline.record_type = kind.record_type
      and pipeline.source_pipeline = kind.source_pipeline
      left join reference._stage_place as place on place.source = kind.source
      and place.record_type = kind.record_type
      and place.source_pipeline = kind.source_pipeline
      and place.stage = kind.stage
    where kind.kind is not null
  ),
  -- what begins at the first stage of its pipeline: forms, lists, leads without a stage
  entering as (select * from listed where kind = 'stage' and (is_entry or source_stage = '')),
  -- pipelines of deals that begin with a stage for what enters
  opening as (
    select pipeline
    from listed
    where part = 2 and kind = 'stage'
    qualify row_number() over (partition by pipeline order by place) = 1 and role = 'lead'
  ),
  placed as (
    select
      source, record_type, source_pipeline, source_stage, pipeline, part, place, own_ordinal,
      vendor_ordinal, probability, role, median_age_seconds
    from listed
    where kind = 'stage' and not is_entry and source_stage <> ''
    union all
    -- a pipeline of deals into which something enters begins before them
    select null, null, null, 'Lead', entering.pipeline, 0, 1, null, null, null, 'lead', null
    from
      entering
      left join listed on listed.pipeline = entering.pipeline
      and listed.part = 1
      and listed.kind = 'stage'
      and listed.source_stage <> ''
      and not listed.is_entry
      left join opening on opening.pipeline = entering.pipeline
    where listed.pipeline is null and opening.pipeline is null and not entering.is_decided
    group by entering.pipeline
    union all
    -- of an export of closed deals only, each was a deal before
    select null, null, null, 'Deal', listed.pipeline, 2, 1, null, null, null, null, null
    from listed
    where not listed.is_decided
    group by listed.pipeline
    having bool_or(listed.kind in ('won', 'lost')) and not bool_or(listed.kind = 'stage')
  ),
  numbered as (
    select
      *,
      row_number() over stages as stage_ordinal,
      count(*) over (partition by pipeline) as stage_count,
      lag(source_stage) over stages as stage_before,
      lag(part) over stages as part_before,
      lag(source_pipeline) over stages as source_pipeline_before,
      lag(own_ordinal) over stages as own_ordinal_before,
      lag(vendor_ordinal) over stages as vendor_ordinal_before,
      lag(probability) over stages as probability_before,
      lag(role) over stages as role_before,
      lag(median_age_seconds) over stages as age_before,
      min(
        case when part < 2 or (role = 'lead' and vendor_ordinal is null) then 1 else 0 end
      ) over so_far = 1 as is_marketing,
      count(*) filter (where role = 'presentation') over so_far as presentation_count,
      row_number() over (
        partition by pipeline, key_of(source_stage) order by part, source_pipeline, place
      ) as key_number
    from placed
    window
      stages as (partition by pipeline order by part, source_pipeline, place),
      so_far as (partition by pipeline order by part, source_pipeline, place)
  ),
  won as (select distinct pipeline from listed where kind = 'won'),
  keyed as (
    select
      numbered.*,
      key_of(numbered.source_stage) || case
        when key_of(numbered.source_stage) in ('won', 'lost', 'unmapped') then '_stage' else ''
      end || case
        when numbered.key_number > 1 then '_' || numbered.key_number::varchar else ''
      end as stage,
      case when numbered.is_marketing then 'marketing' else 'sales' end as team,
      case
        when numbered.stage_ordinal = numbered.stage_count
        and numbered.stage_count > 1
        and won.pipeline is not null then 'closing'
        when numbered.role = 'presentation'
        and numbered.presentation_count = 1 then 'presentation'
      end as benchmark_role,
      coalesce(forward.before_count, 0) as forward_count,
      coalesce(backward.before_count, 0) as backward_count,
      case
        when numbered.stage_ordinal = 1 then null
        when numbered.part <> numbered.part_before
        or numbered.source_pipeline is distinct from numbered.source_pipeline_before then 'record_type'
        when numbered.own_ordinal > numbered.own_ordinal_before then 'crm'
        when forward.before_count > 0
        or backward.before_count > 0 then 'entries'
        when numbered.vendor_ordinal > numbered.vendor_ordinal_before then 'vendor'
        when numbered.probability > numbered.probability_before then 'probability'
        when role_place(numbered.role) > role_place(numbered.role_before) then 'words'
        when numbered.median_age_seconds > numbered.age_before then 'age'
        else 'nothing'
      end as order_told_by
    from
      numbered
      left join won on won.pipeline = numbered.pipeline
      left join reference._precedence as forward on forward.source = numbered.source
      and forward.record_type = numbered.record_type
      and forward.source_pipeline = numbered.source_pipeline
      and forward.stage = numbered.stage_before
      and forward.later_stage = numbered.source_stage
      left join reference._precedence as backward on backward.source = numbered.source
      and backward.record_type = numbered.record_type
      and backward.source_pipeline = numbered.source_pipeline
      and backward.stage = numbered.source_stage
      and backward.later_stage = numbered.stage_before
  ),
  first_stage as (
    select pipeline, stage, stage_ordinal, team
    from keyed
    where stage_ordinal = 1
    union all
    select pipeline, stage, ordinal, team
    from decided.stages
    where ordinal = 1
  )
select
  listed.source, listed.record_type, listed.source_pipeline, listed.source_stage, listed.kind,
  case when entering.source is not null then 'entry' else listed.told_by end as kind_told_by,
  listed.is_open_question, listed.pipeline,
  coalesce(first_stage.stage, keyed.stage) as stage,
  coalesce(first_stage.stage_ordinal, keyed.stage_ordinal)::integer as stage_ordinal,
  coalesce(first_stage.team, keyed.team) as team,
  case when entering.source is not null then 'Lead' else listed.source_stage end as label,
  keyed.benchmark_role as role,
  coalesce(keyed.role = 'proposal', false) as is_proposal,
  keyed.order_told_by,
  coalesce(keyed.forward_count, 0) as forward_count,
  coalesce(keyed.backward_count, 0) as backward_count,
  coalesce(
    keyed.order_told_by in ('words', 'age', 'nothing')
    or (keyed.order_told_by = 'entries' and keyed.backward_count * 4 >= keyed.forward_count),
    false
  ) as is_order_doubtful,
  listed.seen_count as record_count,
  listed.current_count
from
  listed
  left join entering on entering.source = listed.source
  and entering.record_type = listed.record_type
  and entering.source_pipeline = listed.source_pipeline
  and entering.source_stage = listed.source_stage
  left join first_stage on first_stage.pipeline = listed.pipeline
  and entering.source is not null
  left join keyed on keyed.source = listed.source
  and keyed.record_type = listed.record_type
  and keyed.source_pipeline = listed.source_pipeline
  and keyed.source_stage = listed.source_stage
union all
select
  closed.source,
  'opportunity',
  closed.source_pipeline,
  '(deal)',
  'stage',
  'entry',
  false, keyed.pipeline, keyed.stage,
  keyed.stage_ordinal::integer,
  keyed.team, keyed.source_stage, keyed.benchmark_role,
  keyed.role = 'proposal',
  null, 0, 0, false, 0, 0
from
  keyed
  join (
    select pipeline, min(source) as source, min(source_pipeline) as source_pipeline
    from listed
    group by pipeline
  ) as closed on closed.pipeline = keyed.pipeline
where keyed.source is null and keyed.part = 2
