-- Of the changes left at one instant the next one: that which leaves the stage where the last one arrived, rather one whose end another
-- leaves again; if none does, one to whose beginning no other leads. Ties go to the first in the list.
create or replace macro next_change(changes, arrived) as coalesce(
  list_filter(changes, lambda one: one.from_stage = arrived and len(list_filter(changes, lambda other: other.change_number <> one.change_number and other.from_stage = one.to_stage)) > 0)[1],
  list_filter(changes, lambda one: one.from_stage = arrived)[1],
  list_filter(changes, lambda one: len(list_filter(changes, lambda other: other.change_number <> one.change_number and other.to_stage = one.from_stage)) = 0)[1],
  changes[1]);

-- The numbers of the changes of one instant, given in the order that holds without a chain, in the order of their chain from → to.
create or replace macro chain_of(change_number, from_stage, to_stage, arrived) as list_reduce(
  list_transform(
    range(count(*) + 1),
    lambda step: {
      'walk': []::bigint[],
      'changes': list({'change_number': change_number::bigint, 'from_stage': from_stage, 'to_stage': to_stage} order by change_number),
      'arrived': arrived
    }
  ),
  lambda state, step: list_transform(
    [next_change(state.changes, state.arrived)],
    lambda change: {
      'walk': list_append(state.walk, change.change_number),
      'changes': list_filter(state.changes, lambda one: one.change_number <> change.change_number),
      'arrived': change.to_stage
    }
  )[1]
).walk;

create or replace macro place_in(walk, change_number) as list_position(walk, change_number::bigint);

-- Whether of two changes at one instant the second comes first: the chain from where the last one arrived has more links so, or as many
-- and follows at once.
create or replace macro link_between(from_stage, to_stage) as case when from_stage = to_stage then 1.0 else 0.0 end;

create or replace macro second_leads(first_from, first_to, second_from, second_to, arrived) as
  1.5 * link_between(second_from, arrived) + link_between(first_from, second_to) > 1.5 * link_between(first_from, arrived) + link_between(second_from, first_to);
