import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Effects } from "../../contract/effects.ts";
import { FunnelError } from "../../contract/errors.ts";
import type { Home } from "../../contract/home.ts";
import { loadExports } from "../../load/load.ts";
import { readReference, settingsOf } from "../../reference/read.ts";
import type { Reference } from "../../reference/tables.ts";
import {
  confirmedRest,
  isUnconfirmed,
  readWritten,
  type restTables,
  rowText,
  writtenTables,
  type Row,
  type Written,
  type WrittenTable,
} from "../../reference/written.ts";
import { optionalColumns, referenceTables } from "../../reference/tables.ts";
import { withLock } from "../../release/lock.ts";
import { writeWhole } from "../../contract/durable.ts";
import type { Warehouse } from "../../warehouse/open.ts";
import { describeFile } from "./describe.ts";
import { readFindings, type Findings } from "./findings.ts";
import { withReading } from "./read-exports.ts";
import { refuseUnwritable, writeState, writeTable } from "./reference-files.ts";
import { salesRows } from "./sales-rows.ts";

export interface SetupResult {
  findings: Findings;
  /** Reference files that were written or changed. */
  changed: string[];
  confirmed: boolean;
}

/**
 * Reads the exports as far as their pipelines, stages, lead sources and currencies, and writes what was found into the reference folder.
 * A line that a person wrote or changed stays as it is; pipelines that nobody has confirmed are read afresh, so that what is new
 * since the last time is added in its place. With `confirm` a person says that it is right.
 * Throws a config error when there are no exports or none that holds a record.
 */
export async function setup(
  options: { home: Home; confirm: boolean },
  effects: Effects,
): Promise<SetupResult> {
  const { home } = options;
  return withLock(home, async () => {
    const reference = await readReference(home);
    const before = readWritten(home.reference);
    const own = withoutUnconfirmed(reference, before);

    effects.report.step("load");
    const files = existsSync(home.exports) ? await loadExports(home, settingsOf(reference), effects) : [];
    if (!files.some((file) => file.loaded > 0))
      throw new FunnelError(
        "config",
        "no_records",
        `${home.exports}: no file holds a record to read${files[0] === undefined ? "" : ` (${files[0].name}: ${files[0].reason})`}; put your exports there and run it again`,
      );

    effects.report.step("read");
    // the purposes that were written last time tell the tasks of this one
    const read = { ...own, activity_rules: reference.activity_rules };
    const { findings, rows } = await withReading(files, read, effects, async (warehouse) => ({
      findings: await readFindings(warehouse, files),
      rows: {
        ...(await presumedRows(warehouse)),
        ...(await salesRows(warehouse, { reference, own, before })),
      },
    }));

    effects.report.step("write");
    return { findings, ...keep(home.reference, rows, before, own, options.confirm, findings) };
  });
}

type WrittenRows = Record<WrittenTable, Row[]>;

/** The reference data without what setup wrote and nobody has confirmed or changed. */
function withoutUnconfirmed(reference: Reference, before: Written): Reference {
  const isOpen = new Set(reference.unconfirmed);
  const isWritten = (table: WrittenTable) => {
    const written = new Set(before.rows[table]);
    return (row: Row) => written.has(rowText(row));
  };
  const isSetting = isUnconfirmed(before, "settings");
  const confirmedOnly = (table: Exclude<(typeof restTables)[number], "settings">) => {
    const isOpenRow = isUnconfirmed(before, table);
    return filtered(table, (row) => !isOpenRow(row));
  };
  const filtered = (table: WrittenTable, keep: (row: Row) => boolean) => ({
    ...reference[table],
    rows: reference[table].rows.filter(keep),
  });
  return {
    ...reference,
    stages: filtered("stages", (row) => !isOpen.has(row["pipeline"] ?? "")),
    stage_map: filtered(
      "stage_map",
      (row) =>
        !isOpen.has(row["target_pipeline"] ?? "") &&
        !(row["kind"] === "ignore" && isWritten("stage_map")(row)),
    ),
    source_map: confirmedOnly("source_map"),
    activity_rules: confirmedOnly("activity_rules"),
    role_map: confirmedOnly("role_map"),
    playbook: confirmedOnly("playbook"),
    settings: {
      ...reference.settings,
      rows: reference.settings.rows.map((row) =>
        isSetting(row) ? { ...row, is_own: "false", is_written: "false" } : row,
      ),
    },
  };
}

/** What the reference models presume, as rows of the reference files. */
async function presumedRows(
  warehouse: Warehouse,
): Promise<Pick<WrittenRows, "stages" | "stage_map" | "source_map" | "settings">> {
  const text = (columns: string[]) =>
    columns.map((column) => `coalesce(${column}::varchar, '') as ${column}`).join(", ");
  return {
    stages: await warehouse.rows<Row>(
      `select ${text(Object.keys(referenceTables.stages.columns).filter((column) => !optionalColumns("stages").includes(column)))},
         ${optionalColumns("stages")
           .map((column) => `'' as ${column}`)
           .join(", ")}
       from reference.stages as presumed where pipeline not in (select pipeline from decided.stages) order by presumed.pipeline, presumed.ordinal`,
    ),
    stage_map: await warehouse.rows<Row>(
      `select source, pipeline, case when source_stage = '' then '(empty)' else source_stage end as source_stage, kind,
         coalesce(target_pipeline, '') as target_pipeline, coalesce(stage, '') as stage, '' as valid_from, '' as valid_to
       from reference.stage_map as presumed
       where source || chr(31) || pipeline || chr(31) || source_stage not in (
         select source || chr(31) || pipeline || chr(31) || source_stage from decided.stage_map)
       order by target_pipeline, source, pipeline, kind, stage, source_stage`,
    ),
    source_map: await warehouse.rows<Row>(
      "select source, value, lead_source from reference.source_map where is_presumed order by source, value",
    ),
    settings: await warehouse.rows<Row>(
      "select key, value from reference.settings where is_presumed order by key",
    ),
  };
}

/** Writes the reference files, SETUP.md beside them and what setup must remember. */
function keep(
  folder: string,
  rows: WrittenRows,
  before: Written,
  own: Reference,
  confirm: boolean,
  findings: Findings,
): Pick<SetupResult, "changed" | "confirmed"> {
  try {
    const settled = (table: WrittenTable) => {
      const kept = new Set(own[table].rows.filter((row) => row["is_own"] !== "false").map(rowText));
      return before.rows[table].filter((text) => kept.has(text));
    };
    const changed = writtenTables.filter((table) => {
      const confirmed = new Set(settled(table));
      return writeTable(
        folder,
        table,
        rows[table],
        before.rows[table].filter((text) => !confirmed.has(text)),
      );
    });
    const state: Written = {
      rows: Object.fromEntries(
        writtenTables.map((table) => [table, [...new Set([...settled(table), ...rows[table].map(rowText)])]]),
      ) as Written["rows"],
      confirmed: confirm
        ? [
            ...new Set([
              ...before.confirmed,
              confirmedRest,
              ...findings.pipelines.flatMap(({ pipeline, won }) => (won === null ? [] : [pipeline])),
            ]),
          ].sort()
        : before.confirmed,
    };
    writeState(folder, state);
    writeWhole(join(folder, "SETUP.md"), describeFile(findings, state.confirmed), "reference");
    return { changed: changed.map((table) => `${table}.csv`), confirmed: confirm };
  } catch (error) {
    return refuseUnwritable(folder, error);
  }
}
