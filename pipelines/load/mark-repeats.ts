import type { StreamName } from "../contract/streams.ts";
import type { Warehouse } from "../warehouse/open.ts";
import type { Conversion } from "./convert.ts";

/** Streams whose rows are things, not happenings: the same row twice is one. */
const entityIds: Partial<Record<StreamName, string>> = { leads: "lead_id", opportunities: "opportunity_id" };

/** Marks the converted records that repeat an earlier one of their file in every value that is loaded. */
export async function markRepeats(engine: Warehouse, conversion: Conversion, table: string): Promise<void> {
  const index = conversion.mappings.findIndex((mapping) => entityIds[mapping.stream] !== undefined);
  const idName = entityIds[conversion.mappings[index]?.stream ?? "products"];
  if (idName === undefined) return;
  const id = conversion.columnOf(index, idName);
  const content = `hash(${conversion.values.join(", ")})`;
  const isGood = `_misfit is null and ${id} is not null`;
  const repeated = `select ${content} from ${table} where ${isGood} group by _file, ${content} having count(*) > 1`;
  const [found] = await engine.rows(`${repeated} limit 1`);
  if (found === undefined) return;
  await engine.run(`update ${table} set _misfit = -2 where rowid in (
    select place from (
      select rowid as place, row_number() over (partition by _file, ${conversion.values.join(", ")} order by rowid) as copy
      from ${table} where ${isGood} and ${content} in (${repeated})
    ) where copy > 1)`);
}
