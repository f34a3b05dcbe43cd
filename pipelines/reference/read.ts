import { existsSync } from "node:fs";
import { join } from "node:path";
import { defaultsRoot, sampleHome, type Home } from "../contract/home.ts";
import { openWarehouse } from "../warehouse/open.ts";
import { isUnconfirmed, nothingWritten, readWritten, unconfirmedPipelines, withoutUnled } from "./written.ts";
import {
  checkExpressions,
  checkIcpRules,
  checkPlaybook,
  checkSettings,
  checkStageMap,
  checkStages,
} from "./checks.ts";
import { readTable, type Rows } from "./read-table.ts";
import { referenceTables, type Reference, type ReferenceTable } from "./tables.ts";

/**
 * Reads and checks the reference data. A file of the home replaces the shipped default of its name as a whole; of the settings it
 * replaces the keys that it names. The sample brings its own files. A table that neither has is empty.
 * Throws a config error that names the file, the line, the column, what was expected and what to do.
 */
export async function readReference(home: Home, options: { isSample?: boolean } = {}): Promise<Reference> {
  const own = options.isSample === true ? sampleHome.reference : home.reference;
  const result = {} as Reference;
  const written = readWritten(own);
  const engine = await openWarehouse(":memory:", { threads: 1 });
  try {
    for (const name of Object.keys(referenceTables) as ReferenceTable[]) {
      const path = join(own, `${name}.csv`);
      // the shipped settings come in below, key by key
      const shipped = name === "settings" ? undefined : join(defaultsRoot, `${name}.csv`);
      const from = existsSync(path) ? path : shipped;
      const rows = from !== undefined && existsSync(from) ? await readTable(engine, name, from, written) : [];
      result[name] = { path, rows };
    }
    checkSettings(result.settings);
    await checkExpressions(engine, result.activity_rules);
    result.settings.rows = withDefaults(
      result.settings.rows,
      await readTable(engine, "settings", join(defaultsRoot, "settings.csv"), nothingWritten),
    );
  } finally {
    engine.close();
  }
  result.stages.rows = withoutUnled(written, result);
  result.orderedByMap = [];
  if (!existsSync(join(own, "stages.csv"))) {
    result.stages.rows = stagesOfMap(result.stage_map.rows);
    result.orderedByMap = [...new Set(result.stages.rows.map((row) => row["pipeline"] ?? ""))];
  }
  checkStages(result.stages);
  checkStageMap(result.stage_map, result.stages);
  checkIcpRules(result.icp_rules);
  checkPlaybook(result.playbook, result.activity_rules);
  result.unconfirmed = unconfirmedPipelines(written, result);
  const isOpen = isUnconfirmed(written, "settings");
  result.settings.rows = result.settings.rows.map((row) => ({ ...row, is_written: String(isOpen(row)) }));
  return result;
}

/** The rows of a table that ships with the program. */
export async function readShipped(name: ReferenceTable): Promise<Rows> {
  const engine = await openWarehouse(":memory:", { threads: 1 });
  try {
    return await readTable(engine, name, join(defaultsRoot, `${name}.csv`), nothingWritten);
  } finally {
    engine.close();
  }
}

/** The stages that a stage map leads to, in the order in which it names them first. */
function stagesOfMap(map: Rows): Rows {
  const stages = new Map<string, string[]>();
  for (const { kind, target_pipeline: pipeline = "", stage = "" } of map) {
    const known = stages.get(pipeline) ?? [];
    if (kind !== "stage" || pipeline === "" || stage === "" || known.includes(stage)) continue;
    stages.set(pipeline, [...known, stage]);
  }
  return [...stages].flatMap(([pipeline, names]) =>
    names.map((stage, at) => {
      const label = (stage.charAt(0).toUpperCase() + stage.slice(1)).replaceAll("_", " ");
      return {
        pipeline,
        stage,
        ordinal: String(at + 1),
        team: "sales",
        label_en: label,
        label_hu: label,
        benchmark_low: "",
        benchmark_high: "",
        benchmark_source: "",
        horizon_days: "",
        is_proposal: "",
        benchmark_source_hu: "",
      };
    }),
  );
}

/** Each key that a home does not set has its shipped value; `is_own` says which ones it sets. */
function withDefaults(own: Rows, defaults: Rows): Rows {
  const keys = new Set(own.map((row) => row["key"]));
  return [
    ...own.map((row) => ({ ...row, is_own: "true" })),
    ...defaults.filter((row) => !keys.has(row["key"])).map((row) => ({ ...row, is_own: "false" })),
  ];
}

/** Whether the home sets a key. */
export const ownSettings = (reference: Reference) => {
  const own = new Set(
    reference.settings.rows.flatMap((row) => (row["is_own"] === "true" ? [row["key"]] : [])),
  );
  return (key: string): boolean => own.has(key);
};

/** The settings as a map; every key of the shipped defaults is present. */
export function settingsOf(reference: Reference): Map<string, string> {
  return new Map(reference.settings.rows.map((row) => [row["key"] ?? "", row["value"] ?? ""]));
}
