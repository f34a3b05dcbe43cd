import { shareChart } from "../charts/shares.ts";
import { figure } from "../components/figure.ts";
import { instead } from "../components/instead.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, stageLabel, type Context } from "../lib/context.ts";
import type { HandoffSourcesRow } from "../lib/data.ts";
import { durationOf, workTimeOf } from "../lib/duration.ts";
import { element } from "../lib/element.ts";
import type { Estimated } from "../lib/estimated.ts";
import type { Filters } from "../lib/filters.ts";
import { findExtreme } from "../lib/finding.ts";
import { wilson } from "../lib/wilson.ts";
import { handoffWords } from "../words/handoff.ts";
import { labelOf } from "../words/labels.ts";
import { behindLine, countLinks } from "./behind.ts";
import { countColumn, dealsColumn } from "./columns.ts";
import { estimatedMark, intervalText, shownEstimate } from "./estimates.ts";
import { ignoredFilters } from "./ignored.ts";
import { reasonFigure } from "./rejections.ts";
import { speedFigure } from "./speed.ts";
import { tile } from "./tile.ts";
import { touchFigure, touchOf } from "./touches.ts";
import { are } from "../lib/figure-query.ts";

/** Whether sales accepts what marketing hands over and how fast, why it rejects, and how soon new leads are contacted. */
export function handoffFigures(context: Context): Node[] {
  const text = handoffWords[context.language];
  const rows = rowsOf(fileOf(context, "handoff").sources).filter(
    (row) => row.pipeline === context.filters.pipeline,
  );
  const own = rows.find((row) => row.source === context.filters.source);
  const touches = [touchFigure(context), ...speedFigure(context)];
  if (rows.length === 0)
    return [
      element(
        "div",
        { class: "grid" },
        instead({
          id: "handoff",
          headline: text.noHandOff,
          how: [text.noHandOffHow],
          lines: stageLines(context),
        }),
        ...touches,
      ),
    ];
  return [
    tiles(context, own),
    element("div", { class: "grid" }, outcomeFigure(context, rows), ...reasonFigure(context), ...touches),
  ];
}

/** Lines of stages.csv with the company's own stages, the first half of them given to marketing. */
function stageLines({ filters, stages }: Context): string[] {
  return [
    "pipeline,stage,ordinal,team,…",
    ...stages.map(
      (stage, index) =>
        `${filters.pipeline},${stage.stage},${stage.stage_ordinal},${index < stages.length / 2 ? "marketing" : "sales"},…`,
    ),
  ];
}

function tiles(context: Context, own: HandoffSourcesRow | undefined): HTMLElement {
  const { format, language } = context;
  const text = handoffWords[language].tiles;
  const touch = touchOf(context);
  // of those whom sales took it is not known when: only those who still wait could be judged
  const isUntimed = own?.estimate_status === "untimed";
  const inTime = wilson(
    isUntimed ? 0 : (own?.within_sla_count ?? 0),
    isUntimed ? 0 : (own?.sla_judged_count ?? 0),
  );
  const soFar = wilson(own?.accepted_count ?? 0, own?.handed_count ?? 0);
  const all = { from: "", to: "" };
  return element(
    "div",
    { class: "tiles" },
    tile(context, {
      id: "accepted",
      metric: "handoff_accepted",
      label: own?.horizon_days == null ? text.acceptedNone : text.accepted(format.count(own.horizon_days)),
      value: format.share(own?.accepted_estimate ?? null),
      notes: [
        intervalText(context, estimatedOf(own)),
        element(
          "span",
          {},
          `${text.soFar} ${format.share(soFar.rate)} (`,
          countLinks(context, soFar, { ...all, mark: "accepted" }, { ...all, mark: "handed" }),
          ")",
        ),
      ],
      isMain: true,
    }),
    tile(context, {
      id: "accept-time",
      metric: "handoff_time",
      label: text.time,
      value:
        own?.accept_work_median_seconds == null
          ? isUntimed
            ? "–"
            : text.timeNone
          : workTimeOf(own.accept_work_median_seconds, format, language),
      notes: [
        isUntimed
          ? intervalText(context, estimatedOf(own))
          : own?.accept_work_p90_seconds == null
            ? text.p90None
            : text.p90(workTimeOf(own.accept_work_p90_seconds, format, language)),
        own?.accept_median_seconds == null
          ? ""
          : text.clock(durationOf(own.accept_median_seconds, format, language)),
      ],
    }),
    tile(context, {
      id: "in-time",
      metric: "within_sla",
      label: text.sla,
      value: format.share(inTime.rate),
      notes: isUntimed
        ? [intervalText(context, estimatedOf(own))]
        : [
            countLinks(context, inTime, { ...all, mark: "in_time" }, { ...all, mark: "sla_judged" }),
            inTime.rate === null ? "" : `95%: ${format.share(inTime.low)} – ${format.share(inTime.high)}`,
            text.slaNote,
          ],
    }),
    ...(touch === undefined || touch.touch_status === "not_recorded"
      ? []
      : [
          tile(context, {
            id: "touched",
            metric: "touched_within_1h",
            label: text.touched,
            value: format.share(wilson(touch.touched_within_1h_count, touch.judged_1h_count).rate),
            notes: [
              countLinks(
                context,
                wilson(touch.touched_within_1h_count, touch.judged_1h_count),
                { ...all, mark: "touched_1h" },
                { ...all, mark: "judged_1h" },
              ),
              element(
                "span",
                {},
                `${text.never}: `,
                countLinks(
                  context,
                  wilson(touch.never_touched_count, touch.started_count),
                  { ...all, mark: "never_touched" },
                  all,
                ),
              ),
            ],
          }),
        ]),
  );
}

/** The estimate of acceptance as the words on missing estimates expect it. */
function estimatedOf(row: HandoffSourcesRow | undefined): Estimated | undefined {
  return row === undefined
    ? undefined
    : {
        reached_count: row.handed_count,
        estimate: row.accepted_estimate,
        estimate_low: row.accepted_low,
        estimate_high: row.accepted_high,
        horizon_days: row.horizon_days,
        followed_count: row.followed_count,
        at_risk_count: null,
        estimate_status: row.estimate_status,
      };
}

function outcomeFigure(context: Context, all: HandoffSourcesRow[]): HTMLElement {
  const { format, language, filters } = context;
  const text = handoffWords[language];
  const whole = all.find((row) => row.source === filters.source) ?? all.find((row) => row.source === "");
  const rows = all
    .filter((row) => filters.source === "" || row.source === filters.source)
    .sort(
      (one, other) =>
        Number(one.source !== "") - Number(other.source !== "") ||
        Number(one.source === "purchased_list") - Number(other.source === "purchased_list") ||
        (other.accepted_estimate ?? -1) - (one.accepted_estimate ?? -1) ||
        (one.source < other.source ? -1 : 1),
    );
  const label = (row: HandoffSourcesRow) => (row.source === "" ? text.all : labelOf(row.source, language));
  const stage = (key: string | undefined) => {
    const found = context.stages.find((row) => row.stage === key);
    return found === undefined ? (key ?? "") : stageLabel(found, context);
  };
  const sources = rows.filter((row) => row.source !== "" && row.source !== "purchased_list");
  const best = findExtreme(
    sources,
    (row) => ({ value: row.accepted_estimate, low: row.accepted_low, high: row.accepted_high }),
    "most",
  );
  const of = (row: HandoffSourcesRow, mark: string): Partial<Filters> => ({
    from: "",
    to: "",
    source: row.source,
    mark,
  });
  const count = (
    name: keyof HandoffSourcesRow & `${string}_count`,
    head: string,
    mark: string,
  ): TableColumn<HandoffSourcesRow> =>
    dealsColumn<HandoffSourcesRow>(
      context,
      name,
      head,
      (row) => row[name],
      (row) => of(row, mark),
    );
  const estimate = (key: "accepted" | "rejected" | "waiting", head: string) => [
    {
      name: `${key}_estimate`,
      label: head,
      value: (row: HandoffSourcesRow) => row[`${key}_estimate`],
      show: (row: HandoffSourcesRow) =>
        row[`${key}_estimate`] === null
          ? "–"
          : `${format.share(row[`${key}_estimate`])} (${format.share(row[`${key}_low`])} – ${format.share(row[`${key}_high`])})`,
      isNumber: true,
    },
    ...(["low", "high"] as const).map((end) => ({
      name: `${key}_${end}`,
      label: head,
      value: (row: HandoffSourcesRow) => row[`${key}_${end}`],
      isHidden: true,
    })),
  ];
  const hours = (name: keyof HandoffSourcesRow & `${string}_seconds`, head: string) => ({
    name,
    label: head,
    value: (row: HandoffSourcesRow) => row[name],
    show: (row: HandoffSourcesRow) => {
      const seconds = row[name];
      return format.decimal(seconds === null ? null : seconds / 3600);
    },
    isNumber: true,
  });
  return figure<HandoffSourcesRow>(context, {
    id: "handoff",
    lacks: context.unknown.lostFrom === null ? null : "lostFrom",
    isWide: true,
    headline:
      whole?.accepted_estimate == null
        ? whole?.estimate_status === "no_horizon"
          ? text.headlineNobody
          : whole?.estimate_status === "untimed"
            ? text.headlineUntimed
            : text.headlineNone
        : text.headline(
            format.share(whole.accepted_estimate),
            format.count(whole.horizon_days),
            format.share(whole.rejected_estimate),
          ),
    subtitle: text.subtitle,
    about: [
      text.about(
        stage(whole?.marketing_stage),
        stage(whole?.sales_stage),
        format.count(whole?.handed_count ?? 0),
      ),
    ],
    query: {
      of: "handoff/sources",
      where: [
        ...are({ pipeline: context.filters.pipeline }),
        ...(filters.source === "" ? [] : are({ source: filters.source })),
      ],
    },
    measures: ["handoff_accepted", "handoff_rejected", "handoff_waiting", "handoff_time", "within_sla"],
    draw: (width) =>
      shareChart(
        rows.map((row) => ({
          label: label(row),
          shares: [row.accepted_estimate, row.waiting_estimate, row.rejected_estimate],
          instead: shownEstimate(context, estimatedOf(row)).basis,
        })),
        [text.parts.accepted, text.parts.waiting, text.parts.rejected],
        width,
        format,
      ),
    columns: [
      {
        name: "lead_source",
        label: context.text.source,
        value: (row) => row.source,
        show: label,
      },
      count("handed_count", text.columns.handed, "handed"),
      count("accepted_count", text.columns.accepted, "accepted"),
      count("rejected_count", text.columns.rejected, "rejected"),
      count("waiting_count", text.columns.waiting, "waiting_for_sales"),
      count("deleted_count", text.columns.deleted, "deleted_in_hand_off"),
      count("returned_count", text.columns.returned, "returned"),
      ...estimate("accepted", text.columns.acceptedShare),
      ...estimate("rejected", text.columns.rejectedShare),
      ...estimate("waiting", text.columns.waitingShare),
      countColumn<HandoffSourcesRow>(
        context,
        "horizon_days",
        text.columns.horizon,
        (row) => row.horizon_days,
      ),
      dealsColumn<HandoffSourcesRow>(
        context,
        "followed_count",
        text.columns.followed,
        (row) => (row.horizon_days === null ? null : row.followed_count),
        (row) => of(row, estimatedMark(row.marketing_stage, "followed")),
      ),
      count("within_sla_count", text.columns.inTime, "in_time"),
      count("sla_judged_count", text.columns.judged, "sla_judged"),
      {
        name: "within_sla_rate",
        label: text.columns.inTimeRate,
        value: (row) => row.within_sla_rate,
        show: (row) => format.share(row.within_sla_rate),
        isNumber: true,
      },
      hours("accept_work_median_seconds", text.columns.median),
      hours("accept_work_p90_seconds", text.columns.p90),
      hours("accept_median_seconds", text.columns.clockMedian),
    ],
    rows,
    behind:
      whole === undefined
        ? null
        : behindLine(context, [
            { kind: "accepted", count: whole.accepted_count, narrower: of(whole, "accepted") },
            { kind: "rejected", count: whole.rejected_count, narrower: of(whole, "rejected") },
            { kind: "waiting", count: whole.waiting_count, narrower: of(whole, "waiting_for_sales") },
          ]),
    notes: [
      ...(best.kind === "apart"
        ? [text.apart(label(best.row), format.share(best.row.accepted_estimate))]
        : best.kind === "together" && sources.length > 1
          ? [text.together]
          : []),
      text.competing,
    ],
    ignored: ignoredFilters(context, "months"),
  });
}
