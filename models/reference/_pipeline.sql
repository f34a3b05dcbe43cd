-- The undecided pipelines of every source and the pipeline each becomes. Leads stand before the deals that most of them become; what
-- only enters (forms, lists) before the largest pipeline there is.
--
-- grain: source, record_type, source_pipeline
with
  undecided as (
    select
      source, record_type, source_pipeline,
      sum(current_count) as record_count,
      count(*) filter (where stage <> '') as stage_count,
      key_of(source || ' ' || source_pipeline) as own_pipeline
    from reference._stage_name
    group by source, record_type, source_pipeline
  ),
  deal as (select * from undecided where record_type = 'opportunity'),
  link as (
    select
      lead_record.source, lead_record.source_pipeline,
      deal_record.source_pipeline as deal_pipeline,
      count(*) as link_count
    from
      (
        select source, record_id as lead_id, linked_id as opportunity_id
        from reference._record
        where record_type = 'lead' and linked_id is not null
        union
        select source, linked_id, record_id
        from reference._record
        where record_type = 'opportunity' and linked_id is not null
      ) as linked
      join reference._record as lead_record on lead_record.source = linked.source
      and lead_record.record_type = 'lead'
      and lead_record.record_id = linked.lead_id
      join reference._record as deal_record on deal_record.source = linked.source
      and deal_record.record_type = 'opportunity'
      and deal_record.record_id = linked.opportunity_id
    group by all
  ),
  lead_of_deal as (
    select undecided.source, undecided.source_pipeline, deal.own_pipeline
    from
      undecided
      join deal on deal.source = undecided.source
      left join link on link.source = undecided.source
      and link.source_pipeline = undecided.source_pipeline
      and link.deal_pipeline = deal.source_pipeline
    where undecided.record_type = 'lead'
    qualify
      row_number() over (
        partition by undecided.source, undecided.source_pipeline
        order by coalesce(link.link_count, 0) desc, deal.record_count desc, deal.own_pipeline
      ) = 1
  ),
  -- a list that names a pipeline of the reference data is worked in that one
  listed as (
    select undecided.source, undecided.source_pipeline, stages.pipeline
    from
      undecided
      join (
        select distinct pipeline from decided.stages
      ) as stages on stages.pipeline = undecided.source_pipeline
    where undecided.record_type = 'list_member'
  ),
  entering as (
    select undecided.*
    from
      undecided
      left join listed on listed.source = undecided.source
      and listed.source_pipeline = undecided.source_pipeline
      left join (
        select distinct source from staging.opportunities
      ) as selling on selling.source = undecided.source
    where
      listed.pipeline is null
      and (
        undecided.record_type = 'list_member'
        or (
          undecided.record_type = 'lead' and undecided.stage_count <= 1 and selling.source is null
        )
      )
  ),
  candidate as (
    select
      own_pipeline as pipeline,
      source_pipeline, record_count,
      record_type = 'opportunity' as is_deal,
      false as is_decided
    from undecided
    where record_type = 'opportunity' or (record_type = 'lead' and stage_count > 1)
    union all
    select stage_map.target_pipeline, '', count(*), true, true
    from
      staging.opportunities
      -- nobody asks for them where nothing enters
      join (
        select distinct stage_map.source
        from decided.stage_map cross join (select count(*) as group_count from entering) as entered
        where entered.group_count > 0
      ) as asked on asked.source = opportunities.source
      join decided.stage_map on stage_map.source = opportunities.source
      and trim(stage_map.source_stage) = trim(opportunities.stage)
      and trim(stage_map.pipeline) in ('*', trimmed(opportunities.pipeline))
    where stage_map.target_pipeline is not null
    group by stage_map.target_pipeline
  ),
  entry as (
    select
      entering.source, entering.record_type, entering.source_pipeline, candidate.pipeline,
      candidate.is_decided
    from entering join candidate on candidate.pipeline <> entering.own_pipeline
    qualify
      row_number() over (
        partition by entering.source, entering.record_type, entering.source_pipeline
        order by
          entering.source_pipeline <> ''
          and fold_name(entering.source_pipeline) = fold_name(candidate.source_pipeline) desc,
          candidate.is_deal desc,
          candidate.record_count desc,
          candidate.pipeline
      ) = 1
  )
select
  undecided.source, undecided.record_type, undecided.source_pipeline,
  coalesce(entry.pipeline, lead_of_deal.own_pipeline, undecided.own_pipeline) as pipeline,
  undecided.record_type = 'list_member' or entry.pipeline is not null as is_entry,
  coalesce(entry.is_decided, false) as is_decided
from
  undecided
  left join listed on listed.source = undecided.source
  and listed.source_pipeline = undecided.source_pipeline
  and undecided.record_type = 'list_member'
  left join lead_of_deal on lead_of_deal.source = undecided.source
  and lead_of_deal.source_pipeline = undecided.source_pipeline
  and undecided.record_type = 'lead'
  left join entry on entry.source = undecided.source
  and entry.record_type = undecided.record_type
  and entry.source_pipeline = undecided.source_pipeline
where listed.pipeline is null
