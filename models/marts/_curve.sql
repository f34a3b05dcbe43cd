-- Every curve stretch by stretch: those at risk, the share to whom nothing happened yet (Kaplan-Meier), the share to whom it
-- happened (Aalen-Johansen, the rest of the outcomes competing) and the standard errors. rest_error: that of the share to whom another
-- outcome happened, 1 - survival - incidence.
-- The day of a customer's curve ends a stretch too: 1 for the first, 0 for the beginning.
-- What waits to be accepted or touched is only asked when a share has come to it, so it has no errors.
-- is_emptied: everybody at risk was gone before others came under observation; what is after it cannot be told.
--
-- grain: clock_number, value_number, from_seconds
with
  -- where the data stops knowing somebody or begins to; what happens in a second comes before who is censored in it
  placed as (
    select
      count.clock_number, count.value_number, count.seconds, count.ended_how,
      count.spell_count::double as spell_count,
      case
        when clock.kind in ('customer', 'cohort') then ceil(in_days(count.seconds))::integer
      end as day,
      last_value(
        case when count.ended_how >= 'censored'::ended_how then count.seconds end ignore nulls
      ) over (
        partition by count.clock_number, count.value_number
        order by count.seconds, count.ended_how rows between unbounded preceding and current row
      ) as stretch
    from
      marts._spell_count as count
      join marts._clock as clock on clock.clock_number = count.clock_number
    where clock.kind <> 'untimed_visit'
  ),
  counted as (
    select
      clock_number, value_number,
      coalesce(stretch, -1) as stretch,
      day,
      min(case when ended_how < 'censored'::ended_how then seconds end) as from_seconds,
      sum(
        case when ended_how = 'happened'::ended_how then spell_count else 0 end
      ) as happened_count,
      sum(case when ended_how = 'lost'::ended_how then spell_count else 0 end) as lost_count,
      sum(
        case when ended_how = 'censored'::ended_how then spell_count else 0 end
      ) as censored_count,
      sum(case when ended_how = 'entered'::ended_how then spell_count else 0 end) as entered_count
    from placed
    group by clock_number, value_number, coalesce(stretch, -1), day
  ),
  -- who is censored or comes under observation at the beginning of a stretch is not at risk in it, or already is
  at_risk as (
    select
      counted.*,
      happened_count + lost_count as ended_count,
      sum(happened_count + lost_count + censored_count - entered_count) over from_then_on - censored_count + entered_count as at_risk_count,
      sum(entered_count) over from_then_on - entered_count as entering_count
    from counted
    window
      from_then_on as (
        partition by clock_number, value_number
        order by stretch, day rows between current row and unbounded following
      )
  ),
  -- a cohort of which too few have been followed is not told
  untold as (
    select count.clock_number, count.value_number
    from
      marts._spell_count as count
      join marts._clock as clock on clock.clock_number = count.clock_number
      join marts._segment_value as value on value.value_number = count.value_number
    where clock.kind = 'cohort' and value.segment <> 'all'
    group by count.clock_number, count.value_number
    having sum(count.followed_count) < 10
  ),
  hazarded as (
    select
      at_risk.clock_number, at_risk.value_number, at_risk.stretch, at_risk.day,
      at_risk.from_seconds,
      at_risk_count::bigint as at_risk_count,
      happened_count::bigint as happened_count,
      hazard(happened_count, at_risk_count) as share,
      1 - hazard(ended_count, at_risk_count) as staying,
      greenwood_term(ended_count, at_risk_count) as greenwood,
      ended_count = at_risk_count and entering_count > 0 as is_emptying
    from
      at_risk
      left join untold on untold.clock_number = at_risk.clock_number
      and untold.value_number = at_risk.value_number
    where at_risk.ended_count > 0 and untold.clock_number is null
  ),
  survived as (
    select
      hazarded.*,
      case
        when min(staying) over so_far > 0 then exact_exp(sum(exact_ln(staying)) over so_far)
        else 0.0
      end as survival,
      sum(happened_count) over so_far as happened_so_far,
      count(case when is_emptying then 1 end) over so_far > 0 as is_emptied
    from hazarded
    window
      so_far as (
        partition by clock_number, value_number
        order by from_seconds rows between unbounded preceding and current row
      )
  ),
  stepped as (
    select
      survived.*,
      coalesce(lag(survival) over curve, 1.0) as survival_before,
      lead(from_seconds) over curve is null as is_last
    from survived
    window curve as (partition by clock_number, value_number order by from_seconds)
  ),
  gained as (
    select stepped.*, (sum(exact_share(survival_before * share)) over so_far)::double as incidence
    from stepped
    window
      so_far as (
        partition by clock_number, value_number
        order by from_seconds rows between unbounded preceding and current row
      )
  ),
  bounded as (
    select
      gained.*,
      coalesce(
        lag(incidence) over (
          partition by gained.clock_number, gained.value_number order by gained.from_seconds
        ),
        0.0
      ) as incidence_before,
      max(incidence) over (partition by gained.clock_number, gained.value_number) as last_incidence,
      clock.kind in ('accept', 'accept_work', 'first_touch') as is_wait
    from gained join marts._clock as clock on clock.clock_number = gained.clock_number
  ),
  summed as (
    select
      bounded.*,
      (
        sum(exact_share(survival_before * survival_before * hazard(share * (1 - share), at_risk_count))) over so_far
      )::double as spread,
      (sum(exact_share(survival_before * hazard(share, at_risk_count))) over so_far)::double as pull,
      (sum(exact_share(survival_before * hazard(share, at_risk_count) * incidence)) over so_far)::double as pull_incidence,
      (sum(exact_share(greenwood)) over so_far)::double as greenwood_sum,
      (sum(exact_share(greenwood * incidence)) over so_far)::double as greenwood_incidence,
      (sum(exact_share(greenwood * incidence * incidence)) over so_far)::double as greenwood_square
    from bounded
    where not is_wait
    window
      so_far as (
        partition by clock_number, value_number
        order by from_seconds rows between unbounded preceding and current row
      )
  )
select
  clock_number, value_number, from_seconds, day, is_last, is_emptied, at_risk_count, happened_count,
  (happened_so_far - happened_count)::bigint as happened_before,
  survival_before, survival,
  case when survival > 0 then survival * sqrt(greenwood_sum) end as survival_error,
  incidence_before, incidence, last_incidence,
  sqrt(
    incidence_variance(incidence, spread, pull, pull_incidence, greenwood_sum, greenwood_incidence, greenwood_square)
  ) as incidence_error,
  sqrt(
    rest_variance(
      incidence_variance(incidence, spread, pull, pull_incidence, greenwood_sum, greenwood_incidence, greenwood_square),
      survival, incidence, pull, greenwood_sum, greenwood_incidence
    )
  ) as rest_error
from summed
union all
select
  clock_number, value_number, from_seconds, day, is_last, is_emptied, at_risk_count, happened_count,
  (happened_so_far - happened_count)::bigint,
  survival_before, survival, null, incidence_before, incidence, last_incidence, null, null
from bounded
where is_wait
