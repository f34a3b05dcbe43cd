-- One row per stage: whether it loses more than its benchmark allows, judged by the estimate of marts.stage_conversion for all but
-- purchased lists, the one that is shown. A stage is a leak when that share lies below the low end of the band with a probability of at
-- least 0.9, and fine when with at most 0.1.
--
-- grain: pipeline, stage
-- column: pipeline  varchar  pipeline
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  its place in the pipeline
-- column: benchmark_low  double  low end of the usual conversion to the next stage
-- column: benchmark_high  double  high end
-- column: horizon_days  integer  as in marts.stage_conversion
-- column: estimate  double  as in marts.stage_conversion
-- column: estimate_low  double  95 % interval
-- column: estimate_high  double  95 % interval
-- column: effective_count  double  journeys that would tell as much if all had been followed: estimate · (1 - estimate) ÷ its variance; at 0 and 1 those followed
-- column: leak_probability  double  P(share < benchmark_low), the share from Beta(n · estimate + ½, n · (1 - estimate) + ½) with n = effective_count; null without a benchmark or an estimate
-- column: verdict  varchar  leak, fine or cannot_tell
-- column: reason  varchar  why it cannot be told: no_benchmark, no_estimate (estimate_status says why), too_few, or on_the_edge (a million journeys would not settle it)
-- column: estimate_status  varchar  as in marts.stage_conversion
-- column: fix_order  integer  1 for the leak to repair first: the earliest, then the one with the most extra customers; null for no leak
-- column: extra_customers  double  more customers among those so far if the share were the low end and all else stayed; null when unknown
-- column: point_customers  double  more customers among those so far for one more percentage point of the share; null when unknown, and where it is too high for a point more
-- column: lift_order  integer  1 for the stage at which one more point brings most customers
-- column: missing_count  bigint  journeys still missing for a verdict at the share (n · estimate + ½) ÷ (n + 1), without an estimate at the middle of the band
-- assert: verdict in ('leak', 'fine', 'cannot_tell')
-- assert: (verdict = 'cannot_tell') = (reason is not null)
-- assert: (verdict = 'leak') = (fix_order is not null)
-- assert: (point_customers is null) = (lift_order is null)
-- answers: Where is the leak? What should be repaired first? How many more leads until one can tell? Where would one more point bring most?
with
  conversion as (
    select
      conversion.pipeline, conversion.stage, conversion.stage_ordinal, conversion.horizon_days,
      conversion.estimate, conversion.estimate_low, conversion.estimate_high,
      conversion.estimate_status, conversion.followed_count, estimated.effective_count,
      last_value(conversion.advanced_count) over (
        partition by conversion.pipeline
        order by conversion.stage_ordinal rows between unbounded preceding and unbounded following
      ) as won_count
    from
      marts.stage_conversion as conversion
      left join marts._estimate as estimated on estimated.kind = 'advance'
      and estimated.pipeline = conversion.pipeline
      and estimated.stage_ordinal = conversion.stage_ordinal
      and estimated.segment = 'all'
      and estimated.segment_value = 'all'
    where conversion.segment = 'all' and conversion.segment_value = 'all'
  ),
  weighed as (
    select
      stages.pipeline, stages.stage,
      stages.ordinal as stage_ordinal,
      stages.benchmark_low, stages.benchmark_high, conversion.horizon_days, conversion.estimate,
      conversion.estimate_low, conversion.estimate_high, conversion.effective_count,
      coalesce(conversion.estimate_status, 'too_few_followed') as estimate_status,
      coalesce(conversion.followed_count, 0) as followed_count,
      case
        when conversion.estimate is not null then beta_below(stages.benchmark_low, conversion.effective_count * conversion.estimate, conversion.effective_count)
      end as leak_probability,
      coalesce(
        (conversion.effective_count * conversion.estimate + 0.5) / (conversion.effective_count + 1),
        (stages.benchmark_low + coalesce(stages.benchmark_high, 1)) * 0.5
      ) as likely_share,
      case
        when conversion.estimate > 0 then conversion.won_count / conversion.estimate
      end as customers_of_all
    from
      reference.stages
      left join conversion on conversion.pipeline = stages.pipeline
      and conversion.stage = stages.stage
  ),
  judged as (
    select
      weighed.*,
      case
        when leak_probability >= 0.9 then 'leak'
        when leak_probability <= 0.1 then 'fine'
        else 'cannot_tell'
      end as verdict,
      customers_of_all * greatest(benchmark_low - estimate, 0) as extra_customers,
      case when estimate <= 0.99 then customers_of_all / 100 end as point_customers
    from weighed
  ),
  planned as (
    select
      judged.*,
      case
        when verdict = 'cannot_tell' then trials_to_judge(benchmark_low, likely_share, 0.9)
      end as judged_count,
      case
        when verdict = 'leak' then row_number() over (
          partition by pipeline, verdict
          order by stage_ordinal, extra_customers desc nulls last, stage
        )
      end::integer as fix_order,
      case
        when point_customers is not null then row_number() over (
          partition by pipeline order by point_customers desc nulls last, stage_ordinal
        )
      end::integer as lift_order
    from judged
  )
select
  pipeline, stage, stage_ordinal, benchmark_low, benchmark_high, horizon_days, estimate,
  estimate_low, estimate_high, effective_count, leak_probability, verdict,
  case
    when verdict <> 'cannot_tell' then null
    when benchmark_low is null then 'no_benchmark'
    when estimate is null then 'no_estimate'
    when judged_count is null then 'on_the_edge'
    else 'too_few'
  end as reason,
  estimate_status, fix_order, extra_customers, point_customers, lift_order,
  case
    when judged_count is not null then greatest(ceil(judged_count - coalesce(effective_count, 0)), 1)
  end::bigint as missing_count
from planned
