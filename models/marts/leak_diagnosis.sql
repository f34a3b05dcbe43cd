-- One row per stage: whether it loses more than the benchmark allows, judged on mature journeys without purchased lists.
-- A stage is a leak when its rate is below the low end of the band with a probability of at least 0.9, and fine when that is at most 0.1.
--
-- grain: pipeline, stage
-- column: pipeline  varchar  pipeline
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  its place in the pipeline
-- column: benchmark_low  double  low end of the usual conversion to the next stage
-- column: benchmark_high  double  high end
-- column: mature_reached_count  bigint  mature journeys at this stage within the horizon
-- column: mature_advanced_count  bigint  of them, at the next stage within the horizon
-- column: mature_rate  double  advanced / reached; null over nothing
-- column: leak_probability  double  P(rate < benchmark_low | mature counts), Jeffreys prior; null without a benchmark or without mature journeys
-- column: verdict  varchar  leak, fine or cannot_tell
-- column: reason  varchar  why it cannot be told: no_benchmark, nothing_mature, too_few, or on_the_edge (a million journeys would not settle it)
-- column: fix_order  integer  1 for the leak to repair first: the earliest, then the one with the most extra customers; null for no leak
-- column: extra_customers  double  more customers of the mature journeys if the rate were the low end and later rates stayed; null when unknown
-- column: missing_count  bigint  mature journeys still missing for a verdict at the rate (advanced + ½) ÷ (reached + 1), without any at the middle of the band
-- assert: verdict in ('leak', 'fine', 'cannot_tell')
-- assert: (verdict = 'cannot_tell') = (reason is not null)
-- assert: (verdict = 'leak') = (fix_order is not null)
-- answers: Where is the leak? What should be repaired first? How many more leads until one can tell?
with
  counted as (
    select
      stages.pipeline, stages.stage,
      stages.ordinal as stage_ordinal,
      stages.benchmark_low, stages.benchmark_high,
      coalesce(conversion.mature_reached_count, 0) as mature_reached_count,
      coalesce(conversion.mature_advanced_count, 0) as mature_advanced_count,
      last_value(coalesce(conversion.mature_advanced_count, 0)) over (
        partition by stages.pipeline
        order by stages.ordinal rows between unbounded preceding and unbounded following
      ) as mature_won_count
    from
      reference.stages
      left join marts.stage_conversion as conversion on conversion.pipeline = stages.pipeline
      and conversion.stage = stages.stage
      and conversion.segment = 'all'
      and conversion.segment_value = 'all'
  ),
  weighed as (
    select
      counted.*,
      rate(mature_advanced_count, mature_reached_count) as mature_rate,
      case
        when mature_reached_count > 0 then beta_below(benchmark_low, mature_advanced_count, mature_reached_count)
      end as leak_probability,
      case
        when mature_reached_count > 0 then rate(mature_advanced_count + 0.5, mature_reached_count + 1)
        else (benchmark_low + coalesce(benchmark_high, 1)) * 0.5
      end as likely_rate
    from counted
  ),
  judged as (
    select
      weighed.*,
      case
        when leak_probability >= 0.9 then 'leak'
        when leak_probability <= 0.1 then 'fine'
        else 'cannot_tell'
      end as verdict,
      rate(mature_reached_count * (benchmark_low - mature_rate) * mature_won_count, mature_advanced_count) as gap_customers
    from weighed
  ),
  planned as (
    select
      judged.*,
      case
        when verdict = 'cannot_tell' then trials_to_judge(benchmark_low, likely_rate, 0.9)
      end as judged_count,
      case
        when verdict = 'leak' then row_number() over (
          partition by pipeline, verdict
          order by stage_ordinal, gap_customers desc nulls last, stage
        )
      end::integer as fix_order
    from judged
  )
select
  pipeline, stage, stage_ordinal, benchmark_low, benchmark_high, mature_reached_count,
  mature_advanced_count, mature_rate, leak_probability, verdict,
  case
    when verdict <> 'cannot_tell' then null
    when benchmark_low is null then 'no_benchmark'
    when mature_reached_count = 0 then 'nothing_mature'
    when judged_count is null then 'on_the_edge'
    else 'too_few'
  end as reason,
  fix_order,
  case when gap_customers < 0 then 0 else gap_customers end as extra_customers,
  case
    when judged_count > mature_reached_count then judged_count - mature_reached_count
    when judged_count is not null then 1
  end::bigint as missing_count
from planned
