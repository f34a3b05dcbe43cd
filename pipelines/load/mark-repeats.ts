import { quotedIdentifier } from "@duckdb/node-api";
import type { StreamName } from "../contract/streams.ts";
import type { Warehouse } from "../warehouse/open.ts";
import type { Conversion } from "./convert.ts";

/** Streams whose rows are things, not happenings: the same row twice is one. */
const entityIds: Partial<Record<StreamName, string>> = { leads: "lead_id", opportunities: "opportunity_id" };

/** Fills the table `repeats` with the places of records that repeat an earlier one in every value that is loaded; returns how many. */
export async function markRepeats(engine: Warehouse, conversion: Conversion, from: string): Promise<number> {
  const index = conversion.parts.findIndex((part) => entityIds[part.stream] !== undefined);
  const idName = entityIds[conversion.parts[index]?.stream ?? "products"];
  if (idName === undefined) return 0;
  const id = conversion.isDirect ? quotedIdentifier(idName) : conversion.columnOf(index, idName);
  const [row] = await engine.rows<{ repeated: string }>(
    `select count(${id}) - count(distinct ${id}) as repeated from ${from} where _misfit is null`,
  );
  if (Number(row?.repeated) === 0) return 0;
  const described = await engine.rows<{ column_name: string }>(
    `describe select * exclude (_misfit, file_row_number) from ${from}`,
  );
  const values = described.map((column) => quotedIdentifier(column.column_name)).join(", ");
  await engine.run(`create or replace temp table repeats as
    with repeated as (select ${id} as id from ${from} where _misfit is null group by ${id} having count(*) > 1)
    select file_row_number as place from (
      select file_row_number, row_number() over (partition by ${values} order by file_row_number) as copy
      from ${from} where _misfit is null and ${id} in (select id from repeated)
    ) where copy > 1`);
  const [found] = await engine.rows<{ found: string }>("select count(*) as found from repeats");
  return Number(found?.found);
}
