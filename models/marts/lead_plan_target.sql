-- One row per pipeline, source or list, target and assurance: the fewest leads that bring at least so many customers with that assurance.
-- Each lead counts as one that has the whole horizon before the deadline; one that has less counts by its share in marts.lead_plan_curve.
-- leads_needed (target, assurance, success_count, trial_count) answers any other target.
--
-- grain: pipeline, segment, segment_value, target, assurance
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  all, lead_source or list
-- column: segment_value  varchar  its value
-- column: target  integer  customers wanted
-- column: assurance  double  probability of reaching the target
-- column: lead_count  bigint  the smallest N with P(BetaBinomial(N; k + 1/2, n - k + 1/2) ≥ target) ≥ assurance; null beyond a million
-- column: naive_count  bigint  target × trials / successes, rounded up; null when nobody was won
-- column: naive_assurance  double  the probability that the naive count reaches the target
-- assert: lead_count >= target
-- answers: How many leads are enough for 20 customers? How often does the naive number fail?
with
  target as (
    select target from (values (1), (2), (3), (5), (10), (20), (30), (50), (100)) as targets(target)
  ),
  assurance as (
    select assurance from (values (0.5), (0.8), (0.9), (0.95)) as assurances(assurance)
  ),
  planned as (
    select
      plan.pipeline, plan.segment, plan.segment_value, plan.trial_count, plan.success_count,
      target.target::integer as target,
      assurance.assurance::double as assurance,
      ceil(rate(target.target * plan.trial_count, plan.success_count))::bigint as naive_count
    from marts.lead_plan as plan cross join target cross join assurance
    where plan.segment in ('all', 'lead_source', 'list') and plan.reason is null
  )
select
  pipeline, segment, segment_value, target, assurance,
  leads_needed(target, assurance, success_count, trial_count)::bigint as lead_count,
  naive_count,
  case
    when naive_count is not null then beta_binomial_at_least(target, naive_count, success_count, trial_count)
  end as naive_assurance
from planned
