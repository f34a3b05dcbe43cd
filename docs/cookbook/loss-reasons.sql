-- Why and where are deals lost?
-- mind: reasons are what people wrote; of_stage is the share among losses from that stage, and says nothing of those still open.
-- hu: Miért és hol veszítünk el ügyleteket?
-- hu mind: az okokat emberek írták; az of_stage az adott szakaszból elvesztettek közötti arány, és a még nyitottakról nem mond semmit.
-- unpublished: what people wrote may name a person
select
  pipeline, lost_from_stage,
  coalesce(lost_reason, '(none given)') as reason,
  count(*) as lost_count,
  round(count(*) / sum(count(*)) over (partition by pipeline, lost_from_stage), 3) as of_stage
from core.fct_journey
where outcome = 'lost'
group by pipeline, lost_from_stage, lost_reason
order by pipeline, lost_from_stage, lost_count desc, reason
