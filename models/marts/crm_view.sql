-- One row per number as a CRM's standard reports show it, beside ours, with the reason why they differ.
-- The CRM's population is every deal it has, purchased lists pooled and a deal reopened months later counted once; list members
-- that never became a record are not in it. Ours is the unsegmented row of the table named in own_metric.
--
-- grain: pipeline, view, stage, period
-- column: pipeline  varchar  target pipeline
-- column: view  varchar  all_stages, any_stages, latest_time, cumulative_time or won_of_closed
-- column: stage  varchar  canonical stage; won for a whole funnel; null for won_of_closed
-- column: stage_ordinal  integer  its place in the pipeline; K + 1 for won
-- column: period  varchar  local quarter of closing for won_of_closed, all for all of them; null elsewhere
-- column: unit  varchar  share or seconds
-- column: crm_count  bigint  deals behind the CRM's number: at the stage, with a finished stay, or closed; for won those at the first stage
-- column: crm_value  double  funnels: deals at the next stage ÷ deals here, for won won ÷ deals at the first stage; times: the mean; won_of_closed: won ÷ (won + lost)
-- column: own_value  double  our own number; null when it cannot be told yet
-- column: own_metric  varchar  where ours comes from
-- column: why_en  varchar  why they differ
-- column: why_hu  varchar  the same in Hungarian
-- assert: unit in ('share', 'seconds')
-- answers: Why does the CRM show another number? Which one is right?
with
  -- the journeys of one record, whatever it was reopened for, are one deal
  deal as not materialized (
    select journey_id, first_journey_id as deal_number, attempt, pipeline, outcome, outcome_at
    from core.fct_journey
    where coalesce(opportunity_id, lead_id) is not null
  ),
  current_deal as (
    select pipeline, deal_number, outcome, outcome_at
    from deal
    qualify row_number() over (partition by deal_number, pipeline order by attempt desc) = 1
  ),
  ends as (select pipeline, max(ordinal) as last_ordinal from reference.stages group by pipeline),
  -- deals that were reopened months later, went back or came again: their stages have to be put in order
  winding as (
    select deal.pipeline, deal.deal_number
    from deal
    where deal.attempt > 1
    union
    select deal.pipeline, deal.deal_number
    from deal join core.fct_stage_visit as visit on visit.journey_id = deal.journey_id
    where visit.is_reentry or visit.exit_kind = 'back'
  ),
  -- a winding deal and a stage it was in
  stay as (
    select
      visit.pipeline, visit.deal_number, visit.stage_ordinal,
      min(visit.entered_at) as first_entered_at,
      sum(visit.dwell_seconds) as cumulative_seconds,
      -- of several at one instant the longest
      max(
        case when visit.entered_at = visit.latest_at then visit.dwell_seconds end
      ) as latest_seconds
    from
      (
        select
          deal.pipeline, deal.deal_number, stay.stage_ordinal, stay.entered_at, stay.dwell_seconds,
          max(
            case when stay.dwell_seconds is not null then stay.entered_at end
          ) over (
            partition by deal.pipeline, deal.deal_number, stay.stage_ordinal
          ) as latest_at
        from
          winding
          join deal on deal.deal_number = winding.deal_number
          and deal.pipeline = winding.pipeline
          join core.fct_stage_visit as stay on stay.journey_id = deal.journey_id
      ) as visit
    group by visit.pipeline, visit.deal_number, visit.stage_ordinal
  ),
  -- and won as the place after the last stage
  place as (
    select pipeline, deal_number, stage_ordinal, first_entered_at
    from stay
    union all
    select
      current_deal.pipeline, current_deal.deal_number,
      ends.last_ordinal + 1,
      current_deal.outcome_at
    from
      current_deal
      join winding on winding.deal_number = current_deal.deal_number
      and winding.pipeline = current_deal.pipeline
      join ends on ends.pipeline = current_deal.pipeline
    where current_deal.outcome = 'won'
  ),
  ordered as (
    select
      place.*,
      row_number() over deal <> stage_ordinal
      or coalesce(first_entered_at < lag(first_entered_at) over deal, false) as is_astray
    from place
    window deal as (partition by deal_number, pipeline order by stage_ordinal)
  ),
  -- the first stage that it skipped or entered before an earlier one
  strict as (
    select
      ordered.*,
      min(
        case when is_astray then stage_ordinal end
      ) over (
        partition by deal_number, pipeline
      ) as astray_ordinal
    from ordered
  ),
  -- all others only went on: the nth visit is the nth stage as long as none was skipped
  straight as (
    select
      deal.pipeline, visit.stage_ordinal,
      count(*) as any_count,
      count(*) filter (where visit.visit_number = visit.stage_ordinal) as all_count,
      count(*) filter (
        where
          visit.visit_number = visit.stage_ordinal
          and visit.stage_ordinal = ends.last_ordinal
          and visit.next_stage = 'won'
          and deal.outcome = 'won'
      ) as all_won_count,
      count(visit.dwell_seconds) as stay_count,
      sum(visit.dwell_seconds) as dwell_sum
    from
      deal
      join core.fct_stage_visit as visit on visit.journey_id = deal.journey_id
      join ends on ends.pipeline = deal.pipeline
      left join winding on winding.deal_number = deal.deal_number
      and winding.pipeline = deal.pipeline
    where winding.deal_number is null
    group by deal.pipeline, visit.stage_ordinal
  ),
  counted as (
    select
      pipeline, stage_ordinal,
      count(*) as any_count,
      count(*) filter (where astray_ordinal is null or stage_ordinal < astray_ordinal) as all_count
    from strict
    group by pipeline, stage_ordinal
    union all
    select pipeline, stage_ordinal, any_count, all_count
    from straight
    union all
    select ends.pipeline, ends.last_ordinal + 1, 0, coalesce(sum(straight.all_won_count), 0)
    from ends join straight on straight.pipeline = ends.pipeline
    group by ends.pipeline, ends.last_ordinal
    union all
    select current_deal.pipeline, ends.last_ordinal + 1, count(*), 0
    from
      current_deal
      join ends on ends.pipeline = current_deal.pipeline
      left join winding on winding.deal_number = current_deal.deal_number
      and winding.pipeline = current_deal.pipeline
    where current_deal.outcome = 'won' and winding.deal_number is null
    group by current_deal.pipeline, ends.last_ordinal
  ),
  entered as (
    select
      pipeline, stage_ordinal,
      sum(any_count)::bigint as any_count,
      sum(all_count)::bigint as all_count
    from counted
    group by pipeline, stage_ordinal
  ),
  stages as (
    select pipeline, stage, ordinal
    from reference.stages
    union all
    select pipeline, 'won', last_ordinal + 1
    from ends
  ),
  funnel as (
    select
      stages.pipeline, stages.stage, stages.ordinal, views.view_name,
      case
        when views.view_name = 'all_stages' then coalesce(entered.all_count, 0)
        else coalesce(entered.any_count, 0)
      end as deal_count
    from
      stages
      cross join (values ('all_stages'), ('any_stages')) as views(view_name)
      left join entered on entered.pipeline = stages.pipeline
      and entered.stage_ordinal = stages.ordinal
  ),
  chained as (
    select
      funnel.*,
      lead(deal_count) over steps as next_count,
      first_value(deal_count) over steps as first_count
    from funnel
    window steps as (partition by pipeline, view_name order by ordinal)
  ),
  timed as (
    select
      pipeline, stage_ordinal,
      sum(stay_count) as stay_count,
      sum(latest_sum) as latest_sum,
      sum(cumulative_sum) as cumulative_sum
    from
      (
        select
          pipeline, stage_ordinal,
          count(latest_seconds) as stay_count,
          sum(latest_seconds) as latest_sum,
          sum(cumulative_seconds) as cumulative_sum
        from stay
        group by pipeline, stage_ordinal
        union all
        select pipeline, stage_ordinal, stay_count, dwell_sum, dwell_sum
        from straight
      ) as told
    group by pipeline, stage_ordinal
  ),
  closed as (
    select
      current_deal.pipeline, current_deal.outcome,
      quarter_name(
        local_time(current_deal.outcome_at, end_day.switches_at, end_day.offset_before, end_day.offset_after)::date
      ) as period
    from
      current_deal
      left join core.dim_utc_day as end_day on end_day.utc_date = current_deal.outcome_at::date
    where current_deal.outcome <> 'open'
  ),
  closing as (
    select
      pipeline,
      coalesce(period, 'all') as period,
      count(*) as closed_count,
      count(*) filter (where outcome = 'won') as won_count
    from closed
    group by grouping sets((pipeline, period), (pipeline))
    having grouping(period) = 1 or period is not null
  ),
  shown as (
    select
      pipeline, view_name, stage,
      ordinal as stage_ordinal,
      null::varchar as period,
      case when stage = 'won' then first_count else deal_count end as crm_count,
      case
        when stage = 'won' then rate(deal_count, first_count) else rate(next_count, deal_count)
      end as crm_value
    from chained
    union all
    select
      stages.pipeline, views.view_name, stages.stage, stages.ordinal, null,
      coalesce(timed.stay_count, 0)::bigint,
      case
        when views.view_name = 'latest_time' then rate(timed.latest_sum, timed.stay_count)
        else rate(timed.cumulative_sum, timed.stay_count)
      end
    from
      reference.stages
      cross join (values ('latest_time'), ('cumulative_time')) as views(view_name)
      left join timed on timed.pipeline = stages.pipeline
      and timed.stage_ordinal = stages.ordinal
    union all
    select
      pipeline,
      'won_of_closed',
      null, null, period, closed_count,
      rate(won_count, closed_count)
    from closing
  ),
  reason as (
    select view_name, unit, why_en, why_hu
    from
      (
        values
          (
            'all_stages',
            'share',
            'It drops every deal that skipped a stage and takes open deals for deals that stopped; we count a skipped stage as passed and an open deal only as long as it was followed.',
            'Kihagy minden ügyletet, amely átugrott egy szakaszt, és a nyitottakat megállónak veszi; nálunk az átugrott szakasz teljesített, a nyitott ügylet pedig csak addig számít, ameddig követtük.'
          ),
          (
            'any_stages',
            'share',
            'It divides two crowds that need not be the same deals, so skips and deals born later can even pass 100 %; we follow the same journeys from stage to stage.',
            'Két olyan halmazt oszt el, amely nem feltétlenül ugyanazokból az ügyletekből áll, így az átugrások és a később belépők miatt 100% fölé is mehet; mi ugyanazokat a leadeket követjük szakaszról szakaszra.'
          ),
          (
            'latest_time',
            'seconds',
            'It averages the last finished stay of each deal: earlier rounds and deals still waiting are missing, so slow stages look fast; we give the median of all stays, open ones counted for as long as they last.',
            'Ügyletenként az utolsó lezárult esetet átlagolja: a korábbi körök és a még várakozók kimaradnak, így a lassú szakasz gyorsnak látszik; mi minden tartózkodás mediánját adjuk, a nyitottakat eddigi hosszukkal.'
          ),
          (
            'cumulative_time',
            'seconds',
            'It averages the sum of the finished stays of each deal, so loops look like slowness and deals still waiting are missing; we give the median of single stays, open ones counted for as long as they last.',
            'Az ügyletek lezárult eseteinek összegét átlagolja, így a visszalépés lassúságnak látszik, a még várakozók pedig kimaradnak; mi az egyes tartózkodások mediánját adjuk, a nyitottakat eddigi hosszukkal.'
          ),
          (
            'won_of_closed',
            'share',
            'It divides by what happened to be closed, whenever it began, and never by the deals still open or forgotten; we follow leads from their start to the same age.',
            'Azzal oszt, ami épp lezárult, bármikor is kezdődött, a nyitva maradt vagy elfelejtett ügyletekkel sosem; mi a leadeket indulásuktól azonos korig követjük.'
          )
      ) as reasons(view_name, unit, why_en, why_hu)
  )
select
  shown.pipeline,
  shown.view_name as view,
  shown.stage,
  shown.stage_ordinal::integer as stage_ordinal,
  shown.period, reason.unit, shown.crm_count, shown.crm_value,
  case
    when reason.unit = 'seconds' then cycle.dwell_median_seconds
    when shown.stage is null
    or shown.stage = 'won' then whole.estimate
    else conversion.estimate
  end as own_value,
  case
    when reason.unit = 'seconds' then 'marts.cycle_time.dwell_median_seconds'
    when shown.stage is null
    or shown.stage = 'won' then 'marts.lead_to_customer.estimate'
    else 'marts.stage_conversion.estimate'
  end as own_metric,
  reason.why_en, reason.why_hu
from
  shown
  join reason on reason.view_name = shown.view_name
  left join marts.stage_conversion as conversion on conversion.pipeline = shown.pipeline
  and conversion.stage = shown.stage
  and conversion.segment = 'all'
  and conversion.segment_value = 'all'
  left join marts.cycle_time as cycle on cycle.pipeline = shown.pipeline
  and cycle.stage = shown.stage
  and cycle.segment = 'all'
  and cycle.segment_value = 'all'
  left join marts.lead_to_customer as whole on whole.pipeline = shown.pipeline
  and whole.segment = 'all'
  and whole.segment_value = 'all'
  and whole.cohort_month is null
