import type { Warehouse } from "../warehouse/open.ts";

/** Puts what a query makes of a stream in its place, a table for a table and a view for a view. */
export async function replaceStream(
  warehouse: Warehouse,
  stream: string,
  prefix: string,
  query: (given: string) => string,
): Promise<void> {
  const [found] = await warehouse.rows<{ isTable: boolean }>(
    `select table_type = 'BASE TABLE' as "isTable" from information_schema.tables where table_schema = 'staging' and table_name = $1`,
    [stream],
  );
  const kind = found?.isTable === true ? "table" : "view";
  await warehouse.run(`alter ${kind} staging.${stream} rename to ${prefix}_${stream}`);
  await warehouse.run(`create ${kind} staging.${stream} as ${query(`staging.${prefix}_${stream}`)}`);
}
