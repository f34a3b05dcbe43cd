-- Every curve step by step: those at risk, the share to whom nothing happened yet (Kaplan-Meier), the share to whom it
-- happened (Aalen-Johansen, the rest of the outcomes competing) and the standard errors.
-- is_emptied: everybody at risk was gone before others came under observation; what is after it cannot be told.
--
-- grain: curve, step
with
  at_risk as (
    select
      curve,
      step,
      day,
      happened_count,
      happened_count + competing_count as ended_count,
      open_count,
      entered_count,
      sum_from (happened_count + competing_count + open_count - entered_count, curve, step)::bigint as at_risk_count
    from
      marts._step
  ),
  survived as (
    select
      at_risk.*,
      product_until (1 - hazard (ended_count, at_risk_count), curve, step) as survival
    from
      at_risk
  ),
  stepped as (
    select
      survived.*,
      value_before (survival, curve, step, 1.0) as survival_before
    from
      survived
  ),
  gained as (
    select
      stepped.*,
      hazard (happened_count, at_risk_count) as share,
      sum_until (survival_before * hazard (happened_count, at_risk_count), curve, step) as incidence,
      greenwood_term (ended_count, at_risk_count) as greenwood
    from
      stepped
  ),
  summed as (
    select
      gained.*,
      sum_until (survival_before * survival_before * hazard (share * (1 - share), at_risk_count), curve, step) as spread,
      sum_until (survival_before * hazard (share, at_risk_count), curve, step) as pull,
      sum_until (survival_before * hazard (share, at_risk_count) * incidence, curve, step) as pull_incidence,
      sum_until (greenwood, curve, step) as greenwood_sum,
      sum_until (greenwood * incidence, curve, step) as greenwood_incidence,
      sum_until (greenwood * incidence * incidence, curve, step) as greenwood_square
    from
      gained
  )
select
  curve,
  step,
  day,
  step = max(step) over (
    partition by
      curve
  ) as is_last,
  at_risk_count,
  at_risk_count - ended_count - open_count + entered_count as remaining_count,
  happened_count,
  survival_before,
  survival,
  case
    when survival > 0 then survival * sqrt(greenwood_sum)
  end as survival_error,
  value_before (incidence, curve, step, 0.0) as incidence_before,
  incidence,
  sqrt(
    incidence_variance (incidence, spread, pull, pull_incidence, greenwood_sum, greenwood_incidence, greenwood_square)
  ) as incidence_error,
  coalesce(
    bool_or(
      survival_before = 0
      and at_risk_count > 0
    ) over (
      partition by
        curve
      order by
        step rows between unbounded preceding
        and current row
    ),
    false
  ) as is_emptied
from
  summed
