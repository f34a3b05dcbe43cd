-- A set of stages as bits, one per ordinal (1 to 60).
create or replace macro stage_bit(stage_ordinal) as (1::bigint << stage_ordinal::integer);

create or replace macro has_stage(stage_bits, stage_ordinal) as (stage_bits & stage_bit(stage_ordinal)) <> 0;

-- Continuous quantile by linear interpolation.
create or replace macro quantile_of(x, q) as quantile_cont(x, q);

-- A state: a place in a pipeline as one number, 100 for each pipeline, and in it 0 created (at a stage that nobody recorded), 1 to 60 a
-- stage, 98 lost, 99 won. Only this file takes it apart.
create or replace macro state_of(pipeline_number, kind, stage_ordinal) as (pipeline_number * 100
  + case kind when 'stage' then stage_ordinal when 'won' then 99 when 'lost' then 98 when 'created' then 0 end)::integer;

-- The place of a state within its pipeline, in the order created, stages, lost, won: the ordinal of a stage.
create or replace macro place_in_pipeline(state) as state % 100;

-- The state of being created in a state's pipeline, which stands for the pipeline.
create or replace macro pipeline_of(state) as state - place_in_pipeline(state);

create or replace macro is_created(state) as place_in_pipeline(state) = 0;

-- An ordinal beyond that of every stage.
create or replace macro beyond_stages() as 61;

create or replace macro is_first_stage(state) as place_in_pipeline(state) = 1;

create or replace macro is_stage(state) as place_in_pipeline(state) between 1 and 60;

create or replace macro is_lost(state) as place_in_pipeline(state) = 98;

create or replace macro is_won(state) as place_in_pipeline(state) = 99;

create or replace macro is_outcome(state) as place_in_pipeline(state) >= 98;

-- A state that tells where a journey is, whatever comes after: a win may still be withdrawn.
create or replace macro is_known(state) as place_in_pipeline(state) between 1 and 98;

-- How far a state is in its pipeline: the ordinal of a stage, and the first stage for what is known to be in the pipeline only.
create or replace macro height_of(state) as case when is_stage(state) then place_in_pipeline(state) else 1 end;

-- A stage as the set of it alone; the empty set for what is no stage.
create or replace macro stage_bits(state) as case when is_stage(state) then 1::bigint << place_in_pipeline(state) else 0::bigint end;

-- A stage visited on the way from a state back to the same state, for less than the limit.
create or replace macro is_misclick(state, previous_state, next_state, entered_at, left_at, limit_seconds) as
  is_stage(state) and previous_state = next_state and date_diff('microsecond', entered_at, left_at) / 1000000 < limit_seconds;

-- A change into another pipeline, or one that reopens what was closed for longer than the limit.
create or replace macro is_new_journey(state, previous_state, previous_at, entered_at, limit_seconds) as
  pipeline_of(state) <> pipeline_of(previous_state)
  or (is_outcome(previous_state) and date_diff('microsecond', previous_at, entered_at) / 1000000 > limit_seconds);
