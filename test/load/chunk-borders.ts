import { closeSync, openSync, writeSync } from "node:fs";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";

/** The engine's CSV reader cuts a file into pieces of this many bytes for its threads. */
const border = 8_000_000;

/**
 * Writes deals of which the first full row after every border, and a share of the others, has no date that can be read. Returns how many
 * rows there are and how many of them are bad.
 */
export function writeDeals(path: string, rows: number, badShare: number): { rows: number; bad: number } {
  const handle = openSync(path, "w");
  try {
    let text = "Record ID,Deal Name,Pipeline,Deal Stage,Create Date\n";
    let length = text.length;
    let next = border;
    let bad = 0;
    const filler = "x".repeat(70);
    for (let id = 1; id <= rows; id++) {
      const isFirst = length >= next;
      if (isFirst) next += border;
      const isBad = isFirst || Math.floor(id * badShare) > Math.floor((id - 1) * badShare);
      if (isBad) bad++;
      const row = `${id},${filler},Sales,New,${isBad ? "never" : "2026-01-05 09:00"}\n`;
      text += row;
      length += row.length;
      if (text.length > 1 << 20) {
        writeSync(handle, text);
        text = "";
      }
    }
    writeSync(handle, text);
    return { rows, bad };
  } finally {
    closeSync(handle);
  }
}

/** How many good rows the engine itself keeps when it reads the file typed, in parallel, and sets bad rows aside. */
export async function engineKeeps(path: string): Promise<number> {
  const engine = await openWarehouse(":memory:", { threads: 2 });
  try {
    await engine.run(`create table deals as select * from read_csv('${path}', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
      store_rejects = true, rejects_limit = 0, columns = {id: 'bigint', name: 'varchar', pipeline: 'varchar', stage: 'varchar', created: 'timestamp'})`);
    const [row] = await engine.rows<{ kept: string }>("select count(*) as kept from deals");
    return Number(row?.kept);
  } finally {
    engine.close();
  }
}
