import { table, type TableColumn } from "../components/table.ts";
import { csvOf } from "../lib/csv.ts";
import { download } from "../lib/download.ts";
import { fileName } from "../lib/file-name.ts";
import { rowsOf } from "../lib/columns.ts";
import type {
  DealsRowsRow,
  QualityFilesRow,
  SummaryFreshnessRow,
  QualityIssuesRow,
  SummaryMetricsRow,
  QualityPresumedRow,
  QualityRestatementsRow,
  DealsVisitsRow,
} from "../lib/data.ts";
import type { RunRow } from "../lib/made.ts";
import { button, element } from "../lib/element.ts";
import { latenessOf } from "../lib/lateness.ts";
import { behind } from "../lib/deals.ts";
import { countColumn } from "../figures/columns.ts";
import { entityOf, findingOf, statusOf } from "../words/issues.ts";
import { labelOf } from "../words/labels.ts";
import { leavesListsOut, markLabel } from "../words/marks.ts";
import { operationsWords } from "../words/operations.ts";
import { presumedWords, toldByOf } from "../words/presumed.ts";
import { restatementWords } from "../words/restatements.ts";
import { wayWords } from "../words/way.ts";
import { dealsHref, fileOf, pipelineLabel, stageLabel, type Context } from "../lib/context.ts";

function sheet<Row>(
  context: Context,
  id: string,
  headline: string,
  subtitle: string,
  columns: TableColumn<Row>[],
  rows: Row[],
  empty = context.text.none,
  page = 200,
): HTMLElement {
  const { text, format } = context;
  const holder = element("div");
  let limit = page;
  const show = () => {
    holder.replaceChildren(table(headline, columns, rows.slice(0, limit)));
    if (rows.length > limit)
      holder.append(
        element("p", { class: "note" }, `${format.count(limit)} ${text.shown} ${format.count(rows.length)} `),
        button(text.more, () => {
          limit += 5 * page;
          show();
        }),
      );
  };
  show();
  const save = button(
    text.csv,
    () => {
      download(
        fileName(id, context.filters, "csv"),
        csvOf(
          columns.map((column) => column.name),
          rows.map((row) => columns.map((column) => column.value(row))),
          context.language,
        ),
      );
    },
    { "aria-label": `${text.csv}: ${headline}` },
  );
  return element(
    "section",
    { class: "card wide", id, "aria-labelledby": `${id}-headline` },
    element(
      "div",
      { class: "card-head" },
      element(
        "div",
        {},
        element("h2", { id: `${id}-headline` }, headline),
        element("p", { class: "subtitle" }, subtitle),
      ),
      save,
    ),
    rows.length === 0 ? element("p", { class: "empty" }, empty) : holder,
  );
}

/** The deals behind a number. */
export function deals(context: Context): Node[] {
  const data = fileOf(context, "deals");
  const { text, format, language, filters } = context;
  const labels = new Map(context.stages.map((stage) => [stage.stage, stageLabel(stage, context)]));
  const label = (stage: string | null) =>
    stage === null ? "–" : (labels.get(stage) ?? labelOf(stage, language));
  const published = data.rows.outcome.length;
  const total = data.total.deal_count[0] ?? 0;
  const order = new Map(context.stages.map((stage) => [stage.stage, stage.stage_ordinal]));
  const rows = rowsOf(data.rows).filter(behind(filters, order));
  const won = rows.filter((deal) => deal.outcome === "won").length;
  const withWay = new Set(data.visits.deal_id);
  return [
    ...(filters.deal === "" ? [] : [way(context, label)]),
    ...(published < total
      ? [
          element(
            "section",
            { class: "card wide", id: "left-off" },
            element("p", {}, text.dealsLeftOff(format.count(published), format.count(total))),
            element(
              "pre",
              {},
              element(
                "code",
                {},
                'npm run sql -- "select * from marts.deal order by started_on desc" --format csv > deals.csv',
              ),
            ),
          ),
        ]
      : []),
    sheet<DealsRowsRow>(
      context,
      "deals",
      context.unknown.won
        ? text.headline.dealsOnly(format.count(rows.length))
        : text.headline.deals(format.count(rows.length), format.count(won)),
      [
        filters.stage === ""
          ? ""
          : `${filters.at === "here" ? text.standsAt : ["furthest", "waiting"].includes(filters.at) ? text.furthest : text.reached}: ${label(filters.stage)}.`,
        filters.at === "mature"
          ? text.matureOnly
          : filters.at === "closed"
            ? text.byClosing
            : filters.at === "sales"
              ? text.bySales
              : "",
        filters.mark === "" ? "" : markLabel(filters.mark, language),
        filters.source === "" && leavesListsOut(filters.mark) ? text.listsOut : "",
        `${text.amount}: ${format.currency(context.release.base_currency)}.`,
      ]
        .filter((part) => part !== "")
        .join(" "),
      [
        {
          name: "deal_id",
          label: text.id,
          value: (deal) => deal.deal_id,
          show: (deal) =>
            deal.deal_id === null
              ? "–"
              : filters.deal === "" && withWay.has(deal.deal_id)
                ? element("a", { href: dealsHref(context, { deal: deal.deal_id }) }, deal.deal_id)
                : deal.deal_id,
        },
        { name: "source_system", label: text.system, value: (deal) => deal.source_system },
        {
          name: "lead_source",
          label: text.source,
          value: (deal) => deal.source,
          show: (deal) => labelOf(deal.source, language),
        },
        {
          name: "started_on",
          label: text.started,
          value: (deal) => deal.started_on,
          show: (deal) => format.day(deal.started_on),
        },
        {
          name: "furthest_stage",
          label: text.furthest,
          value: (deal) => deal.furthest_stage,
          show: (deal) => label(deal.furthest_stage),
        },
        {
          name: "current_stage",
          label: text.standsAt,
          value: (deal) => deal.current_stage,
          show: (deal) => label(deal.current_stage),
        },
        {
          name: "outcome",
          label: text.outcome,
          value: (deal) => deal.outcome,
          show: (deal) =>
            element("span", { class: `outcome ${deal.outcome}` }, labelOf(deal.outcome, language)),
        },
        {
          name: "outcome_on",
          label: text.closed,
          value: (deal) => deal.outcome_on,
          show: (deal) => format.day(deal.outcome_on),
        },
        {
          name: "cycle_days",
          label: text.cycle,
          value: (deal) => deal.cycle_days,
          show: (deal) => (deal.is_impossible ? text.impossible : format.decimal(deal.cycle_days)),
          isNumber: true,
        },
        {
          name: "amount_base",
          label: text.amount,
          value: (deal) => deal.amount_base,
          show: (deal) => format.count(deal.amount_base),
          isNumber: true,
        },
      ],
      rows,
    ),
  ];
}

/** The stays of one open deal, stage by stage. */
function way(context: Context, label: (stage: string | null) => string): HTMLElement {
  const { format, language, filters } = context;
  const text = wayWords[language];
  const visits = rowsOf(fileOf(context, "deals").visits).filter((visit) => visit.deal_id === filters.deal);
  const last = visits.at(-1);
  return sheet<DealsVisitsRow>(
    context,
    "way",
    last === undefined
      ? text.headlineNone(filters.deal)
      : text.headline(filters.deal, label(last.stage), format.decimal(last.days)),
    last === undefined ? text.subtitleNone : text.subtitle,
    [
      {
        name: "stage",
        label: context.text.stage,
        value: (visit) => visit.stage,
        show: (visit) => label(visit.stage),
      },
      {
        name: "entered_on",
        label: text.entered,
        value: (visit) => visit.entered_on,
        show: (visit) => format.day(visit.entered_on),
      },
      {
        name: "left_on",
        label: text.left,
        value: (visit) => visit.left_on,
        show: (visit) => format.day(visit.left_on),
      },
      {
        name: "days",
        label: context.text.cycle,
        value: (visit) => visit.days,
        show: (visit) => format.decimal(visit.days),
        isNumber: true,
      },
      {
        name: "exit_kind",
        label: text.then,
        value: (visit) => visit.exit_kind,
        show: (visit) => text.exits[visit.exit_kind](label(visit.next_stage)),
      },
    ],
    visits,
  );
}

/** What was delivered, how fresh it is and what is wrong with it. */
export function quality(context: Context): Node[] {
  const data = fileOf(context, "quality");
  const { text, format, language } = context;
  const fresh = rowsOf(context.summary.freshness);
  const stale = fresh.filter((row) => (row.age_days ?? 0) > 0);
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
        : stale.length === 0
          ? text.headline.fresh
          : text.headline.stale(format.count(stale.length), format.count(fresh.length)),
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
        { name: "reason", label: text.reason, value: (row) => row.reason },
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

/** What each number means. */
export function metrics(context: Context): Node[] {
  const { text, format, language } = context;
  const isHu = language === "hu";
  const rows = [...context.metrics.values()];
  return [
    sheet<SummaryMetricsRow>(
      context,
      "metrics",
      text.headline.metrics(format.count(rows.length)),
      text.ignores,
      [
        {
          name: "label",
          label: text.metric,
          value: (row) => (isHu ? row.label_hu : row.label_en),
          show: (row) => element("b", { id: `metric-${row.metric}` }, isHu ? row.label_hu : row.label_en),
        },
        {
          name: "definition",
          label: text.definition,
          value: (row) => (isHu ? row.definition_hu : row.definition_en),
        },
        {
          name: "formula",
          label: text.formula,
          value: (row) => row.formula,
          show: (row) => element("code", {}, row.formula),
        },
        {
          name: "column",
          label: text.column,
          value: (row) => `${row.table_name}.${row.column_name}`,
          show: (row) =>
            element(
              "a",
              { href: `./dictionary.html#${row.table_name}` },
              element("code", {}, `${row.table_name}.${row.column_name}`),
            ),
        },
      ],
      rows,
    ),
  ];
}
