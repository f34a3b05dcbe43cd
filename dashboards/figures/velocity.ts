import { effectChart, quarterChart } from "../charts/quarters.ts";
import { rangeChart } from "../charts/ranges.ts";
import { swarmChart } from "../charts/swarm.ts";
import { figure } from "../components/figure.ts";
import { rowsOf } from "../lib/columns.ts";
import type {
  ForecastJourneysRow,
  ForecastStagesRow,
  QuartersVelocityRow,
  ForecastWinsRow,
} from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { dealsHref, fileOf, stageLabel, type Context } from "../lib/context.ts";
import { labelOf, shortQuarter } from "../words/labels.ts";
import { quarterWords } from "../words/quarters.ts";
import { velocityWords } from "../words/velocity.ts";
import { behindLine } from "./behind.ts";
import { countColumn } from "./columns.ts";
import { ignoredFilters } from "./ignored.ts";
import { countsOf, quarterColumns, quarterLabel, quarterNames, quartersOf } from "./quarters.ts";
import { tile } from "./tile.ts";
import { are } from "../lib/figure-query.ts";

const everything = { from: "", to: "", source: "" };
/** The forecast that leads the page, in days. */
const headHorizon = 90;

/** What the open leads will bring, whether earlier forecasts held, and what moved the funnel's pace. */
export function velocityFigures(context: Context): Node[] {
  const { filters } = context;
  const quarters = quartersOf(context);
  const isList = filters.source === "purchased_list";
  const wins = rowsOf(fileOf(context, "forecast").wins).filter(
    (row) => row.pipeline === filters.pipeline && row.source === (isList ? filters.source : ""),
  );
  return [
    tiles(context, wins, quarters),
    element(
      "div",
      { class: "grid" },
      winsFigure(context, wins),
      openFigure(context),
      paceFigure(context, quarters),
      moveFigure(context, quarters),
    ),
  ];
}

function tiles(context: Context, wins: ForecastWinsRow[], quarters: QuartersVelocityRow[]): HTMLElement {
  const { format, release } = context;
  const currency = format.currency(release.base_currency);
  const text = velocityWords[context.language];
  const now = wins.find((row) => row.days_ago === 0 && row.horizon_days === headHorizon);
  const past = wins.filter((row) => row.is_covered !== null);
  const pace = quarters.filter((row) => row.basis === "cohort" && row.velocity !== null).at(-1);
  const open = openStages(context);
  const total = (of: (row: ForecastStagesRow) => number | null) =>
    open.reduce((sum, row) => sum + (of(row) ?? 0), 0);
  const valued = total((row) => row.valued_count);
  return element(
    "div",
    { class: "tiles" },
    tile(context, {
      id: "wins",
      lacks: context.unknown.won ? "won" : null,
      metric: "expected_wins",
      label: text.winsTile(format.count(headHorizon)),
      value: format.decimal(now?.expected_count ?? null),
      notes:
        now === undefined
          ? []
          : [
              now.expected_low === null
                ? ""
                : text.range(format.decimal(now.expected_low), format.decimal(now.expected_high)),
              text.winsNote(format.count(now.open_count), format.count(now.unknown_count)),
            ],
      isMain: true,
    }),
    tile(context, {
      id: "held",
      lacks: context.unknown.won ? "won" : null,
      metric: "forecast_backtest",
      label: text.heldTile,
      value:
        past.length === 0
          ? "–"
          : text.heldValue(
              format.count(past.filter((row) => row.is_covered === true).length),
              format.count(past.length),
            ),
      notes: [past.length === 0 ? text.heldNone : text.heldNote],
    }),
    tile(context, {
      id: "worth",
      lacks: context.unknown.won ? "won" : null,
      metric: "expected_value",
      label: text.valueTile,
      value: valued === 0 ? "–" : `${format.compact(total((row) => row.expected_value))} ${currency}`,
      notes: [
        text.valueNote,
        `n = ${format.count(valued)} / ${format.count(total((row) => row.open_count))}`,
      ],
    }),
    tile(context, {
      id: "velocity",
      lacks: context.unknown.won ? "won" : null,
      metric: "velocity",
      label: pace === undefined ? text.velocity : text.velocityTile(quarterLabel(context, pace.quarter)),
      value: format.compact(pace?.velocity ?? null),
      notes:
        pace === undefined
          ? [text.paceHeadlineNone]
          : [
              text.perDay(currency),
              `n = ${format.count(pace.journey_count)} / ${format.count(pace.won_count)}`,
            ],
    }),
  );
}

function winsFigure(context: Context, wins: ForecastWinsRow[]): HTMLElement {
  const { format, filters } = context;
  const text = velocityWords[context.language];
  const head = wins.find((row) => row.days_ago === 0 && row.horizon_days === headHorizon);
  const label = (row: ForecastWinsRow) =>
    row.days_ago === 0
      ? text.now(format.count(row.horizon_days))
      : text.then(format.count(row.horizon_days), format.count(row.days_ago));
  const isPartial = filters.source !== "" && filters.source !== "purchased_list";
  return figure<ForecastWinsRow>(context, {
    id: "wins",
    lacks: context.unknown.won ? "won" : null,
    isWide: true,
    headline:
      head?.expected_count == null
        ? text.headlineNone
        : head.expected_count < 0.95
          ? text.headlineFew(format.count(head.open_count), format.count(head.horizon_days))
          : text.headline(
              format.count(Math.round(head.expected_count)),
              format.count(head.open_count),
              format.count(head.horizon_days),
            ),
    subtitle: text.subtitle,
    ignored: ignoredFilters(context, "months", ...(isPartial ? ["source" as const] : [])),
    about: [text.about(format.count(head?.open_count ?? 0))],
    spoken: { columns: ["horizon_days", "expected_count", "won_count"] },
    query: {
      of: "forecast/wins",
      where: [
        ...are({
          pipeline: context.filters.pipeline,
          source: filters.source === "purchased_list" ? filters.source : "",
        }),
      ],
    },
    measures: ["expected_wins", "forecast_backtest"],
    draw: (width) => {
      const ranges = wins.flatMap((row) =>
        row.expected_count === null || row.expected_low === null || row.expected_high === null
          ? []
          : [
              {
                label: label(row),
                value: row.expected_count,
                low: row.expected_low,
                high: row.expected_high,
                came: row.won_count,
                isMain: row.days_ago === 0,
              },
            ],
      );
      if (ranges.length === 0) return null;
      return rangeChart(ranges, width, format, { expected: text.expected, came: text.came });
    },
    columns: [
      countColumn<ForecastWinsRow>(context, "days_ago", text.ago, (row) => row.days_ago),
      countColumn<ForecastWinsRow>(context, "horizon_days", text.horizon, (row) => row.horizon_days),
      countColumn<ForecastWinsRow>(context, "open_count", text.openLabel, (row) => row.open_count),
      countColumn<ForecastWinsRow>(context, "unknown_count", text.unknown, (row) => row.unknown_count),
      ...(
        [
          ["expected_count", text.expectedLabel],
          ["expected_low", context.text.low],
          ["expected_high", context.text.high],
        ] as const
      ).map(([name, label]) => ({
        name,
        label,
        value: (row: ForecastWinsRow) => row[name],
        show: (row: ForecastWinsRow) => format.decimal(row[name]),
        isNumber: true,
      })),
      countColumn<ForecastWinsRow>(context, "won_count", text.cameLabel, (row) => row.won_count),
      {
        name: "is_covered",
        label: text.held,
        value: (row) => row.is_covered,
        show: (row) => (row.is_covered === null ? "–" : row.is_covered ? context.text.yes : context.text.no),
      },
    ],
    rows: wins,
    behind:
      head === undefined
        ? null
        : behindLine(context, [
            {
              kind: "open",
              count: head.open_count,
              narrower: {
                from: "",
                to: "",
                source: isPartial ? "" : filters.source,
                outcome: "open",
                at: "waiting",
              },
            },
          ]),
  });
}

/** Where all open journeys of the chosen pipeline and source stand. */
function openStages(context: Context): ForecastStagesRow[] {
  const { pipeline, source } = context.filters;
  return rowsOf(fileOf(context, "forecast").stages).filter(
    (row) => row.pipeline === pipeline && row.source === source,
  );
}

/** The open journeys of the chosen pipeline and source that are published one by one. */
function openOf(context: Context): ForecastJourneysRow[] {
  const { filters, unknown } = context;
  const rows = rowsOf(fileOf(context, "forecast").journeys).filter(
    (row) =>
      row.pipeline === filters.pipeline &&
      (filters.source === "" ? row.source !== "purchased_list" : row.source === filters.source),
  );
  return unknown.won
    ? rows.map((row) => ({ ...row, win_probability: null, expected_value: null, reason: "no_won" as const }))
    : rows;
}

function openFigure(context: Context): HTMLElement {
  const { format } = context;
  const text = velocityWords[context.language];
  const open = openOf(context);
  const standing = openStages(context);
  const stages = context.stages.map((stage) => {
    const here = standing.find((row) => row.stage === stage.stage);
    return {
      stage: stage.stage,
      label: stageLabel(stage, context),
      count: here?.open_count ?? 0,
      median: here?.median_age_days ?? null,
    };
  });
  const openAt = (stage: string) => ({ from: "", to: "", stage, outcome: "open", at: "waiting" });
  const [most, next] = [...stages].sort((a, b) => b.count - a.count);
  const strongest = Math.max(0.001, ...open.map((row) => row.win_probability ?? 0));
  const labels = new Map(stages.map((stage) => [stage.stage, stage.label]));
  const href = (row: ForecastJourneysRow) => dealsHref(context, { ...everything, deal: row.deal_id ?? "" });
  const total = standing.reduce((sum, row) => sum + row.open_count, 0);
  const back = standing.reduce((sum, row) => sum + row.back_count, 0);
  return figure<ForecastJourneysRow>(context, {
    id: "open",
    isWide: true,
    headline:
      most === undefined || most.count === 0
        ? text.openHeadlineNone
        : most.count === next?.count
          ? text.openHeadlineTied(format.count(most.count), most.label, next.label)
          : text.openHeadline(most.label, format.count(most.count), format.count(most.median)),
    subtitle: context.unknown.won ? text.openSubtitleUnwon : text.openSubtitle,
    ignored: ignoredFilters(context, "months"),
    about: [(context.unknown.won ? text.openAboutUnwon : text.openAbout)(format.count(total))],
    spoken: { columns: ["furthest_stage", "age_days", "win_probability"] },
    query: {
      of: "forecast/journeys",
      where: [
        ...are({ pipeline: context.filters.pipeline }),
        ...(context.filters.source === ""
          ? ["source <> 'purchased_list'"]
          : are({ source: context.filters.source })),
      ],
    },
    measures: ["win_probability", "expected_value"],
    draw: (width) =>
      swarmChart(
        stages.map((stage) => ({ label: stage.label, count: stage.count, limit: stage.median })),
        open.map((row) => ({
          label: labels.get(row.stage) ?? row.stage,
          days: row.age_days,
          strength: row.win_probability === null ? null : row.win_probability / strongest,
          href: href(row),
          title: `${row.deal_id ?? "–"}: ${format.decimal(row.age_days)} ${context.text.days}, ${format.share(row.win_probability)}`,
        })),
        width,
        format,
        text.axis,
      ),
    columns: [
      {
        name: "deal_id",
        label: context.text.id,
        value: (row) => row.deal_id,
        show: (row) => element("a", { href: href(row) }, row.deal_id ?? "–"),
      },
      {
        name: "furthest_stage",
        label: context.text.furthest,
        value: (row) => row.stage,
        show: (row) => labels.get(row.stage) ?? row.stage,
      },
      {
        name: "current_stage",
        label: context.text.standsAt,
        value: (row) => row.current_stage,
        show: (row) => labels.get(row.current_stage) ?? labelOf(row.current_stage, context.language),
      },
      {
        name: "lead_source",
        label: context.text.source,
        value: (row) => row.source,
        show: (row) => labelOf(row.source, context.language),
      },
      {
        name: "age_days",
        label: text.days,
        value: (row) => row.age_days,
        show: (row) => format.decimal(row.age_days),
        isNumber: true,
      },
      {
        name: "win_probability",
        label: text.probability,
        value: (row) => row.win_probability,
        show: (row) => format.share(row.win_probability),
        isNumber: true,
      },
      {
        name: "reason",
        label: text.why,
        value: (row) => row.reason,
        show: (row) => (row.reason === null ? "" : text.reasons[row.reason]),
      },
      countColumn<ForecastJourneysRow>(context, "amount_base", text.value, (row) => row.amount_base),
      countColumn<ForecastJourneysRow>(context, "expected_value", text.worth, (row) => row.expected_value),
    ],
    rows: open,
    tableRows: 50,
    behind:
      most === undefined || most.count === 0
        ? null
        : behindLine(
            context,
            [{ kind: "open", count: most.count, narrower: openAt(most.stage) }],
            `${context.text.furthest.toLowerCase()}: ${most.label}`,
          ),
    notes: [
      ...(back > 0 ? [text.goneBack(format.count(back), format.count(total))] : []),
      ...(open.length < total ? [text.leftOff(format.count(open.length), format.count(total))] : []),
    ],
  });
}

function paceFigure(context: Context, quarters: QuartersVelocityRow[]): HTMLElement {
  const { format, release } = context;
  const currency = format.currency(release.base_currency);
  const text = velocityWords[context.language];
  const rows = quarters.filter((row) => row.velocity !== null);
  const last = rows.filter((row) => row.basis === "cohort").at(-1);
  return figure<QuartersVelocityRow>(context, {
    id: "pace",
    lacks: context.unknown.won ? "won" : null,
    headline:
      last === undefined
        ? text.paceHeadlineNone
        : text.paceHeadline(
            `${format.compact(last.velocity)} ${currency}`,
            quarterLabel(context, last.quarter),
          ),
    subtitle: text.paceSubtitle(currency),
    ignored: ignoredFilters(context, "months", "source"),
    about: [text.paceAbout(format.count(last?.journey_count ?? 0))],
    spoken: { columns: ["basis", "velocity"], rows: rows.slice(-12) },
    query: { of: "quarters/velocity", where: [...are({ pipeline: context.filters.pipeline })] },
    measures: ["velocity", "cohort_win_rate", "period_win_rate"],
    draw: (width) =>
      quarterChart(
        rows.map((row) => ({
          quarter: shortQuarter(row.quarter, context.language),
          value: row.velocity ?? 0,
          isPeriod: row.basis === "period",
        })),
        quarterNames(rows, context.language),
        width,
        format.compact,
        format.compact,
      ),
    columns: [
      ...quarterColumns(context),
      {
        name: "win_rate",
        label: quarterWords[context.language].winRate,
        value: (row) => row.win_rate,
        show: (row) => format.share(row.win_rate),
        isNumber: true,
      },
      countColumn<QuartersVelocityRow>(context, "priced_count", text.priced, (row) => row.priced_count),
      countColumn<QuartersVelocityRow>(context, "mean_value", text.value, (row) => row.mean_value),
      {
        name: "cycle_days",
        label: text.cycle,
        value: (row) => (row.cycle_seconds === null ? null : row.cycle_seconds / 86_400),
        show: (row) => format.decimal(row.cycle_seconds === null ? null : row.cycle_seconds / 86_400),
        isNumber: true,
      },
      countColumn<QuartersVelocityRow>(context, "velocity", text.velocity, (row) => row.velocity),
    ],
    rows: rows.length === 0 ? [] : quarters,
    behind:
      last === undefined ? null : behindLine(context, countsOf(last), quarterLabel(context, last.quarter)),
  });
}

const effects = {
  journeys: "journey_effect",
  rate: "win_rate_effect",
  value: "value_effect",
  cycle: "cycle_effect",
} as const;
type Cause = keyof typeof effects;

function moveFigure(context: Context, quarters: QuartersVelocityRow[]): HTMLElement {
  const { format, release } = context;
  const currency = format.currency(release.base_currency);
  const text = velocityWords[context.language];
  const causes = Object.keys(effects) as Cause[];
  const rows = quarters.filter((row) => row.basis === "cohort" && row.velocity_change !== null);
  const last = rows.at(-1);
  const sign = Math.sign(last?.velocity_change ?? 0);
  const cause =
    last === undefined
      ? undefined
      : [...causes].sort((a, b) => sign * ((last[effects[b]] ?? 0) - (last[effects[a]] ?? 0)))[0];
  return figure<QuartersVelocityRow>(context, {
    id: "moves",
    lacks: context.unknown.won ? "won" : null,
    headline:
      last === undefined || cause === undefined
        ? text.moveHeadlineNone
        : causes.every((each) => last[effects[each]] === null)
          ? text.moveHeadlineAlone(
              quarterLabel(context, last.quarter),
              `${format.compact(Math.abs(last.velocity_change ?? 0))} ${currency}`,
              sign < 0 ? text.less : text.more,
            )
          : text.moveHeadline(
              quarterLabel(context, last.quarter),
              `${format.compact(Math.abs(last.velocity_change ?? 0))} ${currency}`,
              sign < 0 ? text.less : text.more,
              text.causes[cause],
            ),
    subtitle: text.moveSubtitle(currency),
    ignored: ignoredFilters(context, "months", "source"),
    about: [text.moveAbout(format.count(last?.journey_count ?? 0))],
    spoken: { columns: ["velocity_change"] },
    query: {
      of: "quarters/velocity",
      where: [
        ...are({ pipeline: context.filters.pipeline }),
        "basis = 'cohort' and velocity_change is not null",
      ],
    },
    measures: ["velocity"],
    draw: (width) =>
      effectChart(
        rows.flatMap((row) =>
          causes.map((key) => ({
            quarter: shortQuarter(row.quarter, context.language),
            cause: text.causes[key],
            value: row[effects[key]] ?? 0,
          })),
        ),
        causes.map((key) => text.causes[key]),
        quarterNames(rows, context.language),
        width,
        format.compact,
      ),
    columns: [
      ...quarterColumns(context),
      countColumn<QuartersVelocityRow>(context, "velocity_change", text.change, (row) => row.velocity_change),
      ...causes.map((key) =>
        countColumn<QuartersVelocityRow>(context, effects[key], text.causes[key], (row) => row[effects[key]]),
      ),
    ],
    rows,
    behind:
      last === undefined ? null : behindLine(context, countsOf(last), quarterLabel(context, last.quarter)),
  });
}
