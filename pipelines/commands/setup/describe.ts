import type { Findings, FoundPipeline, FoundStage } from "./findings.ts";

const toldBy: Record<string, string> = {
  decision: "reference data",
  crm: "the CRM's list of stages",
  flag: "the CRM's own mark",
  vendor: "the CRM's usual names",
  probability: "the CRM's probability",
  words: "the name",
  structure: "the dates",
  after_won: "it follows a win",
  entry: "leads begin here",
  nothing: "no sign of an outcome",
};

const orderBy: Record<string, string> = {
  crm: "the CRM's list of stages",
  vendor: "the CRM's usual order",
  probability: "the CRM's probability",
  words: "the names only",
  age: "the age of the records only",
  record_type: "leads before deals",
  nothing: "nothing: check it",
};

const whole = (count: number) => count.toLocaleString("en").replaceAll(",", " ");

/** Rows of cells as lines, each column as wide as its widest cell. */
function aligned(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

const orderOf = ({ orderToldBy, forward, backward }: FoundStage): string => {
  if (orderToldBy === null) return "";
  return orderToldBy === "entries"
    ? `${whole(forward)} records came here from it, ${whole(backward)} the other way`
    : (orderBy[orderToldBy] ?? orderToldBy);
};

const rowsOf = ({ names }: FoundPipeline): string[][] => [
  ["", "stage", "in the export", "records", "now", "means", "told by", "after the one before, because of"],
  ...names.map((name) => [
    name.ordinal === null ? "" : String(name.ordinal),
    name.stage ?? "",
    `${name.sourceStage === "" ? "(empty)" : name.sourceStage}${name.source === names[0]?.source ? "" : ` (${name.source})`}`,
    whole(name.records),
    whole(name.current),
    name.isQuestion ? `${name.kind}?` : name.kind,
    toldBy[name.toldBy] ?? name.toldBy,
    orderOf(name),
  ]),
];

const headOf = ({ label, source, counts }: FoundPipeline): string =>
  `${label} (${source}): ${whole(counts.records)} records, ${whole(counts.won)} won, ${whole(counts.lost)} lost, ${whole(counts.open)} open`;

/** What a person should look at, most important first. */
export function questionsOf(findings: Findings): string[] {
  const base = findings.settings.find(({ key }) => key === "base_currency")?.value ?? "";
  return [
    ...findings.pipelines.map(({ label, remedy }) => `${label}: ${remedy}`),
    ...findings.unmapped.map(
      ({ source, sourcePipeline, sourceStage, records }) =>
        `${source} ${sourcePipeline}: the reference data has no row for ${sourceStage} (${whole(records)} records); add ${source},${sourcePipeline === "" ? "*" : sourcePipeline},${sourceStage},<kind>,<pipeline>,<stage>,, to reference/stage_map.csv`,
    ),
    ...findings.leadSources.flatMap(({ source, value, leadSource, mayBe, records }) =>
      leadSource === null || mayBe !== null
        ? [
            `lead source ${value} of ${source} (${whole(records)} records) ${mayBe === null ? "is unknown" : `may be ${mayBe}`} and counts as other; add ${source},${value},<lead_source> to reference/source_map.csv`,
          ]
        : [],
    ),
    ...findings.roles.flatMap(({ source, value, role, people }) =>
      role === null
        ? [
            `role ${value} of ${source} (${whole(people)} people) is unknown; add ${source},${value},<role> to reference/role_map.csv`,
          ]
        : [],
    ),
    ...findings.currencies.flatMap(({ source, currency, amounts, hasRate }) =>
      !hasRate
        ? [
            `${whole(amounts)} amounts of ${source} in ${currency ?? ""} have no rate and are not priced; add <date>,${currency ?? ""},${base},<rate> to reference/fx_rates.csv (header: date,currency,base,rate)`,
          ]
        : currency === null
          ? [
              `${whole(amounts)} amounts of ${source} name no currency and are taken for the base currency; add ${source}.currency,<code> to reference/settings.csv`,
            ]
          : [],
    ),
  ].filter((line) => !line.endsWith(": "));
}

/** The pipelines that were read from the data, as tables for a terminal. */
export const describePipelines = (findings: Findings): string[] =>
  findings.pipelines.flatMap((pipeline) => ["", headOf(pipeline), ...aligned(rowsOf(pipeline))]);

/** The findings as lines for a terminal. */
export function describeFindings(findings: Findings): string[] {
  const { files, decided, leadSources, currencies, settings } = findings;
  const section = (title: string, rows: string[][]) => (rows.length < 2 ? [] : ["", title, ...aligned(rows)]);
  return [
    ...section("Files", [
      ["name", "source", "records", "loaded", "set aside", "dates", "decimal mark", "time zone"],
      ...files.map((file) => [
        file.name,
        file.source,
        whole(file.records),
        file.status === "loaded" ? whole(file.loaded) : file.status,
        whole(file.quarantined),
        file.dates,
        file.decimal,
        file.zone,
      ]),
    ]),
    ...files.flatMap((file) => (file.status === "refused" ? [`  ${file.name}: ${file.reason}`] : [])),
    ...describePipelines(findings),
    ...decided.map(({ pipeline, stages }) => `\n${pipeline}: ${stages} (decided by reference/stages.csv)`),
    ...section("Lead sources", [
      ["source", "in the export", "records", "means"],
      ...leadSources.map(({ source, value, leadSource, records }) => [
        source,
        value,
        whole(records),
        leadSource ?? "unknown",
      ]),
    ]),
    ...section("Roles in decisions", [
      ["source", "in the export", "people", "means"],
      ...findings.roles.map(({ source, value, role, people }) => [
        source,
        value,
        whole(people),
        role ?? "unknown",
      ]),
    ]),
    ...section("Amounts", [
      ["source", "currency", "amounts", "median"],
      ...currencies.map(({ source, currency, amounts, median }) => [
        source,
        currency ?? "not named",
        whole(amounts),
        median === null ? "" : whole(Math.round(median)),
      ]),
    ]),
    ...section("Settings", [
      ["setting", "value", ""],
      ...settings.map(({ key, value, isPresumed }) => [
        key,
        value,
        isPresumed ? "presumed from the data" : "",
      ]),
    ]),
  ];
}

/** What setup writes beside the reference files: how each line came about, and what to check. */
export function describeFile(findings: Findings, confirmed: string[]): string {
  const questions = questionsOf(findings);
  return [
    "# What setup wrote, and why",
    "",
    "`npm run setup` read these lines of `stages.csv`, `stage_map.csv`, `source_map.csv` and `settings.csv` from the exports, and those of `activity_rules.csv`, `role_map.csv` and `playbook.csv` where they hold activities and roles. Change what is wrong: a line that a person wrote or changed stays as it is. `npm run setup -- --confirm` says that all of it is right.",
    "",
    ...(questions.length === 0 ? [] : ["## To check", "", ...questions.map((line) => `- ${line}`), ""]),
    ...findings.pipelines.flatMap((pipeline) => [
      `## ${pipeline.label}`,
      "",
      `${headOf(pipeline)}. ${confirmed.includes(pipeline.pipeline) ? "Confirmed." : "Nobody has confirmed it yet."}`,
      "",
      "```",
      ...aligned(rowsOf(pipeline)),
      "```",
      "",
    ]),
  ].join("\n");
}
