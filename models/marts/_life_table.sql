-- The actuarial life table of each stage by day: who is censored in a day was at risk for half of it (Cutler and Ederer 1958).
-- surviving is the share neither gone on nor lost before the day, gained the share that goes on in it.
--
-- grain: kind, days_ago, pipeline, is_list, stage_ordinal, day
with
  exposed as (
    select
      event.*,
      sum(gained_count + lost_count + open_count - entered_count) over (
        partition by kind, days_ago, pipeline, is_list, stage_ordinal
        order by day rows between current row and unbounded following
      ) as at_risk_count
    from marts._life_event as event
  ),
  hazarded as (
    select
      exposed.*,
      coalesce(rate(gained_count, at_risk_count - open_count * 0.5), 0) as gain_hazard,
      coalesce(rate(gained_count + lost_count, at_risk_count - open_count * 0.5), 0) as hazard
    from exposed
  ),
  survived as (
    select
      hazarded.*,
      survival_before(hazard, kind || days_ago::varchar || pipeline || is_list::varchar || stage_ordinal::varchar, day) as surviving
    from hazarded
  )
select
  kind, days_ago, pipeline, is_list, stage_ordinal, day,
  at_risk_count::bigint as at_risk_count,
  surviving,
  surviving * gain_hazard as gained,
  surviving * hazard as gone
from survived
