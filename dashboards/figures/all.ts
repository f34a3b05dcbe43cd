import { cohortChart } from "../charts/cohorts.ts";
import { dwellChart } from "../charts/dwell.ts";
import { funnelChart, type FunnelBar } from "../charts/funnel.ts";
import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import { element } from "../lib/element.ts";
import { dwellQuantiles, sumJourneys, sumStages } from "../lib/sums.ts";
import { labelOf } from "../lib/text.ts";
import { wilson, type Rate } from "../lib/wilson.ts";
import { dealsHref, stageLabel, type Context } from "./context.ts";

/** Journeys of the selection, all months together. */
export function totals(context: Context): { started: number; won: number; lost: number; open: number } {
  const all = { started: 0, won: 0, lost: 0, open: 0 };
  for (const sum of sumJourneys(context.summary.journeys, context.filters, "month").values()) {
    all.started += sum.started;
    all.won += sum.won;
    all.lost += sum.lost;
    all.open += sum.open;
  }
  return all;
}

function link(href: string, label: string): HTMLElement {
  return element("a", { href }, label);
}

function rateColumns<Row>(context: Context, rateOf: (row: Row) => Rate | null) {
  const { text, format } = context;
  const value = (pick: (rate: Rate) => number | null) => (row: Row) => {
    const rate = rateOf(row);
    return rate === null ? null : pick(rate);
  };
  const show = (pick: (rate: Rate) => number | null) => (row: Row) => format.share(value(pick)(row));
  return [
    {
      name: "rate",
      label: text.rate,
      value: value((rate) => rate.rate),
      show: show((rate) => rate.rate),
      isNumber: true,
    },
    {
      name: "rate_low",
      label: text.low,
      value: value((rate) => rate.low),
      show: show((rate) => rate.low),
      isNumber: true,
    },
    {
      name: "rate_high",
      label: text.high,
      value: value((rate) => rate.high),
      show: show((rate) => rate.high),
      isNumber: true,
    },
    {
      name: "n",
      label: "n",
      value: value((rate) => rate.n),
      show: (row: Row) => format.count(value((rate) => rate.n)(row)),
      isNumber: true,
    },
  ];
}

/** How many reached each stage. */
export function funnelFigure(context: Context): HTMLElement {
  const { text, format } = context;
  const sums = sumStages(context.summary.funnel, context.filters);
  const all = totals(context);
  const bars: (FunnelBar & { stage: string })[] = [];
  let before = 0;
  let usual: { low: number | null; high: number | null } = { low: null, high: null };
  const started = Math.max(all.started, ...[...sums.values()].map((sum) => sum.reached), 0);
  for (const stage of context.stages) {
    const count = sums.get(stage.stage)?.reached ?? 0;
    const isFirst = bars.length === 0;
    bars.push({
      stage: stage.stage,
      label: stageLabel(stage, context),
      count,
      before: isFirst ? count : before,
      step: isFirst ? null : wilson(count, before),
      whole: wilson(count, started),
      ...usual,
      isWon: false,
    });
    before = count;
    usual = { low: stage.benchmark_low, high: stage.benchmark_high };
  }
  bars.push({
    stage: "won",
    label: text.won,
    count: all.won,
    before,
    step: wilson(all.won, before),
    whole: wilson(all.won, started),
    ...usual,
    isWon: true,
  });
  const oneIn = all.won > 0 ? format.decimal(all.started / all.won) : null;
  return figure<FunnelBar & { stage: string }>({
    id: "funnel",
    headline:
      oneIn === null
        ? context.language === "hu"
          ? "Még egy leadből sem lett ügyfél"
          : "No lead has become a customer yet"
        : context.language === "hu"
          ? `Eddig ${oneIn} leadre jut egy ügyfél`
          : `So far 1 in ${oneIn} leads became a customer`,
    subtitle: `${text.funnelSub} (n = ${format.count(all.started)})`,
    draw: (width) => funnelChart(bars, width, format, { step: text.step, whole: text.whole }),
    columns: [
      {
        name: "stage",
        label: text.stage,
        value: (bar) => bar.stage,
        show: (bar) =>
          link(dealsHref(context, bar.isWon ? { outcome: "won" } : { stage: bar.stage }), bar.label),
      },
      {
        name: "reached_count",
        label: text.reached,
        value: (bar) => bar.count,
        show: (bar) => format.count(bar.count),
        isNumber: true,
      },
      ...rateColumns<FunnelBar>(context, (bar) => bar.step),
    ],
    rows: all.started === 0 ? [] : bars,
    dealsHref: dealsHref(context),
    text,
  });
}

/** What share goes on from each stage, against its benchmark. */
export function conversionFigure(context: Context): HTMLElement {
  const { text, format, language } = context;
  const sums = sumStages(context.summary.funnel, context.filters);
  const rows = context.stages.map((stage) => {
    const sum = sums.get(stage.stage) ?? { reached: 0, advanced: 0, lost: 0, open: 0, skipped: 0 };
    return {
      stage: stage.stage,
      label: stageLabel(stage, context),
      low: stage.benchmark_low,
      high: stage.benchmark_high,
      rate: wilson(sum.advanced, sum.reached),
      isApart: false,
      ...{ sum },
    };
  });
  const rated = rows.filter((row) => row.rate.rate !== null);
  const leak = rated.find((row) => row.low !== null && (row.rate.high ?? 1) < row.low);
  const weakest = [...rated].sort((a, b) => (a.rate.rate ?? 0) - (b.rate.rate ?? 0))[0];
  const headline =
    weakest === undefined
      ? text.noData
      : leak !== undefined
        ? language === "hu"
          ? `${leak.label}: eddig a viszonyítási sáv alatt (${format.share(leak.rate.rate)})`
          : `${leak.label} is below its benchmark so far (${format.share(leak.rate.rate)})`
        : language === "hu"
          ? `Eddig itt jutnak tovább a legkevesebben: ${weakest.label} (${format.share(weakest.rate.rate)})`
          : `Fewest go on from ${weakest.label} so far (${format.share(weakest.rate.rate)})`;
  return figure({
    id: "conversion",
    headline,
    subtitle: `${text.conversionSub} (n = ${format.count(rows[0]?.rate.n ?? 0)})`,
    draw: (width) => rateChart(rows, width, format, { isFullScale: true, isSized: false }),
    columns: [
      {
        name: "stage",
        label: text.stage,
        value: (row) => row.stage,
        show: (row) => link(dealsHref(context, { stage: row.stage }), row.label),
      },
      ...(["advanced", "lost", "open", "skipped"] as const).map((name) => ({
        name: `${name}_count`,
        label: text[name],
        value: (row: (typeof rows)[number]) => row.sum[name],
        show: (row: (typeof rows)[number]) => format.count(row.sum[name]),
        isNumber: true,
      })),
      ...rateColumns<(typeof rows)[number]>(context, (row) => row.rate),
      {
        name: "benchmark",
        label: text.benchmark,
        value: (row) => (row.low === null ? null : `${row.low}-${row.high ?? ""}`),
        show: (row) =>
          row.low === null ? "–" : `${format.share(row.low, 0)} – ${format.share(row.high, 0)}`,
      },
    ],
    rows: rated.length === 0 ? [] : rows,
    dealsHref: dealsHref(context),
    text,
  });
}

/** Lead to customer by cohort month. */
export function cohortFigure(context: Context): HTMLElement {
  const { text, format, language } = context;
  const rows = [...sumJourneys(context.summary.journeys, context.filters, "month")].map(([month, sum]) => ({
    month,
    date: new Date(`${month}-01T00:00:00Z`),
    sum,
    mature: sum.mature,
    rate: wilson(sum.won, sum.started),
  }));
  const mature = rows.filter((row) => row.mature);
  const pooled = wilson(
    mature.reduce((total, row) => total + row.sum.won, 0),
    mature.reduce((total, row) => total + row.sum.started, 0),
  );
  return figure({
    id: "cohorts",
    headline:
      pooled.rate === null
        ? language === "hu"
          ? "Még egyetlen hónap sem érett be"
          : "No month is old enough to judge yet"
        : language === "hu"
          ? `A beérett hónapok leadjeinek ${format.share(pooled.rate)}-a lett ügyfél`
          : `${format.share(pooled.rate)} of the leads of mature months became customers`,
    subtitle: `${text.cohortSub} (n = ${format.count(rows.reduce((total, row) => total + row.rate.n, 0))})`,
    draw: (width) => cohortChart(rows, width, format, text.maturing),
    columns: [
      {
        name: "cohort_month",
        label: text.month,
        value: (row) => row.month,
        show: (row) => link(dealsHref(context, { from: row.month, to: row.month }), format.month(row.month)),
      },
      {
        name: "won_count",
        label: text.won,
        value: (row) => row.sum.won,
        show: (row) => format.count(row.sum.won),
        isNumber: true,
      },
      {
        name: "open_count",
        label: text.open,
        value: (row) => row.sum.open,
        show: (row) => format.count(row.sum.open),
        isNumber: true,
      },
      ...rateColumns<(typeof rows)[number]>(context, (row) => row.rate),
      {
        name: "is_mature",
        label: text.mature,
        value: (row) => row.mature,
        show: (row) => (row.mature ? text.yes : text.no),
      },
    ],
    rows,
    dealsHref: dealsHref(context),
    text,
  });
}

/** How long completed visits took. */
export function dwellFigure(context: Context): HTMLElement {
  const { text, format, language } = context;
  const seconds = context.stages.map((stage) => ({
    stage,
    ...dwellQuantiles(context.summary.dwell, context.filters, stage.stage, [0.25, 0.5, 0.75, 0.9]),
  }));
  const longest = Math.max(0, ...seconds.map((row) => row.seconds[3] ?? 0));
  const inHours = longest < 3 * 86_400;
  const unit = inHours ? text.hours : text.days;
  const scale = (value: number | null | undefined) =>
    value == null ? null : value / (inHours ? 3600 : 86_400);
  const rows = seconds.map((row) => ({
    stage: row.stage.stage,
    label: stageLabel(row.stage, context),
    n: row.n,
    p25: scale(row.seconds[0]),
    median: scale(row.seconds[1]),
    p75: scale(row.seconds[2]),
    p90: scale(row.seconds[3]),
  }));
  const slowest = [...rows].sort((a, b) => (b.median ?? -1) - (a.median ?? -1))[0];
  const quantile = (name: "p25" | "median" | "p75" | "p90", label: string) => ({
    name: `${name}_${inHours ? "hours" : "days"}`,
    label,
    value: (row: (typeof rows)[number]) => row[name],
    show: (row: (typeof rows)[number]) => format.decimal(row[name]),
    isNumber: true,
  });
  const n = rows.reduce((total, row) => total + row.n, 0);
  return figure({
    id: "dwell",
    headline:
      slowest?.median == null
        ? text.noData
        : language === "hu"
          ? `A leglassabb szakasz: ${slowest.label}, a felük ${format.decimal(slowest.median)} ${unit} alatt végez`
          : `${slowest.label} is slowest: half are done in ${format.decimal(slowest.median)} ${unit}`,
    subtitle: `${text.dwellSub} (n = ${format.count(n)})`,
    draw: (width) => dwellChart(rows, width, format, unit),
    columns: [
      {
        name: "stage",
        label: text.stage,
        value: (row) => row.stage,
        show: (row) => link(dealsHref(context, { stage: row.stage }), row.label),
      },
      {
        name: "completed_count",
        label: text.completed,
        value: (row) => row.n,
        show: (row) => format.count(row.n),
        isNumber: true,
      },
      quantile("p25", "P25"),
      quantile("median", `${text.median} (${unit})`),
      quantile("p75", "P75"),
      quantile("p90", "P90"),
    ],
    rows: n === 0 ? [] : rows,
    dealsHref: dealsHref(context),
    text,
  });
}

/** Which sources bring leads that buy; purchased lists stand apart. */
export function sourceFigure(context: Context, isWide = false): HTMLElement {
  const { text, format, language } = context;
  const rows = [...sumJourneys(context.summary.journeys, context.filters, "source")]
    .map(([source, sum]) => ({
      source,
      label: labelOf(source, language),
      rate: wilson(sum.won, sum.started),
      sum,
      low: null,
      high: null,
      isApart: source === "purchased_list",
    }))
    .sort(
      (a, b) =>
        Number(a.isApart) - Number(b.isApart) ||
        (b.rate.rate ?? 0) - (a.rate.rate ?? 0) ||
        (a.source < b.source ? -1 : 1),
    );
  const best = rows.find((row) => !row.isApart);
  const own = rows.filter((row) => !row.isApart);
  const pooled = wilson(
    own.reduce((total, row) => total + row.sum.won, 0),
    own.reduce((total, row) => total + row.sum.started, 0),
  );
  return figure({
    id: "sources",
    isWide,
    headline:
      best === undefined || best.sum.won === 0
        ? language === "hu"
          ? "Még egy forrás sem hozott ügyfelet"
          : "No source has brought a customer yet"
        : language === "hu"
          ? `A legjobb arány eddig: ${best.label} (${format.share(best.rate.rate)})`
          : `${best.label} converts best so far (${format.share(best.rate.rate)})`,
    subtitle: `${text.sourceSub} (n = ${format.count(pooled.n)})`,
    draw: (width) =>
      rateChart(rows, width, format, { isFullScale: false, isSized: true, reference: pooled.rate }),
    columns: [
      {
        name: "lead_source",
        label: text.source,
        value: (row) => row.source,
        show: (row) => link(dealsHref(context, { source: row.source }), row.label),
      },
      {
        name: "won_count",
        label: text.won,
        value: (row) => row.sum.won,
        show: (row) => format.count(row.sum.won),
        isNumber: true,
      },
      ...rateColumns<(typeof rows)[number]>(context, (row) => row.rate),
    ],
    rows,
    dealsHref: dealsHref(context),
    ...(context.filters.source === ""
      ? {}
      : {
          note:
            language === "hu"
              ? "A forrásszűrőt ez az ábra nem veszi figyelembe."
              : "This figure ignores the source filter.",
        }),
    text,
  });
}
