-- The order of changes that share an instant (rule 1). Each is an edge from a stage to a stage, and what happened is a walk along them: trails,
-- each going on where the last edge arrived, as few of them as can be. At one instant A → B, C → D and B → C are A → B → C → D, whatever
-- their order in the file; with a stage before the instant the walk rather begins there. Among equals the order given holds, ascending by
-- place, or descending when all lie below the stage before.

-- The changes of one instant, in the order of place.
create or replace macro changes_of(change_number, from_stage, to_stage, stage_ordinal, place) as list(
  {'change_number': change_number::bigint, 'from_stage': from_stage, 'to_stage': to_stage, 'stage_ordinal': stage_ordinal::bigint} order by place);

-- One instant: the stage and ordinal before it, its highest ordinal, and its changes as they stand without a chain, rising and falling.
create or replace macro instant_of(arrived, ordinal_before, highest_ordinal, rising, falling) as
  {'arrived': arrived, 'ordinal_before': ordinal_before::bigint, 'highest_ordinal': highest_ordinal, 'rising': rising, 'falling': falling};

-- A change begins a trail if it leaves a stage that is left more often than it is entered, or if the source does not say which it leaves.
create or replace macro begins_trail(changes, change) as change.from_stage is null
  or len(list_filter(changes, lambda leaving: leaving.from_stage = change.from_stage and leaving.change_number <= change.change_number))
    > len(list_filter(changes, lambda entering: entering.to_stage = change.from_stage));

-- The changes, each with its connected component (the lowest number of those that share a stage with it, directly or through others), and
-- whether it begins a trail.
create or replace macro with_component(changes) as list_reduce(
  list_transform(
    range(len(changes) + 1),
    lambda step: list_transform(changes, lambda whole: {
      'change_number': whole.change_number, 'from_stage': whole.from_stage, 'to_stage': whole.to_stage,
      'component': whole.change_number, 'begins': begins_trail(changes, whole)})
  ),
  lambda spread, step: list_transform(spread, lambda one: {
    'change_number': one.change_number, 'from_stage': one.from_stage, 'to_stage': one.to_stage,
    'component': list_min(list_transform(
      list_filter(spread, lambda other: other.to_stage in (one.from_stage, one.to_stage) or coalesce(other.from_stage in (one.from_stage, one.to_stage), false)),
      lambda other: other.component)),
    'begins': one.begins})
);

-- How many trails these changes need at least, one that goes on from where the last change arrived not counted. A round trip may begin
-- at any of its stages.
create or replace macro trail_count(changes, arrived) as list_transform(
  [{'changes': with_component(changes), 'arrived': arrived}],
  lambda given: list_transform(
    [list_transform(list_filter(given.changes, lambda change: change.begins), lambda change: change.component)],
    lambda begun: len(begun)
      + len(list_filter(given.changes, lambda change: change.component = change.change_number and not list_contains(begun, change.component)))
      - least(len(list_filter(given.changes, lambda change: change.from_stage = given.arrived and (change.begins or not list_contains(begun, change.component)))), 1)
  )[1]
)[1];

-- Of the changes left at one instant the next one: that which leaves the fewest trails, rather one that goes on from where the last one
-- arrived, rather the earlier in the list.
create or replace macro next_change(changes, arrived) as case when len(changes) = 1 then changes[1] else list_sort(list_transform(
  changes,
  lambda candidate, place: {
    'trail_count': case when candidate.from_stage = arrived then 0 else 1 end
      + trail_count(list_filter(changes, lambda rest: rest.change_number <> candidate.change_number), candidate.to_stage),
    'starts_anew': case when candidate.from_stage = arrived then 0 else 1 end,
    'place': place,
    'change': candidate}
))[1].change end;

-- The changes of one instant, given in the order that holds without a chain, in the order of their chain from → to.
create or replace macro chain_of(changes, arrived) as case
  when len(list_filter(changes, lambda named: named.from_stage is not null)) = 0 then changes
  else list_reduce(
    list_transform(range(len(changes) + 1), lambda step: {'walk': changes[:0], 'changes': changes, 'arrived': arrived::varchar}),
    lambda reached, step: list_transform(
      [next_change(reached.changes, reached.arrived)],
      lambda chosen: {
        'walk': list_append(reached.walk, chosen),
        'changes': list_filter(reached.changes, lambda remaining: remaining.change_number <> chosen.change_number),
        'arrived': chosen.to_stage}
    )[1]
  ).walk end;

-- The number of the change that the chain of one instant begins with, when nothing is known before.
create or replace macro start_of(changes) as chain_of(changes, null)[1].change_number;

-- The numbers of the changes of instants that follow each other, in their order: of each instant falling when all lie below the stage before.
create or replace macro walk_of(instant, place) as list_transform(
  [list(instant order by place)],
  lambda instants: list_reduce(
    list_transform(
      range(len(instants) + 1),
      lambda step: {'numbers': []::bigint[], 'instants': instants, 'arrived': instants[1].arrived, 'ordinal': instants[1].ordinal_before}
    ),
    lambda so_far, step: list_transform(
      [chain_of(
        case when so_far.instants[1].highest_ordinal < so_far.ordinal then so_far.instants[1].falling else so_far.instants[1].rising end,
        so_far.arrived
      )],
      lambda walk: {
        'numbers': list_concat(so_far.numbers, list_transform(walk, lambda passed: passed.change_number)),
        'instants': so_far.instants[2:],
        'arrived': walk[-1].to_stage,
        'ordinal': walk[-1].stage_ordinal}
    )[1]
  ).numbers
)[1];

create or replace macro place_in(walk, change_number) as list_position(walk, change_number::bigint);
