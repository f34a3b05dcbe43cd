-- What is wrong with the data, and until when is it known?
-- mind: an issue is published as well as we know; the example names one record to look at.
-- hu: Mi a baj az adatokkal, és meddig ismertek?
-- hu mind: amit az adatokról tudunk, az itt áll; a példa egy megnézhető rekordot nevez meg.
-- unpublished: an example may be what people wrote
select
  quality.kind, quality.source, quality.entity, quality.issue_count, quality.example_id,
  quality.example_detail, freshness.watermark_at, freshness.watermark_kind
from
  marts.data_quality as quality
  left join marts.freshness as freshness on freshness.source = quality.source
order by quality.issue_count desc, quality.kind, quality.source, quality.entity
