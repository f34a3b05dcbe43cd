-- A set of stages as bits, one per ordinal (1 to 60).
create or replace macro stage_bit(stage_ordinal) as (1::bigint << stage_ordinal::integer);

create or replace macro has_stage(stage_bits, stage_ordinal) as (stage_bits & stage_bit(stage_ordinal)) <> 0;

-- Continuous quantile by linear interpolation.
create or replace macro quantile_of(x, q) as quantile_cont(x, q);

-- A place in a pipeline as one number: 100 for each pipeline, and in it 0 created, 1 to 60 a stage, 98 lost, 99 won.
create or replace macro state_of(pipeline_number, kind, stage_ordinal) as (pipeline_number * 100
  + case kind when 'stage' then stage_ordinal when 'won' then 99 when 'lost' then 98 when 'created' then 0 end)::integer;

-- The number of a state's pipeline.
create or replace macro pipeline_of(state) as state - state % 100;

create or replace macro is_created(state) as state % 100 = 0;

create or replace macro is_stage(state) as state % 100 between 1 and 60;

-- A state that tells where a journey is, whatever comes after: a win may still be withdrawn.
create or replace macro is_known(state) as state % 100 between 1 and 98;

create or replace macro is_outcome(state) as state % 100 >= 98;

-- How far a state is in its pipeline: the ordinal of a stage, and the first stage for what is known to be in the pipeline only.
create or replace macro height_of(state) as case when state % 100 between 1 and 60 then state % 100 else 1 end;

-- A stage as the set of it alone; the empty set for what is no stage.
create or replace macro stage_bits(state) as case when state % 100 between 1 and 60 then 1::bigint << (state % 100) else 0::bigint end;

-- A stage visited on the way from a state back to the same state, for less than the limit.
create or replace macro is_misclick(state, previous_state, next_state, entered_at, left_at, limit_seconds) as
  state % 100 between 1 and 60 and previous_state = next_state and date_diff('microsecond', entered_at, left_at) / 1000000 < limit_seconds;

-- A change into another pipeline, or one that reopens what was closed for longer than the limit.
create or replace macro is_new_journey(state, previous_state, previous_at, entered_at, limit_seconds) as
  state - state % 100 <> previous_state - previous_state % 100
  or (previous_state % 100 >= 98 and date_diff('microsecond', previous_at, entered_at) / 1000000 > limit_seconds);
