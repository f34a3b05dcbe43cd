import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import { dealsHref, fileOf, type Context } from "../lib/context.ts";
import type { ProposalsSegmentsRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import type { Filters } from "../lib/filters.ts";
import { findExtreme } from "../lib/finding.ts";
import { bandLabel } from "../words/marks.ts";
import type { Recording } from "../words/provide.ts";
import { proposalWords, type ProposalSegment } from "../words/proposals.ts";
import { behindLine } from "./behind.ts";
import { countColumn, dealsColumn } from "./columns.ts";
import { statusText } from "./estimates.ts";
import { missingOf, provide } from "./provide.ts";
import { tile } from "./tile.ts";
import { are } from "../lib/figure-query.ts";

type Row = ProposalsSegmentsRow;
const day = 86_400;
const horizons = [30, 60, 90] as const;
const segments: ProposalSegment[] = [
  "turnaround_band",
  "is_personalised",
  "is_complete",
  "discount_band",
  "versions",
];

/** How fast proposals go out, how many are won, and what they were like. */
export function proposalFigures(context: Context): Node[] {
  const missing = missingOf(
    context,
    "proposal",
    "activity",
    "proposal_validity",
    "proposal_personalised",
    "proposal_parts",
    "proposal_discount",
  );
  const rows = rowsOf(fileOf(context, "proposals").segments).filter(
    (row) => row.pipeline === context.filters.pipeline,
  );
  const whole = rows.find((row) => row.segment === "all");
  if (whole === undefined) return provide(context, ["proposal"], "proposal");
  return [
    tiles(context, whole, missing),
    element(
      "div",
      { class: "grid" },
      wonFigure(context, whole),
      ...segments.flatMap((segment) => segmentFigure(context, segment, rows)),
    ),
    ...provide(context, missing),
  ];
}

const ownDeals = (row: Row, narrower: Partial<Filters> = {}): Partial<Filters> => ({
  from: "",
  to: "",
  source: "",
  mark: `proposal_${row.segment}=${row.segment_value}`,
  ...narrower,
});

/** The estimate by so many days with its interval; one of 0 or 1 ends where it is. */
function wonOf(row: Row, days: (typeof horizons)[number]) {
  const value = row[`won_${days}_estimate`];
  return {
    value,
    low: row[`won_${days}_low`] ?? (value === 0 ? 0 : null),
    high: row[`won_${days}_high`] ?? (value === 1 ? 1 : null),
  };
}

function labelOfValue(context: Context, { segment, segment_value: value }: Row): string {
  return proposalWords[context.language].values[segment]?.[value] ?? bandLabel(value, context.language);
}

function tiles(context: Context, whole: Row, missing: Recording[]): HTMLElement {
  const { format } = context;
  const text = proposalWords[context.language];
  const days = (seconds: number | null) =>
    seconds === null ? "–" : `${format.decimal(seconds / day)} ${context.text.days}`;
  const won = wonOf(whole, 90);
  return element(
    "div",
    { class: "tiles" },
    tile(context, {
      id: "proposals",
      metric: "",
      label: text.sentTile,
      value: format.count(whole.proposal_count),
      href: dealsHref(context, ownDeals(whole)),
      notes: [text.sentNote(format.count(whole.journey_count))],
    }),
    tile(context, {
      id: "turnaround",
      metric: "proposal_turnaround",
      label: text.turnaroundTile,
      value: days(whole.turnaround_median_seconds),
      notes: [
        whole.turnaround_count === 0
          ? element("a", { href: "#provide" }, text.noMeetings)
          : text.turnaroundNote(days(whole.turnaround_p90_seconds), format.count(whole.turnaround_count)),
      ],
    }),
    tile(context, {
      id: "proposals-won",
      metric: "proposal_won",
      label: text.wonTile,
      value: format.share(won.value),
      lacks: context.unknown.won ? "won" : null,
      notes: [
        won.value === null
          ? statusText(context, whole.won_90_status, 0, 90)
          : `95%: ${format.share(won.low)} – ${format.share(won.high)}`,
      ],
    }),
    missing.includes("proposal_validity")
      ? tile(context, {
          id: "expired",
          metric: "",
          label: text.expiredTile,
          value: "–",
          notes: [element("a", { href: "#provide" }, text.notRecorded)],
        })
      : tile(context, {
          id: "expired",
          metric: "",
          label: text.expiredTile,
          value: format.count(whole.expired_count),
          notes: [text.expiredNote],
          href: dealsHref(context, { from: "", to: "", source: "", mark: "proposal_expired" }),
        }),
  );
}

function wonFigure(context: Context, whole: Row): HTMLElement {
  const { format } = context;
  const text = proposalWords[context.language];
  const rows = horizons.map((days) => ({ days, ...wonOf(whole, days), status: whole[`won_${days}_status`] }));
  const latest = [...rows].reverse().find((row) => row.value !== null);
  type Won = (typeof rows)[number];
  return figure<Won>(context, {
    id: "won",
    isWide: true,
    lacks: context.unknown.won ? "won" : null,
    headline:
      latest === undefined
        ? text.wonNone("30")
        : text.wonHeadline(format.share(latest.value), format.count(latest.days)),
    subtitle: text.wonSubtitle,
    query: {
      of: "proposals/segments",
      where: [...are({ pipeline: context.filters.pipeline, segment: "all" })],
    },
    measures: ["proposal_won"],
    draw: (width) =>
      rateChart(
        rows.map((row) => ({
          label: text.within(format.count(row.days)),
          low: null,
          high: null,
          isApart: false,
          rates: [
            {
              rate: row.value,
              low: row.low,
              high: row.high,
              basis: row.value === null ? "–" : `n = ${format.count(whole.journey_count)}`,
            },
          ],
        })),
        width,
        format,
        { isFullScale: false, heads: [context.text.won.toLowerCase()] },
      ),
    columns: [
      countColumn<Won>(context, "days", text.horizon, (row) => row.days),
      ...(["value", "low", "high"] as const).map((name, index) => ({
        name: `won_${["estimate", "low", "high"][index] ?? ""}`,
        label: [context.text.won, context.text.low, context.text.high][index] ?? "",
        value: (row: Won) => row[name],
        show: (row: Won) => format.share(row[name]),
        isNumber: true,
      })),
      {
        name: "won_status",
        label: context.text.status,
        value: (row) => row.status,
        show: (row) => statusText(context, row.status, 0, row.days),
      },
    ],
    rows,
    behind: behindLine(context, [
      {
        kind: "won",
        count: whole.won_count,
        narrower: ownDeals(whole, { outcome: "won" }),
      },
      { kind: "lost", count: whole.lost_count, narrower: ownDeals(whole, { outcome: "lost" }) },
      { kind: "proposals", count: whole.journey_count, narrower: ownDeals(whole) },
    ]),
    notes: [text.wonDrawn],
  });
}

function segmentFigure(context: Context, segment: ProposalSegment, all: Row[]): HTMLElement[] {
  const { format } = context;
  const text = proposalWords[context.language];
  const rows = all.filter((row) => row.segment === segment);
  const isVersions = segment === "versions";
  // One version, or no meeting before any of them, is the whole once more.
  if (rows.length === 0 || (rows.length === 1 && (isVersions || segment === "turnaround_band"))) return [];
  const name = text.segments[segment];
  const most = findExtreme(rows, (row) => wonOf(row, 90), "most");
  const known = rows.filter((row) => wonOf(row, 90).value !== null);
  const [only] = rows;
  const headline = isVersions
    ? known.length === 0
      ? text.few(name)
      : text.versionsHeadline(known.map((row) => format.share(row.won_90_estimate)).join(" · "))
    : rows.length === 1 && only !== undefined
      ? text.only(name, labelOfValue(context, only))
      : most.kind === "none"
        ? text.few(name)
        : most.kind === "apart"
          ? text.most(name, labelOfValue(context, most.row), format.share(most.row.won_90_estimate))
          : text.alike(name);
  return [
    figure<Row>(context, {
      id: segment,
      lacks: context.unknown.won ? "won" : null,
      headline,
      subtitle: isVersions ? text.versionsSubtitle : text.segmentSubtitle,
      query: { of: "proposals/segments", where: [...are({ pipeline: context.filters.pipeline, segment })] },
      measures: ["proposal_won", "proposal_turnaround"],
      draw: (width) =>
        rateChart(
          rows.map((row) => {
            const [late, early] = [wonOf(row, 90), wonOf(row, 30)];
            return {
              label: labelOfValue(context, row),
              low: null,
              high: null,
              isApart: false,
              rates: [
                {
                  rate: late.value,
                  low: late.low,
                  high: late.high,
                  basis: late.value === null ? "–" : `n = ${format.count(row.journey_count)}`,
                },
                { rate: early.value, low: null, high: null, basis: "" },
              ],
            };
          }),
          width,
          format,
          { isFullScale: false, heads: [text.by("90"), text.by("30")] },
        ),
      columns: columnsOf(context, segment),
      rows,
      notes: [isVersions ? text.versionsDrawn : text.segmentDrawn, text.association],
    }),
  ];
}

function columnsOf(context: Context, segment: ProposalSegment): TableColumn<Row>[] {
  const { format } = context;
  const text = proposalWords[context.language];
  const days = (
    name: "turnaround_median_seconds" | "turnaround_p90_seconds",
    label: string,
  ): TableColumn<Row> => ({
    name: name.replace("seconds", "days"),
    label,
    value: (row) => (row[name] === null ? null : row[name] / day),
    show: (row) => format.decimal(row[name] === null ? null : row[name] / day),
    isNumber: true,
  });
  return [
    {
      name: segment,
      label: text.segments[segment],
      value: (row) => row.segment_value,
      show: (row) => labelOfValue(context, row),
    },
    dealsColumn<Row>(
      context,
      "proposal_count",
      text.proposals,
      (row) => row.proposal_count,
      (row) => ownDeals(row),
    ),
    dealsColumn<Row>(
      context,
      "journey_count",
      text.deals,
      (row) => row.journey_count,
      (row) => ownDeals(row),
    ),
    dealsColumn<Row>(
      context,
      "won_count",
      context.text.won,
      (row) => row.won_count,
      (row) => ownDeals(row, { outcome: "won" }),
    ),
    dealsColumn<Row>(
      context,
      "expired_count",
      text.expired,
      (row) => row.expired_count,
      (row) => {
        const own = ownDeals(row);
        return { ...own, mark: `${own.mark ?? ""}\nproposal_expired` };
      },
    ),
    days("turnaround_median_seconds", text.turnaround),
    days("turnaround_p90_seconds", text.turnaroundP90),
    ...horizons.flatMap((horizon) =>
      (["estimate", "low", "high"] as const).map((part) => ({
        name: `won_${horizon}_${part}`,
        label: `${text.won(String(horizon))}${part === "estimate" ? "" : `, ${context.text[part].toLowerCase()}`}`,
        value: (row: Row) => row[`won_${horizon}_${part}`],
        show: (row: Row) => format.share(row[`won_${horizon}_${part}`]),
        isNumber: true,
      })),
    ),
    {
      name: "won_90_status",
      label: text.status,
      value: (row) => row.won_90_status,
      show: (row) => statusText(context, row.won_90_status, 0, 90),
    },
  ];
}
