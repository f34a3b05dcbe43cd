-- The dictionary of metrics: what each number means, in both languages, as data/metrics.csv says it.
--
-- grain: metric
-- column: metric  varchar  key
-- column: table_name  varchar  where it is computed
-- column: column_name  varchar  its column
-- column: unit  varchar  share, ratio, count, seconds, days, money, instant, flag or text
-- column: label_en  varchar  English name
-- column: label_hu  varchar  Hungarian name
-- column: definition_en  varchar  English definition
-- column: definition_hu  varchar  Hungarian definition
-- column: formula  varchar  how it is computed: SQL over the table's columns where it can be, else in words
-- assert: unit in ('share', 'ratio', 'count', 'seconds', 'days', 'money', 'instant', 'flag', 'text')
-- assert: label_en <> '' and label_hu <> '' and definition_en <> '' and definition_hu <> '' and formula <> ''
-- answers: What does this number mean?
select
  metric, table_name, column_name, unit, label_en, label_hu, definition_en, definition_hu, formula
from ops.metric
