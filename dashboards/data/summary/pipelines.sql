-- only those that have a name of their own or that a person has something to say about: what is settled needs no words
-- nullable: label, source, won_names, lost_names, question_names, won_line, lost_line
-- values: state: decided, written, presumed
select
  pipeline,
  label,
  source,
  state,
  won_names,
  lost_names,
  question_names,
  won_line,
  lost_line,
  lost_count,
  unplaced_lost_count,
  are_losses_placed
from marts.pipeline
where state <> 'decided' or won_names is null or label is not null or not are_losses_placed
order by pipeline
