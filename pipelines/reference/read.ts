import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import { defaultsRoot, sampleHome, type Home } from "../contract/home.ts";
import { csvRecords } from "../formats/csv/csv.ts";
import { openWarehouse } from "../warehouse/open.ts";
import {
  isUnchanged,
  isUnconfirmed,
  nothingWritten,
  readWritten,
  unconfirmedPipelines,
  withoutUnled,
  type Written,
} from "./written.ts";
import {
  optionalColumns,
  referenceTables,
  settings as settingChecks,
  sourceSettings,
  type Reference,
  type ReferenceRows,
  type ReferenceTable,
} from "./tables.ts";
import { quotedPath } from "../warehouse/paths.ts";

const refuse = (code: string, message: string) => new FunnelError("config", code, message);

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
      const [path, shipped] = [own, defaultsRoot].map((folder) => join(folder, `${name}.csv`)) as [
        string,
        string,
      ];
      const read = async (from: string) => (existsSync(from) ? readTable(engine, name, from, written) : []);
      const rows = existsSync(path)
        ? await readTable(engine, name, path, written)
        : name === "settings"
          ? []
          : await read(shipped);
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

type Rows = Record<string, string>[];

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

type Engine = Awaited<ReturnType<typeof openWarehouse>>;

async function readTable(
  engine: Engine,
  name: ReferenceTable,
  path: string,
  written: Written,
): Promise<Record<string, string>[]> {
  const { columns, key } = referenceTables[name];
  const file = `reference/${name}.csv`;
  const expected = Object.keys(columns);
  let content: string;
  try {
    content = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)).replace(/^\uFEFF/, "");
  } catch {
    throw refuse("reference_unreadable", `${file}: expected a readable UTF-8 file; save it as CSV UTF-8`);
  }
  const header = (content.split(/\r?\n/, 1)[0] ?? "")
    .split(",")
    .map((cell) => cell.trim().replace(/^"|"$/g, ""));
  const other = [";", "\t", "|"].find((mark) => (header[0] ?? "").includes(mark));
  if (other !== undefined && header.length === 1)
    throw refuse(
      "reference_delimiter",
      `${file}: expected cells that are separated by commas, found ${other === "\t" ? "tabs" : other}; save it as CSV with commas, or replace them`,
    );
  const unknown = header.filter((column) => !expected.includes(column));
  const optional = optionalColumns(name);
  const missing = expected.filter((column) => !header.includes(column) && !optional.includes(column));
  if (unknown.length > 0)
    throw refuse(
      "reference_column",
      `${file}: unknown column ${unknown.join(", ")}; the columns are ${expected.join(", ")}`,
    );
  if (missing.length > 0 || new Set(header).size !== header.length)
    throw refuse(
      "reference_column",
      `${file}: missing or repeated column ${missing.join(", ")}; the columns are ${expected.join(", ")}`,
    );
  let rows: Record<string, string>[];
  try {
    const typed = header.map((column) => `'${column}': 'varchar'`).join(", ");
    rows = await engine.rows<Record<string, string>>(
      `select ${[
        ...header.map((column) => `coalesce(trim("${column}"), '') as "${column}"`),
        ...optional.filter((column) => !header.includes(column)).map((column) => `'' as "${column}"`),
      ].join(", ")}
       from read_csv(${quotedPath(path)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {${typed}})`,
    );
  } catch {
    throw refuse(
      "reference_csv",
      `${file}${misfitOf(content, header.length)}: expected ${header.length} comma-separated cells on every line; add the commas that are missing, quote cells that hold a comma`,
    );
  }
  const isWritten = isUnchanged(written, name);
  const keyOf = (row: Record<string, string>) => key.map((column) => row[column]).join("\u0000");
  // what a person says of a name holds before what setup wrote of it
  const said = new Set(rows.filter((row) => !isWritten(row)).map(keyOf));
  const seen = new Map<string, number>();
  rows.forEach((row, index) => {
    if (isWritten(row) && said.has(keyOf(row))) return;
    const line = index + 2;
    for (const [column, [check]] of Object.entries(columns)) {
      const outcome = check.safeParse(row[column]);
      if (!outcome.success)
        throw refuse(
          "reference_value",
          `${file} line ${line}, ${column}: ${outcome.error.issues[0]?.message ?? "bad value"}`,
        );
    }
    const id = keyOf(row);
    const first = seen.get(id);
    if (first !== undefined)
      throw refuse(
        "reference_duplicate",
        `${file} line ${line}: the same ${key.join(", ")} as line ${first}; remove one`,
      );
    seen.set(id, line);
  });
  return rows.filter((row) => !isWritten(row) || !said.has(keyOf(row)));
}

/** The first line that has another number of cells, in words. */
function misfitOf(content: string, width: number): string {
  for (const { cells, line, isBlank, isBroken } of csvRecords(content, ",")) {
    if (isBlank || (cells.length === width && !isBroken)) continue;
    return ` line ${line}: found ${isBroken ? "a quote that is not closed or text after one" : `${cells.length} cells`}`;
  }
  return "";
}

function checkSettings({ rows }: ReferenceRows) {
  rows.forEach((row, index) => {
    const name = row["key"] ?? "";
    const check = settingChecks[name] ?? sourceSettings[/^[a-z0-9_]+\.([a-z_]+)$/.exec(name)?.[1] ?? ""];
    const at = `reference/settings.csv line ${index + 2}, ${name}`;
    if (check === undefined)
      throw refuse(
        "setting_unknown",
        `${at}: unknown setting; known are ${Object.keys(settingChecks).join(", ")}, and per source ${Object.keys(
          sourceSettings,
        )
          .map((each) => `<source>.${each}`)
          .join(", ")}`,
      );
    const outcome = check.safeParse(row["value"]);
    if (!outcome.success)
      throw refuse("setting_value", `${at}: ${outcome.error.issues[0]?.message ?? "bad value"}`);
  });
}

function checkStages({ rows }: ReferenceRows) {
  for (const pipeline of new Set(rows.map((row) => row["pipeline"] ?? ""))) {
    const stages = rows.filter((row) => row["pipeline"] === pipeline);
    const ordinals = stages.map((row) => Number(row["ordinal"])).sort((a, b) => a - b);
    if (ordinals.some((ordinal, index) => ordinal !== index + 1) || ordinals.length > 60)
      throw refuse(
        "stage_ordinal",
        `reference/stages.csv, pipeline ${pipeline}: expected ordinals 1, 2, 3, … without gaps, at most 60`,
      );
  }
}

function checkStageMap({ rows }: ReferenceRows, stages: ReferenceRows) {
  const known = new Set(stages.rows.map((row) => `${row["pipeline"] ?? ""}\u0000${row["stage"] ?? ""}`));
  const pipelines = new Set(stages.rows.map((row) => row["pipeline"]));
  rows.forEach((row, index) => {
    const at = `reference/stage_map.csv line ${index + 2}`;
    const {
      kind,
      stage = "",
      target_pipeline: pipeline = "",
      valid_from: from = "",
      valid_to: to = "",
    } = row;
    if (pipeline === "" && stage !== "")
      throw refuse(
        "stage_map_pipeline",
        `${at}: stage ${stage} without a target_pipeline; name its pipeline, or empty the cell to say only what the name means`,
      );
    if (kind === "ignore" && pipeline !== "")
      throw refuse("stage_map_ignore", `${at}: ignore takes no target_pipeline; empty the cell`);
    if (pipeline !== "" && !pipelines.has(pipeline))
      throw refuse(
        "stage_map_pipeline",
        `${at}: pipeline ${pipeline} is not in stages.csv; add its stages or correct the name`,
      );
    if (kind === "stage" && pipeline !== "" && !known.has(`${pipeline}\u0000${stage}`))
      throw refuse(
        "stage_map_stage",
        `${at}: stage ${stage || "(empty)"} of pipeline ${pipeline} is not in stages.csv; add it or correct the name`,
      );
    if (kind !== "stage" && stage !== "")
      throw refuse("stage_map_stage", `${at}: ${kind ?? ""} takes no stage; empty the cell`);
    checkValidity(at, from, to);
    const clash = rows.findIndex(
      (other, at) =>
        at < index &&
        other["source"] === row["source"] &&
        other["pipeline"] === row["pipeline"] &&
        other["source_stage"] === row["source_stage"] &&
        overlaps(other["valid_from"], other["valid_to"], from, to),
    );
    if (clash >= 0)
      throw refuse(
        "stage_map_overlap",
        `${at}: valid at the same time as line ${clash + 2}; set valid_from and valid_to`,
      );
  });
}

function checkIcpRules({ rows }: ReferenceRows) {
  rows.forEach((row, index) => {
    const at = `reference/icp_rules.csv line ${index + 2}`;
    const { field = "", operator = "", value = "", valid_from: from = "", valid_to: to = "" } = row;
    const numbers = { between: 2, at_least: 1, at_most: 1 }[operator];
    if (numbers !== undefined && field !== "employee_count")
      throw refuse(
        "icp_operator",
        `${at}: ${operator} compares numbers; ${field} is a text, use eq, in, not_in or contains`,
      );
    const parts = value.split(";").map((part) => part.trim());
    if (
      numbers !== undefined &&
      (parts.length !== numbers || parts.some((part) => !/^-?\d+(\.\d+)?$/.test(part)))
    )
      throw refuse(
        "icp_value",
        `${at}: ${operator} expects ${numbers === 2 ? "two numbers like 50;500" : "a number like 50"}`,
      );
    if (numbers === undefined && parts.includes(""))
      throw refuse("icp_value", `${at}: an empty entry in the list; remove the extra ;`);
    checkValidity(at, from, to);
    const clash = rows.findIndex(
      (other, at) =>
        at < index &&
        other["rule"] === row["rule"] &&
        overlaps(other["valid_from"], other["valid_to"], from, to),
    );
    if (clash >= 0)
      throw refuse(
        "icp_overlap",
        `${at}: the rule is valid at the same time as on line ${clash + 2}; set valid_from and valid_to`,
      );
  });
}

/** A purpose that no rule gives would be a task that nothing ever does. */
function checkPlaybook({ rows }: ReferenceRows, rules: ReferenceRows) {
  const known = new Set(rules.rows.map((row) => row["purpose"] ?? ""));
  rows.forEach(({ purpose = "", kind = "", task = "" }, index) => {
    const at = `reference/playbook.csv line ${index + 2}, ${task}`;
    if (purpose !== "" && !known.has(purpose))
      throw refuse(
        "playbook_purpose",
        `${at}: no rule of activity_rules.csv has the purpose ${purpose}; the purposes are ${[...known].sort().join(", ")}`,
      );
    if (purpose === "" && kind === "*")
      throw refuse("playbook_kind", `${at}: any activity would do it; name a kind or a purpose`);
  });
}

/** Expressions are those of the engine, which says whether it can read one. */
async function checkExpressions(engine: Engine, { rows }: ReferenceRows) {
  for (const [index, { operator, value = "" }] of rows.entries()) {
    if (operator !== "regex") continue;
    try {
      await engine.rows("select regexp_matches('', $1)", [value]);
    } catch {
      throw refuse(
        "activity_rule_regex",
        `reference/activity_rules.csv line ${index + 2}, value: expected a regular expression of RE2, such as ^Q-[0-9]+$`,
      );
    }
  }
}

function checkValidity(at: string, from: string, to: string) {
  if (from !== "" && to !== "" && from >= to)
    throw refuse("validity", `${at}: expected valid_from before valid_to`);
}

/** Whether two spans of dates share a day; an empty beginning or end is open, an end is not included. */
function overlaps(from = "", to = "", otherFrom = "", otherTo = "") {
  return (from || "0000") < (otherTo || "9999") && (otherFrom || "0000") < (to || "9999");
}
