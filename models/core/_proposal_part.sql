-- The parts that each proposal names, as it has or lacks them, each as the part of reference/proposal_parts.csv whose key or label it is.
--
-- grain: source, proposal_id, version, is_there, part
with
  named as (
    select source, proposal_id, version, true as is_there, fold_name(part.name) as folded
    from core._proposal, unnest(string_split(parts, ';')) as part(name)
    where is_newest and parts is not null
    union all
    select source, proposal_id, version, false, fold_name(part.name)
    from core._proposal, unnest(string_split(missing_parts, ';')) as part(name)
    where is_newest and missing_parts is not null
  ),
  word as (
    select part, fold_name(part) as folded
    from reference.proposal_parts
    union
    select part, fold_name(label_en)
    from reference.proposal_parts
    union
    select part, fold_name(label_hu)
    from reference.proposal_parts
  )
select
  named.source, named.proposal_id, named.version, named.is_there,
  coalesce(min(word.part), named.folded) as part,
  count(word.part) > 0 as is_known
from named left join word on word.folded = named.folded
where named.folded not in ('', 'none', 'nothing', 'nincs', 'semmi')
group by named.source, named.proposal_id, named.version, named.is_there, named.folded
