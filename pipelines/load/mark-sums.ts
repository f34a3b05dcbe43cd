import type { Warehouse } from "../warehouse/open.ts";
import { columnsOf } from "../contract/streams.ts";
import type { Conversion } from "./convert.ts";

/** Marks the records without an id whose amount is the sum of the others of their file: total rows that do not say so. */
export async function markSums(engine: Warehouse, conversion: Conversion, table: string): Promise<void> {
  const stream = conversion.mappings[0]?.stream;
  const amount = ["amount", "cost"]
    .map((name) => conversion.columnOf(0, name))
    .find((column) => column !== "null");
  if (stream === undefined || amount === undefined) return;
  const isId = new Set(
    columnsOf(stream).flatMap(([name, { kind, required }]) =>
      required === true && kind === "text" ? [`a value (${name})`] : [],
    ),
  );
  const codes = conversion.misfits.flatMap(({ expected }, at) => (isId.has(expected) ? [at + 1] : []));
  if (codes.length === 0) return;
  const isNameless = `_misfit in (${codes.join(", ")}) and ${amount} is not null`;
  const [found] = await engine.rows(`select 1 from ${table} where ${isNameless} limit 1`);
  if (found === undefined) return;
  await engine.run(`update ${table} set _misfit = 0 from (
      select _file as summed_file, sum(${amount}) as total, count(${amount}) as summand_count
      from ${table} where _misfit is null or not (${isNameless}) and _misfit > 0
      group by _file
    ) where summed_file = _file and summand_count > 1 and ${isNameless} and abs(${amount} - total) <= 0.005 * summand_count`);
}
