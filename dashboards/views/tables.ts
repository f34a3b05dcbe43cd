import type { TableColumn } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import type {
  QualityFilesRow,
  SummaryFreshnessRow,
  QualityIssuesRow,
  QualityPresumedRow,
  QualityRestatementsRow,
} from "../lib/data.ts";
import type { RunRow } from "../lib/built-files.ts";
import { element } from "../lib/element.ts";
import { sheet } from "./sheet.ts";
import { latenessOf } from "../lib/lateness.ts";
import { countColumn } from "../figures/columns.ts";
import { entityOf, findingOf, statusOf } from "../words/issues.ts";
import { labelOf } from "../words/labels.ts";
import { operationsWords } from "../words/operations.ts";
import { overviewWords } from "../words/overview.ts";
import { presumedWords, toldByOf } from "../words/presumed.ts";
import { restatementWords } from "../words/restatements.ts";
import { fileOf, pipelineLabel, stageLabel, type Context } from "../lib/context.ts";

/** What was delivered, how fresh it is and what is wrong with it. */
export function quality(context: Context): Node[] {
  const data = fileOf(context, "quality");
  const { text, format, language } = context;
  const fresh = rowsOf(context.summary.freshness);
  const [oldest] = fresh
    .filter((row) => (row.age_days ?? 0) > 0)
    .sort((one, other) => (other.age_days ?? 0) - (one.age_days ?? 0));
  const limits = new Map(rowsOf(fileOf(context, "operations").limits).map((row) => [row.source, row]));
  const lateness = (row: SummaryFreshnessRow) =>
    latenessOf(row.watermark_at, limits.get(row.source), context.now);
  const late = fresh.filter((row) => lateness(row) !== null);
  const operated = operationsWords[language];
  const issues = rowsOf(data.issues);
  const files = rowsOf(data.files);
  const count = <Row>(name: string, label: string, value: (row: Row) => number): TableColumn<Row> => ({
    name,
    label,
    value,
    show: (row) => format.count(value(row)),
    isNumber: true,
  });
  const found = issues.reduce((total, row) => total + row.issue_count, 0);
  const quarantined = files.reduce((total, row) => total + row.quarantined, 0);
  return [
    sheet<SummaryFreshnessRow>(
      context,
      "freshness",
      late.length > 0
        ? operated.lateHeadline(format.count(late.length), format.count(fresh.length))
        : oldest === undefined
          ? text.headline.fresh
          : overviewWords[language].behindHeadline(
              labelOf(oldest.source, language),
              format.count(oldest.age_days),
            ),
      text.ignores,
      [
        { name: "source", label: text.source, value: (row) => row.source },
        {
          name: "watermark_at",
          label: text.until,
          value: (row) => row.watermark_at,
          show: (row) => format.day(row.watermark_at),
        },
        {
          name: "newest_event_at",
          label: text.newest,
          value: (row) => row.newest_event_at,
          show: (row) => format.day(row.newest_event_at),
        },
        {
          name: "age_days",
          label: text.behind,
          value: (row) => (row.watermark_at === null ? null : row.age_days),
          show: (row) => format.count(row.watermark_at === null ? null : row.age_days),
          isNumber: true,
        },
        ...(limits.size === 0
          ? []
          : [
              {
                name: "late_hours",
                label: operated.late,
                value: (row: SummaryFreshnessRow) => lateness(row)?.hours ?? null,
                show: (row: SummaryFreshnessRow) => {
                  const found = lateness(row);
                  if (!limits.has(row.source)) return "–";
                  return found === null
                    ? operated.inTime
                    : element(
                        "span",
                        { class: found.isError ? "late error" : "late" },
                        operated.lateBy(format.count(found.hours), format.count(found.limit)),
                      );
                },
              },
            ]),
        count("file_count", text.files, (row) => row.file_count),
        count("record_count", text.recordsLoaded, (row) => row.record_count),
        count("quarantined_count", text.quarantined, (row) => row.quarantined_count),
        count("journey_count", text.journeys, (row) => row.journey_count),
      ],
      fresh,
    ),
    ...presumedStages(context, rowsOf(data.presumed)),
    runs(context),
    restatements(context, rowsOf(data.restatements), data.comparison.previous[0]),
    sheet<QualityIssuesRow>(
      context,
      "issues",
      text.headline.issues(format.count(found)),
      text.sub.issues,
      [
        {
          name: "kind",
          label: text.kind,
          value: (row) => row.kind,
          show: (row) => findingOf(row.kind, language).label,
        },
        {
          name: "meaning",
          label: text.meaning,
          value: (row) => findingOf(row.kind, language).about,
        },
        { name: "source", label: text.source, value: (row) => row.source },
        {
          name: "entity",
          label: text.entity,
          value: (row) => row.entity,
          show: (row) => entityOf(row.entity, language),
        },
        count("issue_count", text.count, (row) => row.issue_count),
        { name: "example_id", label: text.example, value: (row) => row.example },
      ],
      issues,
    ),
    sheet<QualityFilesRow>(
      context,
      "files",
      text.headline.files(format.count(quarantined), format.count(files.length)),
      text.sub.files,
      [
        { name: "name", label: text.file, value: (row) => row.name },
        { name: "source", label: text.source, value: (row) => row.source },
        count("records_in", text.recordsIn, (row) => row.records_in),
        count("loaded", text.loaded, (row) => row.loaded),
        count("quarantined", text.quarantined, (row) => row.quarantined),
        count("deduplicated", text.deduplicated, (row) => row.deduplicated),
        count("skipped", text.skippedLines, (row) => row.skipped),
        {
          name: "status",
          label: text.status,
          value: (row) => row.status,
          show: (row) => statusOf(row.status, language),
        },
        {
          name: "reason",
          label: text.reason,
          value: (row) => row.reason,
          show: (row) => (language === "hu" ? row.reason_hu : row.reason) ?? "",
        },
        { name: "unread_columns", label: text.unread, value: (row) => row.unread_columns },
      ],
      files,
    ),
  ];
}

/** The last runs: when, how long, how they ended, what they changed. */
function runs(context: Context): HTMLElement {
  const { format, language } = context;
  const text = operationsWords[language];
  const data = fileOf(context, "operations");
  const rows = rowsOf(data.runs);
  const changes = rowsOf(data.changes);
  const failed = rows.filter(({ outcome }) => outcome !== "published").length;
  const changesOf = (row: RunRow): string[] => [
    ...changes
      .filter((change) => change.started_at === row.started_at)
      .map((change) => {
        const counts = (["leads", "won", "lost", "open"] as const).flatMap((name) =>
          change[name] === 0
            ? []
            : [`${change[name] > 0 ? "+" : "−"}${format.count(Math.abs(change[name]))} ${text.change[name]}`],
        );
        return `${change.label}: ${counts.join(", ")}`;
      }),
    ...(row.restated === null || row.restated === 0 ? [] : [text.restated(format.count(row.restated))]),
  ];
  return sheet<RunRow>(
    context,
    "runs",
    failed === 0
      ? text.runsHeadline(format.count(rows.length))
      : text.runsFailed(format.count(failed), format.count(rows.length)),
    text.runsSubtitle,
    [
      {
        name: "started_at",
        label: text.started,
        value: (row) => row.started_at,
        show: (row) => `${format.day(row.started_at.slice(0, 10))} ${row.started_at.slice(11, 16)}`,
      },
      {
        name: "seconds",
        label: text.took,
        value: (row) => row.seconds,
        show: (row) => {
          if (row.seconds === null) return "–";
          return row.seconds < 120
            ? text.seconds(format.count(row.seconds))
            : text.minutes(format.count(row.seconds / 60));
        },
        isNumber: true,
      },
      {
        name: "outcome",
        label: text.outcome,
        value: (row) => row.outcome,
        show: (row) => `${text.outcomes[row.outcome]}${row.code === null ? "" : ` (${row.code})`}`,
      },
      countColumn<RunRow>(context, "loaded", text.loaded, (row) => row.loaded),
      countColumn<RunRow>(context, "quarantined", text.quarantined, (row) => row.quarantined),
      {
        name: "changes",
        label: text.changed,
        value: (row) => changesOf(row).join("; "),
        show: (row) => (row.outcome === "published" ? changesOf(row).join("; ") || text.nothing : "–"),
      },
    ],
    rows,
  );
}

/** What tells the stages that nobody has confirmed; nothing where all are. */
function presumedStages(context: Context, rows: QualityPresumedRow[]): HTMLElement[] {
  const { format, language, summary, unsettled } = context;
  const waiting = unsettled.filter((row) => row.state !== "decided").length;
  if (waiting === 0 && rows.length === 0) return [];
  const text = presumedWords[language];
  const labels = new Map(
    rowsOf(summary.stages).map((stage) => [`${stage.pipeline}\t${stage.stage}`, stageLabel(stage, context)]),
  );
  const count = (name: string, label: string, value: (row: QualityPresumedRow) => number | null) =>
    countColumn<QualityPresumedRow>(context, name, label, value);
  const hidden = (name: string, value: (row: QualityPresumedRow) => string | number | null) => ({
    name,
    label: name,
    value,
    isHidden: true,
  });
  const isStep = (row: QualityPresumedRow) =>
    row.order_told_by !== null && row.order_told_by !== "record_type";
  return [
    sheet<QualityPresumedRow>(
      context,
      "presumed",
      text.headline(format.count(waiting)),
      text.subtitle,
      [
        {
          name: "pipeline",
          label: context.text.pipeline,
          value: (row) => row.pipeline,
          show: (row) => (row.pipeline === null ? "–" : pipelineLabel(row.pipeline, context)),
        },
        { name: "source", label: context.text.source, value: (row) => row.source },
        hidden("record_type", (row) => row.record_type),
        hidden("source_pipeline", (row) => row.source_pipeline),
        {
          name: "source_stage",
          label: text.inCrm,
          value: (row) => row.source_stage,
          show: (row) => (row.source_stage === "" ? text.noStage : row.source_stage),
        },
        {
          name: "kind",
          label: text.kind,
          value: (row) => row.kind,
          show: (row) =>
            row.kind === "stage" ? text.kinds.stage(format.count(row.stage_ordinal)) : text.kinds[row.kind],
        },
        hidden("stage", (row) => row.stage),
        hidden("stage_ordinal", (row) => row.stage_ordinal),
        hidden("label", (row) => labels.get(`${row.pipeline ?? ""}\t${row.stage ?? ""}`) ?? null),
        {
          name: "kind_told_by",
          label: text.kindToldBy,
          value: (row) => row.kind_told_by,
          show: (row) =>
            row.kind_told_by === "nothing" ? text.plainStage : toldByOf(row.kind_told_by, language),
        },
        {
          name: "order_told_by",
          label: text.orderToldBy,
          value: (row) => row.order_told_by,
          show: (row) => (row.order_told_by === null ? "–" : toldByOf(row.order_told_by, language)),
        },
        count("forward_count", text.forward, (row) => (isStep(row) ? row.forward_count : null)),
        count("backward_count", text.backward, (row) => (isStep(row) ? row.backward_count : null)),
        count("record_count", text.records, (row) => row.record_count),
        hidden("current_count", (row) => row.current_count),
        {
          name: "doubt",
          label: text.doubt,
          value: (row) => row.doubt,
          show: (row) =>
            row.doubt === null
              ? "–"
              : element(
                  "span",
                  {},
                  `${text.doubts[row.doubt]} `,
                  row.line === null ? null : element("code", {}, row.line),
                ),
        },
        hidden("line", (row) => row.line),
      ],
      rows,
      text.writtenOnly,
    ),
  ];
}

/** What changed in the past since the last release, and why. */
function restatements(
  context: Context,
  rows: QualityRestatementsRow[],
  previous: string | undefined,
): HTMLElement {
  const { format, language, summary } = context;
  const text = restatementWords[language];
  const numbers = new Set(
    rows.map((row) =>
      [row.metric, row.pipeline, row.segment, row.segment_value, row.stage, row.month].join("\t"),
    ),
  ).size;
  const journeys = format.count(rows.reduce((total, row) => total + row.journey_count, 0));
  const labels = new Map(
    rowsOf(summary.stages).map((stage) => [`${stage.pipeline}\t${stage.stage}`, stageLabel(stage, context)]),
  );
  const rate = (share: number | null, advanced: number, reached: number) =>
    `${format.share(share)} (${format.count(advanced)} / ${format.count(reached)})`;
  return sheet<QualityRestatementsRow>(
    context,
    "restatements",
    previous === undefined
      ? text.headlineFirst
      : numbers === 0
        ? text.headlineNone
        : numbers === 1
          ? text.headlineOne(journeys)
          : text.headline(format.count(numbers), journeys),
    previous === undefined
      ? text.subtitleFirst
      : text.subtitle(format.day(`${previous.slice(0, 4)}-${previous.slice(4, 6)}-${previous.slice(6, 8)}`)),
    [
      {
        name: "metric",
        label: text.metric,
        value: (row) => row.metric,
        show: (row) => {
          const stage = row.stage === null ? undefined : labels.get(`${row.pipeline}\t${row.stage}`);
          return `${text.metrics[row.metric]}${stage === undefined ? "" : `: ${stage}`}`;
        },
      },
      {
        name: "pipeline",
        label: context.text.pipeline,
        value: (row) => row.pipeline,
        show: (row) => pipelineLabel(row.pipeline, context),
      },
      {
        name: "segment_value",
        label: text.of,
        value: (row) => row.segment_value,
        show: (row) =>
          row.segment === "all" ? context.text.allSources : labelOf(row.segment_value, language),
      },
      {
        name: "cohort_month",
        label: text.month,
        value: (row) => row.month,
        show: (row) => format.month(row.month),
      },
      {
        name: "before",
        label: text.before,
        value: (row) => row.before,
        show: (row) => rate(row.before, row.advanced_count_before, row.reached_count_before),
        isNumber: true,
      },
      {
        name: "after",
        label: text.after,
        value: (row) => row.after,
        show: (row) => rate(row.after, row.advanced_count_after, row.reached_count_after),
        isNumber: true,
      },
      {
        name: "journey_count",
        label: text.journeys,
        value: (row) => row.journey_count,
        show: (row) => format.count(row.journey_count),
        isNumber: true,
      },
      {
        name: "reason",
        label: text.reason,
        value: (row) => row.reason,
        show: (row) => text.reasons[row.reason],
      },
      { name: "example_id", label: context.text.example, value: (row) => row.example_id },
    ],
    rows,
  );
}
