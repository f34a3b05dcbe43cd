-- What is presumed of each pipeline of which the reference data does not speak, in words: its stages in their order, what means won and
-- lost, and what a person should check.
--
-- grain: pipeline
-- column: pipeline  varchar  key
-- column: source  varchar  the sources whose records it holds
-- column: named_by  varchar  the source that names it
-- column: label  varchar  its name as the source writes it; of a source that names none its own
-- column: stages  varchar  the stages in their order
-- column: won_names  varchar  what means won; null when nothing is known to
-- column: lost_names  varchar  what means lost; null when nothing is known to
-- column: question_names  varchar  what looks like an outcome, and nothing says which one
-- column: evidence  varchar  what tells the order
-- column: won_line  varchar  the line of reference/stage_map.csv that says what means won; null when that is known
-- column: lost_line  varchar  the same of lost
-- column: remedy  varchar  what a person should check, and the line that settles it
-- column: record_count  bigint  records of its deals, else of its leads
-- answers: What was presumed about our pipelines? What should we check?
with
  own as (
    select presumed.pipeline, presumed.source, presumed.source_pipeline, presumed.record_type
    from
      reference.presumed_stage as presumed
      left join (
        select distinct pipeline from decided.stages
      ) as decided_pipeline on decided_pipeline.pipeline = presumed.pipeline
    where presumed.pipeline is not null and decided_pipeline.pipeline is null
    qualify
      row_number() over (
        partition by presumed.pipeline
        order by
          presumed.record_type = 'opportunity' desc,
          presumed.record_count desc,
          presumed.source, presumed.source_pipeline, presumed.source_stage
      ) = 1
  ),
  stage as (
    select
      pipeline, stage_ordinal,
      max(label) as label,
      max(forward_count) as forward_count,
      max(backward_count) as backward_count,
      max(order_told_by) as order_told_by,
      bool_or(is_order_doubtful) as is_order_doubtful
    from reference.presumed_stage
    where kind = 'stage'
    group by pipeline, stage_ordinal
  ),
  step as (
    select *, lag(label) over (partition by pipeline order by stage_ordinal) as label_before
    from stage
  ),
  chain as (
    select
      pipeline,
      string_agg(label, ' → ' order by stage_ordinal) as stages,
      string_agg(
        label_before || ' → ' || label || ': ' || case order_told_by
          when 'entries' then forward_count::varchar || ' records this way, ' || backward_count::varchar || ' the other'
          when 'crm' then 'the order of the CRM'
          when 'vendor' then 'the usual order of the CRM'
          when 'probability' then 'the probability of the CRM'
          when 'words' then 'the names only'
          when 'age' then 'the age of the records only'
          when 'record_type' then 'leads before deals'
          else 'nothing tells'
        end,
        '; ' order by stage_ordinal
      ) filter (
        where label_before is not null
      ) as evidence,
      string_agg(
        label_before || ' and ' || label,
        ', ' order by stage_ordinal
      ) filter (
        where is_order_doubtful
      ) as doubtful
    from step
    group by pipeline
  ),
  outcome as (
    select
      pipeline,
      string_agg(
        distinct source_stage,
        ', ' order by source_stage
      ) filter (
        where kind = 'won'
      ) as won_names,
      string_agg(
        distinct source_stage,
        ', ' order by source_stage
      ) filter (
        where kind = 'lost'
      ) as lost_names,
      string_agg(
        distinct source_stage,
        ', ' order by source_stage
      ) filter (
        where is_open_question
      ) as question_names
    from reference.presumed_stage
    group by pipeline
  ),
  counted as (
    select
      pipeline,
      string_agg(distinct source, ', ' order by source) as source,
      coalesce(
        sum(current_count) filter (where record_type = 'opportunity'),
        sum(current_count)
      )::bigint as record_count
    from reference.presumed_stage
    where pipeline is not null
    group by pipeline
  )
select
  own.pipeline, counted.source,
  own.source as named_by,
  case
    when own.source_pipeline in ('', '(leads)') then own.source else own.source_pipeline
  end as label,
  coalesce(chain.stages, '') as stages,
  outcome.won_names, outcome.lost_names, outcome.question_names,
  coalesce(chain.evidence, '') as evidence,
  line.won_line, line.lost_line,
  concat_ws(
    '; ',
    'nothing is known to mean won, so it counts no customer: add to reference/stage_map.csv ' || line.won_line,
    'nothing is known to mean lost: where something does, add to reference/stage_map.csv ' || line.lost_line,
    case
      when outcome.question_names is not null then 'say what these mean: ' || outcome.question_names
    end,
    case when chain.doubtful is not null then 'check the order of ' || chain.doubtful end
  ) as remedy,
  counted.record_count
from
  own
  join counted on counted.pipeline = own.pipeline
  join outcome on outcome.pipeline = own.pipeline
  left join chain on chain.pipeline = own.pipeline
  cross join lateral(
    select
      own.source || ',' || case
        when own.source_pipeline in ('', '(leads)') then '*' else csv_cell(own.source_pipeline)
      end as cells
  ) as place
  cross join lateral(
    select
      case when outcome.won_names is null then place.cells || ',<stage>,won,,,,' end as won_line,
      case when outcome.lost_names is null then place.cells || ',<stage>,lost,,,,' end as lost_line
  ) as line
