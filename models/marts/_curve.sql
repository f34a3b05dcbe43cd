-- Every curve step by step: those at risk, the share to whom nothing happened yet (Kaplan-Meier), the share to whom it
-- happened (Aalen-Johansen, the rest of the outcomes competing) and the standard errors.
-- is_emptied: everybody at risk was gone before others came under observation; what is after it cannot be told.
--
-- grain: curve, step
with
  leaving as (
    select
      step.*,
      happened_count + competing_count as ended_count,
      sum_from(happened_count + competing_count + open_count, curve, step)::bigint as leaving_count,
      sum_from(entered_count, curve, step)::bigint as entering_count,
      step = min(step) over (partition by curve) as is_first
    from marts._step as step
  ),
  -- a step without an event changes nothing
  at_risk as (
    select leaving.*, leaving_count - entering_count as at_risk_count
    from leaving
    where is_first or ended_count > 0 or day is not null
  ),
  survived as (
    select at_risk.*, product_until(1 - hazard(ended_count, at_risk_count), curve, step) as survival
    from at_risk
  ),
  stepped as (
    select survived.*, value_before(survival, curve, step, 1.0) as survival_before from survived
  ),
  gained as (
    select
      stepped.*,
      hazard(happened_count, at_risk_count) as share,
      share_until(survival_before * hazard(happened_count, at_risk_count), curve, step) as incidence,
      greenwood_term(ended_count, at_risk_count) as greenwood
    from stepped
  ),
  summed as (
    select
      gained.*,
      share_until(survival_before * survival_before * hazard(share * (1 - share), at_risk_count), curve, step) as spread,
      share_until(survival_before * hazard(share, at_risk_count), curve, step) as pull,
      share_until(survival_before * hazard(share, at_risk_count) * incidence, curve, step) as pull_incidence,
      share_until(greenwood, curve, step) as greenwood_sum,
      share_until(greenwood * incidence, curve, step) as greenwood_incidence,
      share_until(greenwood * incidence * incidence, curve, step) as greenwood_square
    from gained
  )
select
  curve, step, day,
  step = max(step) over (partition by curve) as is_last,
  at_risk_count,
  at_risk_count - ended_count - open_count + entered_count as remaining_count,
  happened_count, survival_before, survival,
  case when survival > 0 then survival * sqrt(greenwood_sum) end as survival_error,
  value_before(incidence, curve, step, 0.0) as incidence_before,
  incidence,
  max(incidence) over (partition by curve) as last_incidence,
  sqrt(
    incidence_variance(incidence, spread, pull, pull_incidence, greenwood_sum, greenwood_incidence, greenwood_square)
  ) as incidence_error,
  max(
    case
      when ended_count > 0 and ended_count = at_risk_count and entering_count > 0 then 1 else 0
    end
  ) over (
    partition by curve order by step rows between unbounded preceding and current row
  ) = 1 as is_emptied
from summed
