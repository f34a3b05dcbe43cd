import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FunnelError } from "../contract/errors.ts";
import { optionalColumns, type Reference } from "./tables.ts";
import type { ReferenceTable } from "./tables.ts";

/** The tables that setup writes. */
export const writtenTables = [
  "stages",
  "stage_map",
  "source_map",
  "settings",
  "activity_rules",
  "role_map",
  "playbook",
] as const satisfies ReferenceTable[];
export type WrittenTable = (typeof writtenTables)[number];

export type Row = Record<string, string>;

/** What setup remembers: the rows that it wrote, each as one text, and the pipelines that a person has confirmed. */
export interface Written {
  rows: Record<WrittenTable, string[]>;
  confirmed: string[];
}

export const nothingWritten: Written = {
  rows: {
    stages: [],
    stage_map: [],
    source_map: [],
    settings: [],
    activity_rules: [],
    role_map: [],
    playbook: [],
  },
  confirmed: [],
};

/** A row as one text, whatever the order of its columns; one that a file may leave out is as if it were not there where it is empty. */
export const rowText = (row: Row): string =>
  Object.keys(row)
    .filter((column) => !["is_own", "is_written"].includes(column))
    .filter((column) => !optionalColumns("stages").includes(column) || row[column] !== "")
    .sort()
    .map((column) => `${column}=${row[column] ?? ""}`)
    .join("\u001f");

export const writtenPath = (folder: string): string => join(folder, "setup.json");

/** What setup wrote into a reference folder; nothing when it never did. Throws a config error for a damaged file. */
export function readWritten(folder: string): Written {
  const path = writtenPath(folder);
  if (!existsSync(path)) return nothingWritten;
  const list = z.array(z.string());
  const outcome = z
    .object({
      rows: z.object({
        stages: list,
        stage_map: list,
        source_map: list,
        settings: list,
        activity_rules: list.default([]),
        role_map: list.default([]),
        playbook: list.default([]),
      }),
      confirmed: list,
    })
    .safeParse(parsed(path));
  if (outcome.success) return outcome.data;
  throw new FunnelError(
    "config",
    "setup_state",
    `reference/setup.json: expected what npm run setup wrote; delete the file and run npm run setup again, which keeps every line that a person wrote`,
  );
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether a row of a table is as setup wrote it. */
export function isUnchanged(written: Written, table: ReferenceTable): (row: Row) => boolean {
  const rows = new Set(
    (writtenTables as readonly string[]).includes(table) ? written.rows[table as WrittenTable] : [],
  );
  return (row) => rows.has(rowText(row));
}

/**
 * The stages without those that setup wrote and to which, since a person changed the map, no row of it leads: what a person says is
 * an outcome is no stage any more. The stages after it move up.
 */
export function withoutUnled(
  written: Written,
  { stages, stage_map }: Pick<Reference, "stages" | "stage_map">,
): Row[] {
  const isStage = isUnchanged(written, "stages");
  const led = new Set(
    stage_map.rows.map((row) => `${row["target_pipeline"] ?? ""}\u0000${row["stage"] ?? ""}`),
  );
  const decided = new Set(
    stage_map.rows
      .filter((row) => !isUnchanged(written, "stage_map")(row))
      .map((row) => row["target_pipeline"] || row["source"]),
  );
  const isUnled = (row: Row) =>
    isStage(row) && decided.size > 0 && !led.has(`${row["pipeline"] ?? ""}\u0000${row["stage"] ?? ""}`);
  const gone = stages.rows.filter(isUnled);
  return stages.rows
    .filter((row) => !gone.includes(row))
    .map((row) => {
      const before = gone.filter(
        (each) => each["pipeline"] === row["pipeline"] && Number(each["ordinal"]) < Number(row["ordinal"]),
      ).length;
      return before === 0 ? row : { ...row, ordinal: String(Number(row["ordinal"]) - before) };
    });
}

/** The written tables whose rows belong to no pipeline of their own. */
export const restTables = ["source_map", "settings", "activity_rules", "role_map", "playbook"] as const;

/** Stands among the confirmed pipelines for the rest. */
export const confirmedRest = "*";

/** Whether a row is as setup wrote it, and nobody has confirmed it. */
export function isUnconfirmed(written: Written, table: (typeof restTables)[number]): (row: Row) => boolean {
  const rows = new Set(written.confirmed.includes(confirmedRest) ? [] : written.rows[table]);
  return (row) => rows.has(rowText(row));
}

/** Pipelines of which every row is as setup wrote it, and that nobody has confirmed. */
export function unconfirmedPipelines(
  written: Written,
  reference: Pick<Reference, "stages" | "stage_map">,
): string[] {
  const isWritten = (table: WrittenTable) => {
    const rows = new Set(written.rows[table]);
    return (row: Row) => rows.has(rowText(row));
  };
  const [isStage, isMapped] = [isWritten("stages"), isWritten("stage_map")];
  return [...new Set(reference.stages.rows.map((row) => row["pipeline"] ?? ""))].filter(
    (pipeline) =>
      !written.confirmed.includes(pipeline) &&
      reference.stages.rows.every((row) => row["pipeline"] !== pipeline || isStage(row)) &&
      reference.stage_map.rows.every((row) => row["target_pipeline"] !== pipeline || isMapped(row)),
  );
}
