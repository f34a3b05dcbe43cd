import { effectChart, quarterChart } from "../charts/quarters.ts";
import { rangeChart } from "../charts/ranges.ts";
import { swarmChart } from "../charts/swarm.ts";
import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf, type OpenRow, type QuarterRow, type WinsRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { wilson } from "../lib/wilson.ts";
import { dealsHref, fileOf, stageLabel, type Context } from "../lib/context.ts";
import type { Language } from "../language.ts";
import { labelOf, shortQuarter } from "../words/labels.ts";
import { velocityWords } from "../words/velocity.ts";
import { behindLine, type Counted } from "./behind.ts";
import { countColumn, dealsColumn } from "./columns.ts";
import { tile } from "./tile.ts";

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

/** The two rates of each quarter that are often mixed up. */
export function periodFigure(context: Context): HTMLElement {
  const { format } = context;
  const text = velocityWords[context.language];
  const rows = quartersOf(context).filter(
    (row) => row.rate !== null && !(context.unknown.lost && row.basis === "period"),
  );
  const rateOf = (row: QuarterRow) => wilson(row.won, row.journeys);
  const last = rows.filter((row) => row.basis === "cohort").at(-1);
  const beside = rows.find((row) => row.basis === "period" && row.quarter === last?.quarter);
  return figure<QuarterRow>(context, {
    id: "periods",
    lacks: context.unknown.won ? "won" : null,
    headline:
      last === undefined
        ? text.ratesHeadlineNone
        : text.ratesHeadline(
            quarterLabel(context, last.quarter),
            format.share(last.rate),
            format.share(beside?.rate ?? null),
          ),
    subtitle: `${text.ratesSubtitle} (n = ${format.count(last?.journeys ?? 0)} / ${format.count(beside?.journeys ?? 0)})`,
    measures: ["cohort_win_rate", "period_win_rate", "stage_rate_interval"],
    draw: (width) =>
      quarterChart(
        rows.map((row) => ({
          quarter: shortQuarter(row.quarter, context.language),
          value: row.rate ?? 0,
          low: rateOf(row).low,
          high: rateOf(row).high,
          isPeriod: row.basis === "period",
        })),
        quarterNames(rows, context.language),
        width,
        (value) => format.share(value),
        (value) => format.share(value, 0),
      ),
    columns: [
      ...quarterColumns(context),
      ...(["rate", "low", "high"] as const).map((name) => ({
        name: name === "rate" ? "win_rate" : `win_rate_${name}`,
        label: name === "rate" ? text.winRate : context.text[name],
        value: (row: QuarterRow) => rateOf(row)[name],
        show: (row: QuarterRow) => format.share(rateOf(row)[name]),
        isNumber: true,
      })),
    ],
    rows,
    behind:
      last === undefined
        ? null
        : behindLine(
            context,
            [last, beside].flatMap((row) => (row === undefined ? [] : countsOf(row))),
            quarterLabel(context, last.quarter),
          ),
    notes: ignored(context),
  });
}

function quartersOf(context: Context): QuarterRow[] {
  return rowsOf(fileOf(context, "quarters").velocity).filter(
    (row) => row.pipeline === context.filters.pipeline,
  );
}

function quarterLabel(context: Context, quarter: string): string {
  return labelOf(quarter, context.language);
}

function quarterNames(rows: QuarterRow[], language: Language): string[] {
  return [...new Set(rows.map((row) => row.quarter))]
    .sort()
    .map((quarter) => shortQuarter(quarter, language));
}

function ignored(context: Context): string[] {
  const { from, to, source } = context.filters;
  return from === "" && to === "" && source === "" ? [] : [velocityWords[context.language].wholeOnly];
}

function tiles(context: Context, wins: WinsRow[], quarters: QuarterRow[]): HTMLElement {
  const { format, filters, release } = context;
  const currency = format.currency(release.currency);
  const text = velocityWords[context.language];
  const now = wins.find((row) => row.ago === 0 && row.horizon === headHorizon);
  const past = wins.filter((row) => row.covered !== null);
  const pace = quarters.filter((row) => row.basis === "cohort" && row.velocity !== null).at(-1);
  const open = openOf(context);
  const known = open.filter((row) => row.expected !== null);
  const published = rowsOf(fileOf(context, "forecast").journeys).filter(
    (row) => row.pipeline === filters.pipeline,
  ).length;
  const isWhole = published === (open[0]?.total ?? 0);
  return element(
    "div",
    { class: "tiles" },
    tile(context, {
      id: "wins",
      lacks: context.unknown.won ? "won" : null,
      metric: "expected_wins",
      label: text.winsTile(format.count(headHorizon)),
      value: format.decimal(now?.expected ?? null),
      notes:
        now === undefined
          ? []
          : [
              text.range(format.decimal(now.low), format.decimal(now.high)),
              text.winsNote(format.count(now.open), format.count(now.unknown)),
            ],
      isMain: true,
    }),
    tile(context, {
      id: "held",
      lacks: context.unknown.won ? "won" : null,
      metric: "forecast_backtest",
      label: text.heldTile,
      value: text.heldValue(
        format.count(past.filter((row) => row.covered === true).length),
        format.count(past.length),
      ),
      notes: [text.heldNote],
    }),
    isWhole
      ? tile(context, {
          id: "worth",
          lacks: context.unknown.won ? "won" : null,
          metric: "expected_value",
          label: text.valueTile,
          value: `${format.compact(known.reduce((total, row) => total + (row.expected ?? 0), 0))} ${currency}`,
          notes: [text.valueNote, `n = ${format.count(known.length)} / ${format.count(open.length)}`],
        })
      : null,
    tile(context, {
      id: "velocity",
      lacks: context.unknown.won ? "won" : null,
      metric: "velocity",
      label: text.velocityTile(pace === undefined ? "–" : quarterLabel(context, pace.quarter)),
      value: format.compact(pace?.velocity ?? null),
      notes: [
        text.perDay(currency),
        pace === undefined ? "" : `n = ${format.count(pace.journeys)} / ${format.count(pace.won)}`,
      ],
    }),
  );
}

function winsFigure(context: Context, wins: WinsRow[]): HTMLElement {
  const { format, filters } = context;
  const text = velocityWords[context.language];
  const head = wins.find((row) => row.ago === 0 && row.horizon === headHorizon);
  const label = (row: WinsRow) =>
    row.ago === 0
      ? text.now(format.count(row.horizon))
      : text.then(format.count(row.horizon), format.count(row.ago));
  const isPartial = filters.source !== "" && filters.source !== "purchased_list";
  return figure<WinsRow>(context, {
    id: "wins",
    lacks: context.unknown.won ? "won" : null,
    isWide: true,
    headline:
      head === undefined
        ? text.headlineNone
        : text.headline(
            format.count(Math.round(head.expected)),
            format.count(head.open),
            format.count(head.horizon),
          ),
    subtitle: `${text.subtitle} (n = ${format.count(head?.open ?? 0)})`,
    measures: ["expected_wins", "forecast_backtest"],
    draw: (width) =>
      rangeChart(
        wins.map((row) => ({
          label: label(row),
          value: row.expected,
          low: row.low,
          high: row.high,
          came: row.won,
          isMain: row.ago === 0,
        })),
        width,
        format,
        { expected: text.expected, came: text.came },
      ),
    columns: [
      countColumn<WinsRow>(context, "days_ago", text.ago, (row) => row.ago),
      countColumn<WinsRow>(context, "horizon_days", text.horizon, (row) => row.horizon),
      countColumn<WinsRow>(context, "open_count", text.openLabel, (row) => row.open),
      countColumn<WinsRow>(context, "unknown_count", text.unknown, (row) => row.unknown),
      ...(["expected", "low", "high"] as const).map((name) => ({
        name: name === "expected" ? "expected_count" : `expected_${name}`,
        label: name === "expected" ? text.expectedLabel : context.text[name],
        value: (row: WinsRow) => row[name],
        show: (row: WinsRow) => format.decimal(row[name]),
        isNumber: true,
      })),
      countColumn<WinsRow>(context, "won_count", text.cameLabel, (row) => row.won),
      {
        name: "is_covered",
        label: text.held,
        value: (row) => row.covered,
        show: (row) => (row.covered === null ? "–" : row.covered ? context.text.yes : context.text.no),
      },
    ],
    rows: wins,
    behind:
      head === undefined
        ? null
        : behindLine(context, [
            {
              kind: "open",
              count: head.open,
              narrower: {
                from: "",
                to: "",
                source: isPartial ? "" : filters.source,
                outcome: "open",
                at: "waiting",
              },
            },
          ]),
    notes: isPartial || filters.from !== "" || filters.to !== "" ? [text.wholeOnly] : [],
  });
}

/** Open journeys of the chosen pipeline and source. */
function openOf(context: Context): OpenRow[] {
  const { filters, unknown } = context;
  const rows = rowsOf(fileOf(context, "forecast").journeys).filter(
    (row) =>
      row.pipeline === filters.pipeline &&
      (filters.source === "" ? row.source !== "purchased_list" : row.source === filters.source),
  );
  return unknown.won
    ? rows.map((row) => ({ ...row, probability: null, expected: null, reason: "no_won" }))
    : rows;
}

function openFigure(context: Context): HTMLElement {
  const { format, filters } = context;
  const text = velocityWords[context.language];
  const open = openOf(context);
  const stages = context.stages.map((stage) => {
    const here = open.filter((row) => row.stage === stage.stage).sort((a, b) => a.days - b.days);
    return {
      stage: stage.stage,
      label: stageLabel(stage, context),
      count: here.length,
      median: here[Math.floor(here.length / 2)]?.days ?? null,
    };
  });
  const openAt = (stage: string) => ({ from: "", to: "", stage, outcome: "open", at: "waiting" });
  const most = [...stages].sort((a, b) => b.count - a.count)[0];
  const strongest = Math.max(0.001, ...open.map((row) => row.probability ?? 0));
  const labels = new Map(stages.map((stage) => [stage.stage, stage.label]));
  const href = (row: OpenRow) => dealsHref(context, { ...everything, deal: row.id ?? "" });
  const total = open[0]?.total ?? 0;
  const back = open.filter((row) => row.now !== row.stage).length;
  const published = rowsOf(fileOf(context, "forecast").journeys).filter(
    (row) => row.pipeline === filters.pipeline,
  ).length;
  return figure<OpenRow>(context, {
    id: "open",
    isWide: true,
    headline:
      most === undefined || most.count === 0
        ? text.openHeadlineNone
        : text.openHeadline(most.label, format.count(most.count), format.count(most.median)),
    subtitle: context.unknown.won
      ? text.openSubtitleUnwon(format.count(open.length))
      : text.openSubtitle(format.count(open.length)),
    measures: ["win_probability", "expected_value"],
    draw: (width) =>
      swarmChart(
        stages.map((stage) => ({ label: stage.label, count: stage.count, limit: stage.median })),
        open.map((row) => ({
          label: labels.get(row.stage) ?? row.stage,
          days: row.days,
          strength: row.probability === null ? null : row.probability / strongest,
          href: href(row),
          title: `${row.id ?? "–"}: ${format.decimal(row.days)} ${context.text.days}, ${format.share(row.probability)}`,
        })),
        width,
        format,
        text.axis,
      ),
    columns: [
      {
        name: "deal_id",
        label: context.text.id,
        value: (row) => row.id,
        show: (row) => element("a", { href: href(row) }, row.id ?? "–"),
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
        value: (row) => row.now,
        show: (row) => labels.get(row.now) ?? labelOf(row.now, context.language),
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
        value: (row) => row.days,
        show: (row) => format.decimal(row.days),
        isNumber: true,
      },
      {
        name: "win_probability",
        label: text.probability,
        value: (row) => row.probability,
        show: (row) => format.share(row.probability),
        isNumber: true,
      },
      {
        name: "reason",
        label: text.why,
        value: (row) => row.reason,
        show: (row) => (row.reason === null ? "" : text.reasons[row.reason]),
      },
      countColumn<OpenRow>(context, "amount_base", text.value, (row) => row.amount),
      countColumn<OpenRow>(context, "expected_value", text.worth, (row) => row.expected),
    ],
    rows: open,
    tableRows: 50,
    behind:
      most === undefined || published < total
        ? null
        : behindLine(
            context,
            [{ kind: "open", count: most.count, narrower: openAt(most.stage) }],
            `${context.text.furthest.toLowerCase()}: ${most.label}`,
          ),
    notes: [
      ...(back > 0 ? [text.goneBack(format.count(back), format.count(open.length))] : []),
      ...(published < total ? [text.leftOff(format.count(published), format.count(total))] : []),
      ...(filters.from === "" && filters.to === "" ? [] : [context.text.monthsIgnored]),
    ],
  });
}

function paceFigure(context: Context, quarters: QuarterRow[]): HTMLElement {
  const { format, release } = context;
  const currency = format.currency(release.currency);
  const text = velocityWords[context.language];
  const rows = quarters.filter((row) => row.velocity !== null);
  const last = rows.filter((row) => row.basis === "cohort").at(-1);
  return figure<QuarterRow>(context, {
    id: "pace",
    lacks: context.unknown.won ? "won" : null,
    headline:
      last === undefined
        ? text.paceHeadlineNone
        : text.paceHeadline(
            `${format.compact(last.velocity)} ${currency}`,
            quarterLabel(context, last.quarter),
          ),
    subtitle: `${text.paceSubtitle(currency)} (n = ${format.count(last?.journeys ?? 0)})`,
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
        label: text.winRate,
        value: (row) => row.rate,
        show: (row) => format.share(row.rate),
        isNumber: true,
      },
      countColumn<QuarterRow>(context, "priced_count", text.priced, (row) => row.priced),
      countColumn<QuarterRow>(context, "mean_value", text.value, (row) => row.value),
      {
        name: "cycle_days",
        label: text.cycle,
        value: (row) => (row.cycle === null ? null : row.cycle / 86_400),
        show: (row) => format.decimal(row.cycle === null ? null : row.cycle / 86_400),
        isNumber: true,
      },
      countColumn<QuarterRow>(context, "velocity", text.velocity, (row) => row.velocity),
    ],
    rows: rows.length === 0 ? [] : quarters,
    behind:
      last === undefined ? null : behindLine(context, countsOf(last), quarterLabel(context, last.quarter)),
    notes: ignored(context),
  });
}

const effects = {
  journeys: "journeyEffect",
  rate: "rateEffect",
  value: "valueEffect",
  cycle: "cycleEffect",
} as const;
type Cause = keyof typeof effects;

function moveFigure(context: Context, quarters: QuarterRow[]): HTMLElement {
  const { format, release } = context;
  const currency = format.currency(release.currency);
  const text = velocityWords[context.language];
  const causes = Object.keys(effects) as Cause[];
  const rows = quarters.filter((row) => row.basis === "cohort" && row.change !== null);
  const last = rows.at(-1);
  const sign = Math.sign(last?.change ?? 0);
  const cause =
    last === undefined
      ? undefined
      : [...causes].sort((a, b) => sign * ((last[effects[b]] ?? 0) - (last[effects[a]] ?? 0)))[0];
  return figure<QuarterRow>(context, {
    id: "moves",
    lacks: context.unknown.won ? "won" : null,
    headline:
      last === undefined || cause === undefined
        ? text.moveHeadlineNone
        : text.moveHeadline(
            quarterLabel(context, last.quarter),
            `${format.compact(Math.abs(last.change ?? 0))} ${currency}`,
            sign < 0 ? text.less : text.more,
            text.causes[cause],
          ),
    subtitle: `${text.moveSubtitle(currency)} (n = ${format.count(last?.journeys ?? 0)})`,
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
      countColumn<QuarterRow>(context, "velocity_change", text.change, (row) => row.change),
      ...causes.map((key) =>
        countColumn<QuarterRow>(
          context,
          {
            journeys: "journey_effect",
            rate: "win_rate_effect",
            value: "value_effect",
            cycle: "cycle_effect",
          }[key],
          text.causes[key],
          (row) => row[effects[key]],
        ),
      ),
    ],
    rows,
    behind:
      last === undefined ? null : behindLine(context, countsOf(last), quarterLabel(context, last.quarter)),
    notes: ignored(context),
  });
}

/** Won and all of what started in the quarter, or was closed in it. */
function countsOf(row: QuarterRow): [Counted, Counted] {
  const last = 3 * Number(row.quarter.slice(-1));
  const month = (of: number) => `${row.quarter.slice(0, 4)}-${String(of).padStart(2, "0")}`;
  const isCohort = row.basis === "cohort";
  const within = { source: "", from: month(last - 2), to: month(last), at: isCohort ? "" : "closed" };
  return [
    {
      kind: isCohort ? "wonInTime" : "won",
      count: row.won,
      narrower: { ...within, at: isCohort ? "mature" : "closed", outcome: "won" },
    },
    { kind: isCohort ? "leads" : "closed", count: row.journeys, narrower: within },
  ];
}

function quarterColumns(context: Context): TableColumn<QuarterRow>[] {
  const text = velocityWords[context.language];
  return [
    {
      name: "quarter",
      label: text.quarter,
      value: (row) => row.quarter,
      show: (row) => quarterLabel(context, row.quarter),
    },
    {
      name: "basis",
      label: text.basis,
      value: (row) => row.basis,
      show: (row) => text[row.basis],
    },
    ...(["won", "journeys"] as const).map((name) =>
      dealsColumn<QuarterRow>(
        context,
        name === "won" ? "won_count" : "journey_count",
        name === "won" ? context.text.won : context.text.leads,
        (row) => row[name],
        (row) => countsOf(row)[name === "won" ? 0 : 1].narrower,
      ),
    ),
    {
      name: "is_mature",
      label: text.mature,
      value: (row) => row.mature,
      show: (row) => (row.mature ? context.text.yes : context.text.no),
    },
  ];
}
