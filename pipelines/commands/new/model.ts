import { join } from "node:path";
import type { SkeletonFile } from "./skeleton-file.ts";

/** A mart that counts journeys per pipeline, and a case that holds it to that. */
export function modelFiles(name: string): SkeletonFile[] {
  const folder = join(
    "test",
    "models",
    "cases",
    name.replaceAll("_", " "),
    "journeys are counted per pipeline",
  );
  return [
    { path: join("models", "marts", `${name}.sql`), content: model },
    { path: join(folder, "given", "staging.leads.csv"), content: given },
    { path: join(folder, "expected", `marts.${name}.csv`), content: expected },
  ];
}

const model = `-- One row per pipeline: say here what one row is and what the reader must know.
--
-- grain: pipeline
-- column: pipeline  varchar  pipeline
-- column: journey_count  bigint  journeys that started in it
-- assert: journey_count > 0
-- answers: How many journeys are there?
select pipeline, count(*) as journey_count
from core.fct_journey
group by pipeline
`;

const given = `lead_id,stage,created_at
L1,Lead,2026-01-10 10:00:00
L2,Qualified,2026-01-11 10:00:00
`;

const expected = `pipeline,journey_count
sales,2
`;
