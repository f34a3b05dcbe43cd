-- only those that have a name of their own or that a person has something to say about: what is settled needs no words
select
  pipeline,
  label,
  source,
  state,
  won_names as won,
  lost_names as lost,
  question_names as question,
  won_line as "wonLine",
  lost_line as "lostLine"
from marts.pipeline
where state <> 'decided' or won_names is null or label is not null
order by pipeline
