import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { currentRelease } from "../release/manifest.ts";
import { queries } from "../warehouse/dialect.ts";
import { openWarehouse } from "../warehouse/open.ts";
import { readRefused } from "../release/refused.ts";

export interface QuarantineOptions {
  /** Only files whose name holds this text. */
  file?: string;
  /** Where to write the records themselves, as they were delivered; they may hold personal data. */
  export?: string;
}

/**
 * Which files the last refresh refused, and why records of the published release were set aside, grouped by file and reason with the
 * first lines. With `export` the records are written to a file, byte for byte, one after another with line ends between. Throws a
 * config error when nothing is published and nothing was refused.
 */
export async function explainQuarantine(home: Home, options: QuarantineOptions): Promise<string[]> {
  const refused = readRefused(home)
    .filter(({ name }) => name.toLowerCase().includes((options.file ?? "").toLowerCase()))
    .map(({ name, reason }) => `${name}: refused by the last refresh, which published nothing: ${reason}`);
  if (refused.length > 0 && options.export === undefined && !existsSync(home.current)) return refused;
  const warehouse = await openWarehouse(join(currentRelease(home), "warehouse.duckdb"), {
    readOnly: true,
    threads: 1,
  });
  try {
    const pattern = `%${options.file ?? ""}%`;
    const rows = await queries(warehouse)
      .selectFrom("ops.quarantine as row")
      .innerJoin("ops.file as file", "file.file_id", "row.file_id")
      .select(({ fn }) => [
        "file.name as name",
        "row.column_name as column_name",
        "row.expected as expected",
        "row.found as found",
        fn.countAll<string>().as("records"),
        fn.min("row.line").as("first_line"),
      ])
      .where("file.status", "=", "loaded")
      .where("file.name", "like", pattern)
      .groupBy(["file.name", "row.column_name", "row.expected", "row.found"])
      .orderBy("file.name")
      .orderBy("first_line")
      .execute();
    if (options.export !== undefined) {
      const raw = await warehouse.connection.runAndReadAll(
        `select raw from ops.quarantine join ops.file using (file_id) where status = 'loaded' and name like $1 order by name, line, byte_offset`,
        [pattern],
      );
      const [records = []] = raw.getColumns() as { bytes: Uint8Array }[][];
      try {
        writeFileSync(
          options.export,
          Buffer.concat(records.flatMap(({ bytes }) => [bytes, Buffer.from("\n")])),
          { mode: 0o600 },
        );
      } catch (error) {
        throw new FunnelError(
          "io",
          "export_failed",
          `${options.export}: cannot be written; check the folder and its permissions`,
          { cause: error },
        );
      }
    }
    const records = rows.map(
      (row) =>
        `${row.name ?? ""} line ${row.first_line ?? "?"}${Number(row.records) > 1 ? ` and ${Number(row.records) - 1} more` : ""}, ${row.column_name || "record"}: expected ${row.expected ?? ""}, found ${row.found ?? ""}`,
    );
    const lines = [...refused, ...records];
    return lines.length === 0 ? ["nothing is quarantined"] : lines;
  } finally {
    warehouse.close();
  }
}
