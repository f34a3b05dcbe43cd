import { curveChart } from "../charts/curves.ts";
import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import { isOfPeriods, type Comparison, type Pair } from "../lib/comparison.ts";
import { dealsHref, periodLabel, pipelineLabel, stageLabel, type Context } from "../lib/context.ts";
import { countDifference, verdictOf } from "../lib/difference.ts";
import { element } from "../lib/element.ts";
import { rangedOf } from "../lib/estimated.ts";
import { linkedFilters, type Filters } from "../lib/filters.ts";
import { daySeconds, logLog, type Incidence } from "../lib/incidence.ts";
import { comparisonWords } from "../words/comparison.ts";
import { customerWords } from "../words/customer.ts";
import { labelOf } from "../words/labels.ts";
import { countColumn, dealsLink } from "./columns.ts";
import { tile } from "./tile.ts";

/** What the two sides of a comparison are called. */
function sideLabels(context: Context, { sides }: Comparison): [string, string] {
  const { filters, format, language } = context;
  const label = (side: Filters): string => {
    if (isOfPeriods(filters)) return periodLabel(side.period, format);
    const value = side[filters.compare as "source"];
    return filters.compare === "pipeline" ? pipelineLabel(value, context) : labelOf(value, language);
  };
  return [label(sides[0]), label(sides[1])];
}

/** What leads to the leads of one side. */
const opening = (side: Filters): Partial<Filters> =>
  Object.fromEntries(linkedFilters.map((name) => [name, side[name]]));

/** A row of a comparison: a share of both sides. */
interface PairRow {
  stage: string;
  label: string;
  pair: Pair;
}

/** A share as a chart shows it, with its interval; of one that is not known, nothing. */
function shown(context: Context, found: Incidence | null) {
  const { value: rate, low, high } = rangedOf(found);
  const { format } = context;
  return { rate, low, high, basis: rate === null ? "" : `${format.share(low)} – ${format.share(high)}` };
}

/** The columns of a comparison: both shares with their intervals, the difference with its own, and what it allows to say. */
function pairColumns(context: Context): TableColumn<PairRow>[] {
  const { format, text, language } = context;
  const words = comparisonWords[language];
  const share = (name: string, label: string, of: (row: PairRow) => number | null): TableColumn<PairRow> => ({
    name,
    label,
    value: of,
    show: (row) => format.share(of(row)),
    isNumber: true,
  });
  const points = (
    name: string,
    label: string,
    of: (row: PairRow) => number | null,
  ): TableColumn<PairRow> => ({
    name,
    label,
    value: of,
    show: (row) => pointsText(context, of(row)),
    isNumber: true,
  });
  return [
    share("estimate", text.rate, ({ pair }) => rangedOf(pair.own).value),
    share("estimate_low", text.low, ({ pair }) => rangedOf(pair.own).low),
    share("estimate_high", text.high, ({ pair }) => rangedOf(pair.own).high),
    share("other_estimate", words.other, ({ pair }) => rangedOf(pair.other).value),
    share("other_low", words.otherLow, ({ pair }) => rangedOf(pair.other).low),
    share("other_high", words.otherHigh, ({ pair }) => rangedOf(pair.other).high),
    points("difference", words.difference, ({ pair }) => pair.difference.value),
    points("difference_low", words.differenceLow, ({ pair }) => pair.difference.low),
    points("difference_high", words.differenceHigh, ({ pair }) => pair.difference.high),
    countColumn<PairRow>(context, "horizon_days", words.days, ({ pair }) => pair.days),
    {
      name: "verdict",
      label: words.verdict,
      value: ({ pair }) => verdictOf(pair.difference),
      show: ({ pair }) => words.verdicts[verdictOf(pair.difference)],
    },
  ];
}

/** A difference of shares in points, with its sign. */
const pointsText = ({ format }: Context, value: number | null): string =>
  value === null ? "–" : `${value > 0 ? "+" : ""}${format.decimal(100 * value)}`;

/** The two sides by name, each leading to its leads. */
const behindSides = (context: Context, comparison: Comparison, of: "started" | "won"): HTMLElement => {
  const labels = sideLabels(context, comparison);
  const { text, format } = context;
  const kind = of === "won" ? "won" : "leads";
  return element(
    "p",
    { class: "behind" },
    `${text.deals}: `,
    ...comparison.sides.flatMap((side, index) => [
      index === 0 ? "" : " · ",
      `${labels[index] ?? ""}: `,
      element(
        "a",
        { href: dealsHref(context, { ...opening(side), ...(of === "won" ? { outcome: "won" } : {}) }) },
        text.counted[kind](format.count(comparison[of][index] ?? 0)),
      ),
    ]),
  );
};

function pairFigure(
  context: Context,
  comparison: Comparison,
  options: {
    id: string;
    rows: PairRow[];
    headline(clear: string): string;
    none: string;
    unknown: string;
    subtitle: string;
    about: string[];
    measures: string[];
    isWide: boolean;
  },
): HTMLElement {
  const { text, format, language } = context;
  const words = comparisonWords[language];
  const { id, rows, measures, isWide } = options;
  const verdicts = rows.map(({ pair }) => verdictOf(pair.difference));
  const clear = rows.filter((_, index) => verdicts[index] === "more" || verdicts[index] === "less");
  return figure<PairRow>(context, {
    id,
    isWide,
    headline:
      clear.length > 0
        ? options.headline(clear.map((row) => row.label).join(", "))
        : verdicts.includes("unclear")
          ? options.none
          : options.unknown,
    subtitle: options.subtitle,
    about: [...options.about, words.about, text.byChance],
    measures,
    spoken: { columns: ["estimate", "other_estimate", "difference"] },
    draw: (width) =>
      rateChart(
        rows.map(({ label, pair }) => ({
          label,
          low: null,
          high: null,
          rates: [shown(context, pair.own), shown(context, pair.other)],
          isApart: false,
        })),
        width,
        format,
        { isFullScale: true, heads: ["●", "×"] },
      ),
    columns: [
      {
        name: "stage",
        label: text.stage,
        value: (row) => row.stage,
        show: (row) =>
          dealsLink(context, row.label, {
            ...opening(comparison.sides[0]),
            ...(row.stage === "won" ? { outcome: "won" } : { stage: row.stage }),
          }),
      },
      ...pairColumns(context),
    ],
    rows: rows.some(({ pair }) => pair.days !== null) ? rows : [],
    empty: options.unknown,
    behind: behindSides(context, comparison, "started"),
  });
}

/** What share goes on from each stage, of both sides. */
export function comparedSteps(context: Context, comparison: Comparison, isWide: boolean): HTMLElement {
  const words = comparisonWords[context.language];
  return pairFigure(context, comparison, {
    id: "conversion",
    isWide,
    rows: context.steps.flatMap((stage) => {
      const pair = comparison.steps.get(stage.stage);
      return pair === undefined ? [] : [{ stage: stage.stage, label: stageLabel(stage, context), pair }];
    }),
    headline: words.steps.clear,
    none: words.steps.none,
    unknown: words.steps.unknown,
    subtitle: words.steps.subtitle(...sideLabels(context, comparison)),
    about: [words.sameDays],
    measures: ["stage_estimate", "stage_horizon"],
  });
}

/** What share of the leads comes to each stage, and is won, of both sides. */
export function comparedFunnel(context: Context, comparison: Comparison): HTMLElement {
  const words = comparisonWords[context.language];
  const { format, text } = context;
  const rows = [
    ...context.stages.slice(1).map((stage) => ({ stage: stage.stage, label: stageLabel(stage, context) })),
    ...(context.unknown.won ? [] : [{ stage: "won", label: text.won }]),
  ].flatMap((row) => {
    const pair = row.stage === "won" ? comparison.customer : comparison.reached.get(row.stage);
    return pair === undefined ? [] : [{ ...row, pair }];
  });
  const days = rows.find(({ pair }) => pair.days !== null)?.pair.days ?? null;
  return pairFigure(context, comparison, {
    id: "funnel",
    isWide: false,
    rows,
    headline: words.reached.clear,
    none: words.reached.none,
    unknown: words.reached.unknown,
    subtitle:
      days === null ? "" : words.reached.subtitle(format.count(days), ...sideLabels(context, comparison)),
    about: maturity(context, comparison),
    measures: ["lead_to_customer_estimate"],
  });
}

/** By which day both sides are counted, and whether the younger one limits it. */
function maturity(context: Context, { customer, horizonDays }: Comparison): string[] {
  const { format, language } = context;
  return customer.days === null
    ? []
    : [comparisonWords[language].sameDay(format.count(customer.days), customer.days !== horizonDays)];
}

/** Lead to customer of both sides by the same day, and whether it differs. */
export function comparedCustomerTile(context: Context, comparison: Comparison): HTMLElement {
  const { format, language } = context;
  const words = comparisonWords[language];
  const { customer } = comparison;
  const [own, other] = [rangedOf(customer.own), rangedOf(customer.other)];
  const labels = sideLabels(context, comparison);
  const interval = ({ low, high }: typeof own) => `95%: ${format.share(low)} – ${format.share(high)}`;
  return tile(context, {
    id: "customer",
    lacks: context.unknown.won ? "won" : null,
    metric: "lead_to_customer_estimate",
    label:
      customer.days === null
        ? customerWords[language].estimateNone
        : customerWords[language].estimate(format.count(customer.days)),
    value: format.share(own.value),
    notes: [
      own.value === null ? "" : interval(own),
      other.value === null ? "" : `${labels[1]}: ${format.share(other.value)} (${interval(other)})`,
      customer.difference.value === null
        ? words.verdicts.unknown
        : words.differs(
            pointsText(context, customer.difference.value),
            pointsText(context, customer.difference.low),
            pointsText(context, customer.difference.high),
            words.verdicts[verdictOf(customer.difference)],
          ),
      ...maturity(context, comparison),
    ],
    href: "./customer.html",
    isMain: true,
  });
}

/** Leads, or customers so far, of both sides. Leads of two periods are judged; customers so far are older on one side, and are not. */
export function comparedCountTile(
  context: Context,
  comparison: Comparison,
  of: "started" | "won",
): HTMLElement {
  const { format, text, language, filters } = context;
  const words = comparisonWords[language];
  const [own, other] = comparison[of];
  const link = (side: Filters) =>
    dealsHref(context, { ...opening(side), ...(of === "won" ? { outcome: "won" } : {}) });
  const difference = countDifference(own, other);
  return tile(context, {
    id: of,
    lacks: of === "won" && context.unknown.won ? "won" : null,
    metric: of === "won" ? "won" : "leads",
    label: of === "won" ? text.won : text.leads,
    value: format.count(own),
    notes: [
      element(
        "span",
        {},
        `${sideLabels(context, comparison)[1]}: `,
        element("a", { href: link(comparison.sides[1]) }, format.count(other)),
      ),
      ...(of === "started" && isOfPeriods(filters)
        ? [
            `${difference.value !== null && difference.value > 0 ? "+" : ""}${format.count(difference.value)} (95%: ${format.count(difference.low)} – ${format.count(difference.high)}): ${words.verdicts[verdictOf(difference)]}`,
          ]
        : []),
    ],
    href: link(comparison.sides[0]),
  });
}

interface CurveRow {
  side: string;
  day: number;
  share: number;
  low: number | null;
  high: number | null;
}

/** Lead to customer of both sides by age, to the day that both are followed to. */
export function comparedCurve(context: Context, comparison: Comparison): HTMLElement {
  const { format, text, language } = context;
  const words = comparisonWords[language];
  const { customer } = comparison;
  const labels = sideLabels(context, comparison);
  const days = customer.days ?? 0;
  const curveOf = (found: Incidence | null, side: string): CurveRow[] =>
    found?.estimate == null
      ? []
      : [
          { side, day: 0, share: 0, low: null, high: null },
          ...found.curve.map((step) => {
            const [low, high] = logLog(step.share, step.error);
            return { side, day: Math.ceil(step.seconds / daySeconds), share: step.share, low, high };
          }),
          { side, day: days, share: found.estimate, low: found.estimate_low, high: found.estimate_high },
        ];
  const sides = [curveOf(customer.own, labels[0]), curveOf(customer.other, labels[1])];
  const rows = sides.flat();
  const points = (side: CurveRow[]) =>
    side.map(({ day, share, low, high }) => ({ x: day, y: share, low, high }));
  const top = Math.min(1, Math.max(0.01, ...rows.map(({ share }) => share * 1.6)) * 1.12);
  const values = [rangedOf(customer.own).value, rangedOf(customer.other).value] as const;
  return figure<CurveRow>(context, {
    id: "curves",
    lacks: context.unknown.won ? "won" : null,
    isWide: true,
    headline:
      values[0] === null || values[1] === null
        ? words.curve.unknown
        : words.curve.headline(
            format.count(days),
            format.share(values[0]),
            format.share(values[1]),
            words.verdicts[verdictOf(customer.difference)],
          ),
    subtitle: words.curve.subtitle,
    about: [...maturity(context, comparison), words.about],
    measures: ["lead_to_customer_estimate"],
    spoken: { columns: ["share"], rows: sides.flatMap((side) => side.slice(-1)) },
    draw: (width) =>
      curveChart(
        sides.map((side, index) => ({
          label: labels[index] ?? "",
          note: `n = ${format.count(comparison.started[index] ?? 0)}`,
          points: points(side),
          reference: points(sides[1 - index] ?? []),
          marks: side.slice(-1).map(({ day, share }) => ({ x: day, y: share, label: format.share(share) })),
          isApart: comparison.sides[index]?.source === "purchased_list",
        })),
        width,
        {
          axis: customerWords[language].axis,
          top,
          write: (value) => format.share(value),
          yTick: (value) => format.share(value, top < 0.06 ? 1 : 0),
          xMost: Math.max(1, days),
        },
      ),
    columns: [
      { name: "side", label: words.verdict, value: (row) => row.side },
      countColumn<CurveRow>(context, "day", customerWords[language].day, (row) => row.day),
      ...(
        [
          ["share", customerWords[language].share],
          ["low", text.low],
          ["high", text.high],
        ] as const
      ).map(([name, label]) => ({
        name,
        label,
        value: (row: CurveRow) => row[name],
        show: (row: CurveRow) => format.share(row[name]),
        isNumber: true,
      })),
    ],
    rows,
    empty: words.curve.unknown,
    behind: behindSides(context, comparison, "won"),
  });
}
