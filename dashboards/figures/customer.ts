import { curveChart } from "../charts/curves.ts";
import { heatChart } from "../charts/heat.ts";
import { figure } from "../components/figure.ts";
import { rowsOf } from "../lib/columns.ts";
import type { CustomerCohortsRow, CustomerCurveRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import type { Filters } from "../lib/filters.ts";
import { findExtreme, rowOf } from "../lib/finding.ts";
import { wilson } from "../lib/wilson.ts";
import { fileOf, type Context } from "../lib/context.ts";
import { customerWords } from "../words/customer.ts";
import { estimateWords } from "../words/estimates.ts";
import { labelOf } from "../words/labels.ts";
import { behindLine, countLinks, wonCounts } from "./behind.ts";
import { comparedCurve, comparedCustomerTile } from "./compared.ts";
import { countColumn, dealsColumn, dealsLink } from "./columns.ts";
import { customerDays, customerOf, intervalText } from "./estimates.ts";
import { ignoredByEstimates, ignoredFilters } from "./ignored.ts";
import { tile } from "./tile.ts";
import { totals } from "./totals.ts";
import { are, isOneOf, ofMonths } from "../lib/figure-query.ts";

/** The share of leads that become customers by day h with its interval, and what else is to be said of it. */
export function customerTile(context: Context, notes: (string | Node)[]): HTMLElement {
  if (context.comparison !== null) return comparedCustomerTile(context, context.comparison);
  const { format, filters } = context;
  const text = customerWords[context.language];
  const own = customerOf(context, filters.source);
  const days = customerDays(context);
  return tile(context, {
    id: "customer",
    lacks: context.unknown.won ? "won" : null,
    metric: "lead_to_customer_estimate",
    label: days === null ? text.estimateNone : text.estimate(format.count(days)),
    value: format.share(own?.estimate ?? null),
    notes: [intervalText(context, own), ...notes, ignoredByEstimates(context) ?? ""],
    href: "./customer.html",
    isMain: true,
  });
}

/** What is counted so far in the selection, with the way to the deals on both sides of the rate. */
export function soFarNote(
  context: Context,
  sum: { won: number; started: number },
  narrower: Partial<Filters> = {},
): HTMLElement {
  const rate = wilson(sum.won, sum.started);
  return element(
    "span",
    {},
    `${customerWords[context.language].soFar(context.format.share(rate.rate))} (`,
    countLinks(context, rate, { ...narrower, outcome: "won" }, narrower),
    ")",
  );
}

/** Lead to customer by age, for every source. */
export function customerCurves(context: Context): HTMLElement {
  if (context.comparison !== null) return comparedCurve(context, context.comparison);
  const { text, format, language, filters } = context;
  const words = customerWords[language];
  const rows = rowsOf(fileOf(context, "customer").curve).filter((row) => row.pipeline === filters.pipeline);
  const of = (source: string) => rows.filter((row) => row.source === source);
  const isApart = (source: string) => source === "purchased_list";
  const sources = [...new Set(rows.map((row) => row.source))]
    .filter((source) => source !== "" && (filters.source === "" || source === filters.source))
    .sort(
      (a, b) =>
        Number(isApart(a)) - Number(isApart(b)) ||
        (customerOf(context, b)?.estimate ?? -1) - (customerOf(context, a)?.estimate ?? -1) ||
        (a < b ? -1 : 1),
    );
  const whole = customerOf(context, filters.source);
  // Without an estimate of the chosen months, all of them are behind it.
  const behindIt = context.isReestimated ? {} : { from: "", to: "" };
  const horizon = whole?.horizon_days ?? 180;
  const shown = filters.source === "" ? ["", ...sources] : sources;
  const points = (source: string) =>
    of(source).map((row) => ({ x: row.day, y: row.won_share, low: row.won_low, high: row.won_high }));
  const top = Math.min(
    1,
    Math.max(
      0.01,
      ...shown.flatMap((source) =>
        of(source).map((row) => Math.min(row.won_high ?? row.won_share, Math.max(row.won_share * 1.6, 0.01))),
      ),
    ) * 1.12,
  );
  const label = (source: string) => (source === "" ? words.all : labelOf(source, language));
  return figure<CustomerCurveRow>(context, {
    id: "curves",
    lacks: context.unknown.won ? "won" : null,
    isWide: true,
    headline:
      whole?.estimate == null
        ? words.headlineNone
        : words.headline(format.share(whole.estimate), format.count(horizon)),
    subtitle: words.subtitle,
    ignored: ignoredByEstimates(context),
    about: [
      words.about(format.count(whole?.reached_count ?? 0)),
      ...(whole === undefined
        ? []
        : [
            estimateWords[language].maturity(
              format.count(whole.followed_count),
              format.count(whole.at_risk_count),
            ),
          ]),
    ],
    spoken: {
      columns: ["won_share"],
      rows: shown.flatMap((source) => of(source).slice(-1)),
    },
    query: context.isReestimated
      ? undefined
      : { of: "customer/curve", where: [...are({ pipeline: filters.pipeline }), isOneOf("source", shown)] },
    measures: ["lead_to_customer_estimate", "estimate_if_stale_lost", "lead_source"],
    draw: (width) =>
      curveChart(
        shown.map((source) => {
          const last = of(source)[of(source).length - 1];
          return {
            label: label(source),
            note: `n = ${format.count(customerOf(context, source)?.reached_count ?? null)}`,
            points: points(source),
            ...(source === "" ? {} : { reference: points("") }),
            marks:
              last === undefined
                ? []
                : [{ x: last.day, y: last.won_share, label: format.share(last.won_share) }],
            isApart: isApart(source),
          };
        }),
        width,
        {
          axis: words.axis,
          top,
          write: (value) => format.share(value),
          yTick: (value) => format.share(value, top < 0.06 ? 1 : 0),
          xMost: horizon,
          xTicks: [0, 60, 120, 180].filter((tick) => tick <= horizon),
        },
      ),
    columns: [
      {
        name: "lead_source",
        label: text.source,
        value: (row) => row.source,
        show: (row) => dealsLink(context, label(row.source), { source: row.source, ...behindIt }),
      },
      countColumn<CustomerCurveRow>(context, "day", words.day, (row) => row.day),
      ...(
        [
          ["won_share", words.share],
          ["won_low", text.low],
          ["won_high", text.high],
        ] as const
      ).map(([name, label]) => ({
        name,
        label,
        value: (row: CustomerCurveRow) => row[name],
        show: (row: CustomerCurveRow) => format.share(row[name]),
        isNumber: true,
      })),
      countColumn<CustomerCurveRow>(
        context,
        "followed_count",
        estimateWords[language].followed,
        (row) => row.followed_count,
      ),
      countColumn<CustomerCurveRow>(
        context,
        "at_risk_count",
        estimateWords[language].atRisk,
        (row) => row.at_risk_count,
      ),
    ],
    rows: shown.flatMap((source) => of(source)),
    behind: behindLine(
      context,
      whole === undefined ? [] : wonCounts({ won: whole.won_count, started: whole.reached_count }, behindIt),
      text.soFar,
    ),
    notes: [
      ...(whole?.estimate_if_stale_lost == null || (whole.stale_count ?? 0) === 0
        ? []
        : [
            words.ifStaleLost(
              format.count(whole.stale_count),
              format.count(whole.stale_days),
              format.share(whole.estimate_if_stale_lost),
              format.share(whole.estimate),
            ),
          ]),
    ],
  });
}

/** Cohort months by age: what each had brought at 30, 60, 90 … days. */
export function ageFigure(context: Context): HTMLElement {
  const { text, format, language, filters } = context;
  const words = customerWords[language];
  const rows = rowsOf(fileOf(context, "customer").cohorts).filter(
    (row) =>
      row.pipeline === filters.pipeline &&
      (filters.from === "" || row.month >= filters.from) &&
      (filters.to === "" || row.month <= filters.to),
  );
  const days = [...new Set(rows.map((row) => row.day))].sort((a, b) => a - b);
  const months = [...new Set(rows.map((row) => row.month))].sort();
  const last = days[days.length - 1] ?? 0;
  const isImmature = (row: CustomerCohortsRow) => row.followed_count < row.started_count;
  const followed = rows.filter((row) => row.day === last && !isImmature(row));
  const best = findExtreme(
    followed,
    (row) => ({ value: row.won_share, low: row.won_low, high: row.won_high }),
    "most",
  );
  const named = rowOf(best);
  const shares = followed.map((row) => row.won_share);
  return figure<CustomerCohortsRow>(context, {
    id: "ages",
    lacks: context.unknown.won ? "won" : null,
    headline:
      best.kind === "none"
        ? words.ageHeadlineNone
        : followed.length === 1
          ? words.ageHeadlineOne(
              format.month(best.row.month),
              format.share(best.row.won_share),
              format.count(last),
            )
          : best.kind === "apart"
            ? words.ageHeadline(
                format.month(best.row.month),
                format.share(best.row.won_share),
                format.count(last),
              )
            : words.ageHeadlineAlike(
                format.share(Math.min(...shares)),
                format.share(Math.max(...shares)),
                format.count(last),
              ),
    subtitle: words.ageSubtitle,
    ignored: ignoredFilters(context, "source"),
    about: [words.ageAbout(format.count(last))],
    spoken: { columns: ["won_share"], rows: followed.slice(-12) },
    query: {
      of: "customer/cohorts",
      where: [...are({ pipeline: context.filters.pipeline }), ...ofMonths(filters)],
    },
    measures: ["lead_to_customer_estimate", "mature_month"],
    draw: (width) =>
      heatChart(
        months.map((month) => format.month(month)),
        days,
        rows.map((row) => ({
          row: format.month(row.month),
          column: row.day,
          rate: row.won_share,
          isImmature: isImmature(row),
        })),
        width,
        format,
        words.axis,
      ),
    columns: [
      {
        name: "cohort_month",
        label: words.month,
        value: (row) => row.month,
        show: (row) =>
          dealsLink(context, format.month(row.month), { source: "", from: row.month, to: row.month }),
      },
      countColumn<CustomerCohortsRow>(context, "day", words.day, (row) => row.day),
      ...(
        [
          ["won_share", words.share],
          ["won_low", text.low],
          ["won_high", text.high],
        ] as const
      ).map(([name, label]) => ({
        name,
        label,
        value: (row: CustomerCohortsRow) => row[name],
        show: (row: CustomerCohortsRow) => format.share(row[name]),
        isNumber: true,
      })),
      dealsColumn<CustomerCohortsRow>(
        context,
        "started_count",
        words.started,
        (row) => row.started_count,
        (row) => ({ source: "", from: row.month, to: row.month }),
      ),
      countColumn<CustomerCohortsRow>(
        context,
        "followed_count",
        estimateWords[language].followed,
        (row) => row.followed_count,
      ),
      {
        name: "is_mature",
        label: words.state,
        value: (row) => !isImmature(row),
        show: (row) => (isImmature(row) ? words.maturing : words.mature),
      },
    ],
    rows,
    behind:
      named === undefined
        ? null
        : behindLine(
            context,
            wonCounts(
              totals({ ...context, filters: { ...filters, source: "", from: named.month, to: named.month } }),
              { source: "", from: named.month, to: named.month },
            ),
            `${format.month(named.month)}, ${text.soFar}`,
          ),
  });
}
