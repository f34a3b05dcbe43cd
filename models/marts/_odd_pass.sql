-- The stages that a journey skipped, and those it left and came back to: few of all.
--
-- grain: journey_id, stage
select journey_id, pipeline, stage, true as is_skip
from core.fct_stage_reach
where reached_by = 'skip'
union all
select distinct journey_id, pipeline, stage, false
from core.fct_stage_visit
where is_reentry
