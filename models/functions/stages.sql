-- A set of stages as bits, one per ordinal (1 to 60).
create or replace macro stage_bit(stage_ordinal) as (1::bigint << stage_ordinal::integer);

create or replace macro has_stage(stage_bits, stage_ordinal) as (stage_bits & stage_bit(stage_ordinal)) <> 0;

-- Continuous quantile by linear interpolation.
create or replace macro quantile_of(x, q) as quantile_cont(x, q);
