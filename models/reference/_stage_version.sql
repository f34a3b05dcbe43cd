-- What a source's list of stages says of each stage id from some time on, and the name that this stage has everywhere: the newest label.
-- One that was made won, lost or open at some time is another stage since then (the next incarnation), unless a person decided what the
-- id means; where both have one name, the earlier one says until when.
--
-- grain: source, pipeline_id, stage_id, valid_from
with
  listed as (
    select
      source,
      trimmed(pipeline) as pipeline_id,
      trim(stage) as stage_id,
      trim(name) as label,
      coalesce(valid_from, _known_at, timestamp '0001-01-01') as said_from,
      case
        when is_won then 'won' when is_closed then 'lost' when not is_closed then 'open'
      end as kind,
      _known_at, _file_id, _row
    from staging.stage_definitions
    where trim(name) <> '' and trim(stage) <> ''
  ),
  defined as (
    select source, pipeline_id, stage_id, label, said_from as valid_from, kind
    from listed
    qualify
      row_number() over (
        partition by source, pipeline_id, stage_id, said_from
        order by _known_at desc nulls last, _file_id, _row desc
      ) = 1
  ),
  decided_id as (select distinct source, trim(source_stage) as stage_id from decided.stage_map),
  compared as (
    select
      defined.*,
      decided_id.stage_id is null
      and defined.kind <> last_value(defined.kind ignore nulls) over (
        partition by defined.source, defined.pipeline_id, defined.stage_id
        order by defined.valid_from rows between unbounded preceding and 1 preceding
      ) as is_other
    from
      defined
      left join decided_id on decided_id.source = defined.source
      and decided_id.stage_id = defined.stage_id
  ),
  incarnated as (
    select
      *,
      count(*) filter (
        where is_other
      ) over (
        partition by source, pipeline_id, stage_id order by valid_from
      ) as incarnation
    from compared
  ),
  named as (
    select
      source, pipeline_id, stage_id, incarnation,
      max_by(label, valid_from) as label,
      min(valid_from) as began_at
    from incarnated
    group by all
  ),
  bounded as (
    select
      *,
      lead(began_at) over (
        partition by source, pipeline_id, stage_id order by incarnation
      ) as ended_at,
      count(*) over (partition by source, pipeline_id, stage_id, label) > 1 as is_same_name
    from named
  )
select
  incarnated.source, incarnated.pipeline_id, incarnated.stage_id, incarnated.valid_from,
  incarnated.label,
  case
    when incarnated.incarnation = 0 then timestamp '0001-01-01' else bounded.began_at
  end as began_at,
  coalesce(bounded.ended_at, timestamp '9999-12-31') as ended_at,
  bounded.label || case
    when bounded.is_same_name
    and bounded.ended_at is not null then ' (until ' || strftime(bounded.ended_at, '%Y-%m-%d') || ')'
    else ''
  end as name
from incarnated join bounded using (source, pipeline_id, stage_id, incarnation)
