import type { Warehouse } from "../warehouse/open.ts";
import { refused } from "./refused.ts";
import { settings as settingChecks, sourceSettings, type ReferenceRows } from "./tables.ts";

/** Refuses a setting that is unknown, or whose value is none of its kind. */
export function checkSettings({ rows }: ReferenceRows) {
  rows.forEach((row, index) => {
    const name = row["key"] ?? "";
    const check = settingChecks[name] ?? sourceSettings[/^[a-z0-9_]+\.([a-z_]+)$/.exec(name)?.[1] ?? ""];
    const at = `reference/settings.csv line ${index + 2}, ${name}`;
    if (check === undefined)
      throw refused(
        "setting_unknown",
        `${at}: unknown setting; known are ${Object.keys(settingChecks).join(", ")}, and per source ${Object.keys(
          sourceSettings,
        )
          .map((each) => `<source>.${each}`)
          .join(", ")}`,
      );
    const outcome = check.safeParse(row["value"]);
    if (!outcome.success)
      throw refused("setting_value", `${at}: ${outcome.error.issues[0]?.message ?? "bad value"}`);
  });
}

/** Refuses a pipeline whose stages are not numbered from 1 without gaps, or are more than 60. */
export function checkStages({ rows }: ReferenceRows) {
  for (const pipeline of new Set(rows.map((row) => row["pipeline"] ?? ""))) {
    const stages = rows.filter((row) => row["pipeline"] === pipeline);
    const ordinals = stages.map((row) => Number(row["ordinal"])).sort((a, b) => a - b);
    if (ordinals.some((ordinal, index) => ordinal !== index + 1) || ordinals.length > 60)
      throw refused(
        "stage_ordinal",
        `reference/stages.csv, pipeline ${pipeline}: expected ordinals 1, 2, 3, … without gaps, at most 60`,
      );
  }
}

/** Refuses a row that leads to no stage of `stages`, or is valid at the same time as another row of its name. */
export function checkStageMap({ rows }: ReferenceRows, stages: ReferenceRows) {
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
      throw refused(
        "stage_map_pipeline",
        `${at}: stage ${stage} without a target_pipeline; name its pipeline, or empty the cell to say only what the name means`,
      );
    if (kind === "ignore" && pipeline !== "")
      throw refused("stage_map_ignore", `${at}: ignore takes no target_pipeline; empty the cell`);
    if (pipeline !== "" && !pipelines.has(pipeline))
      throw refused(
        "stage_map_pipeline",
        `${at}: pipeline ${pipeline} is not in stages.csv; add its stages or correct the name`,
      );
    if (kind === "stage" && pipeline !== "" && !known.has(`${pipeline}\u0000${stage}`))
      throw refused(
        "stage_map_stage",
        `${at}: stage ${stage || "(empty)"} of pipeline ${pipeline} is not in stages.csv; add it or correct the name`,
      );
    if (kind !== "stage" && stage !== "")
      throw refused("stage_map_stage", `${at}: ${kind ?? ""} takes no stage; empty the cell`);
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
      throw refused(
        "stage_map_overlap",
        `${at}: valid at the same time as line ${clash + 2}; set valid_from and valid_to`,
      );
  });
}

/** Refuses a rule whose value does not suit its operator and field, or that is valid twice at the same time. */
export function checkIcpRules({ rows }: ReferenceRows) {
  rows.forEach((row, index) => {
    const at = `reference/icp_rules.csv line ${index + 2}`;
    const { field = "", operator = "", value = "", valid_from: from = "", valid_to: to = "" } = row;
    const numbers = { between: 2, at_least: 1, at_most: 1 }[operator];
    if (numbers !== undefined && field !== "employee_count")
      throw refused(
        "icp_operator",
        `${at}: ${operator} compares numbers; ${field} is a text, use eq, in, not_in or contains`,
      );
    const parts = value.split(";").map((part) => part.trim());
    if (
      numbers !== undefined &&
      (parts.length !== numbers || parts.some((part) => !/^-?\d+(\.\d+)?$/.test(part)))
    )
      throw refused(
        "icp_value",
        `${at}: ${operator} expects ${numbers === 2 ? "two numbers like 50;500" : "a number like 50"}`,
      );
    if (numbers === undefined && parts.includes(""))
      throw refused("icp_value", `${at}: an empty entry in the list; remove the extra ;`);
    checkValidity(at, from, to);
    const clash = rows.findIndex(
      (other, at) =>
        at < index &&
        other["rule"] === row["rule"] &&
        overlaps(other["valid_from"], other["valid_to"], from, to),
    );
    if (clash >= 0)
      throw refused(
        "icp_overlap",
        `${at}: the rule is valid at the same time as on line ${clash + 2}; set valid_from and valid_to`,
      );
  });
}

/** A purpose that no rule gives would be a task that nothing ever does. */
export function checkPlaybook({ rows }: ReferenceRows, rules: ReferenceRows) {
  const known = new Set(rules.rows.map((row) => row["purpose"] ?? ""));
  rows.forEach(({ purpose = "", kind = "", task = "" }, index) => {
    const at = `reference/playbook.csv line ${index + 2}, ${task}`;
    if (purpose !== "" && !known.has(purpose))
      throw refused(
        "playbook_purpose",
        `${at}: no rule of activity_rules.csv has the purpose ${purpose}; the purposes are ${[...known].sort().join(", ")}`,
      );
    if (purpose === "" && kind === "*")
      throw refused("playbook_kind", `${at}: any activity would do it; name a kind or a purpose`);
  });
}

/** Expressions are those of the engine, which says whether it can read one. */
export async function checkExpressions(engine: Warehouse, { rows }: ReferenceRows) {
  for (const [index, { operator, value = "" }] of rows.entries()) {
    if (operator !== "regex") continue;
    try {
      await engine.rows("select regexp_matches('', $1)", [value]);
    } catch {
      throw refused(
        "activity_rule_regex",
        `reference/activity_rules.csv line ${index + 2}, value: expected a regular expression of RE2, such as ^Q-[0-9]+$`,
      );
    }
  }
}

function checkValidity(at: string, from: string, to: string) {
  if (from !== "" && to !== "" && from >= to)
    throw refused("validity", `${at}: expected valid_from before valid_to`);
}

/** Whether two spans of dates share a day; an empty beginning or end is open, an end is not included. */
function overlaps(from = "", to = "", otherFrom = "", otherTo = "") {
  return (from || "0000") < (otherTo || "9999") && (otherFrom || "0000") < (to || "9999");
}
