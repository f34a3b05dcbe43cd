import * as Plot from "@observablehq/plot";
import type { Format } from "../lib/format.ts";
import type { Rate } from "../lib/wilson.ts";

const ink = "var(--ink)";
const muted = "var(--muted)";
const blue = "var(--accent)";
const soft = "var(--soft)";
const green = "var(--good)";
const red = "var(--bad)";

/** Room for labels set at 12 px, at most a third of the width. */
function labelMargin(labels: string[], width: number): number {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return 110;
  context.font = "12px system-ui, sans-serif";
  const widest = Math.max(0, ...labels.map((label) => context.measureText(label).width));
  return Math.min(Math.ceil(widest) + 14, Math.max(96, Math.floor(width * 0.36)));
}
/** Stage and source names; a long one takes a second line. */
const names = (marginLeft: number) =>
  Plot.axisY({ label: null, tickSize: 0, fontSize: 12, lineWidth: (marginLeft - 12) / 12 });
const yLabels = { axis: null } as const;
const base = { style: { fontFamily: "inherit", fontSize: "12px", background: "none", overflow: "visible" } };

export interface FunnelBar {
  label: string;
  count: number;
  /** Count of the stage before; what the grey bar shows. */
  before: number;
  step: Rate | null;
  whole: Rate;
  isWon: boolean;
}

/** Left-aligned bars on one scale; grey is what the stage before had and this one has not. */
export function funnelChart(bars: FunnelBar[], width: number, format: Format): Element {
  const marginLeft = labelMargin(
    bars.map((bar) => bar.label),
    width,
  );
  const isNarrow = width < 420;
  const marginRight = isNarrow ? 108 : 178;
  const stepRight = isNarrow ? 2 : 48;
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const at = (bar: FunnelBar) => Math.max(bar.before, bar.count);
  return Plot.plot({
    ...base,
    width,
    height: bars.length * 38 + 10,
    marginLeft,
    marginRight,
    marginTop: 4,
    marginBottom: 4,
    x: { domain: [0, most], axis: null },
    y: { domain: bars.map((bar) => bar.label), padding: 0.3, ...yLabels },
    marks: [
      names(marginLeft),
      Plot.barX(bars, { y: "label", x: at, fill: soft, rx: 3 }),
      Plot.barX(bars, {
        y: "label",
        x: "count",
        fill: (bar: FunnelBar) => (bar.isWon ? green : blue),
        rx: 3,
      }),
      Plot.text(bars, {
        y: "label",
        x: at,
        text: (bar: FunnelBar) => format.count(bar.count),
        dx: 6,
        textAnchor: "start",
        fontWeight: 600,
        fill: ink,
      }),
      Plot.text(bars, {
        y: "label",
        frameAnchor: "right",
        dx: marginRight - stepRight,
        textAnchor: "end",
        text: (bar: FunnelBar) => (bar.step === null ? "" : format.share(bar.step.rate)),
        fontWeight: 600,
        fill: ink,
      }),
      Plot.text(bars, {
        y: "label",
        frameAnchor: "right",
        dx: marginRight - 2,
        textAnchor: "end",
        text: (bar: FunnelBar) => (bar.step === null || isNarrow ? "" : format.share(bar.whole.rate)),
        fill: muted,
      }),
    ],
  });
}

export interface RateDot {
  label: string;
  rate: Rate;
  low: number | null;
  high: number | null;
  isApart: boolean;
}

/** Rates as dots with their interval, over the benchmark band where there is one. */
export function rateChart(
  dots: RateDot[],
  width: number,
  format: Format,
  options: { isFullScale: boolean; isSized: boolean; reference?: number | null },
): Element {
  const shown = dots.filter((dot) => dot.rate.rate !== null);
  const marginLeft = labelMargin(
    dots.map((dot) => dot.label),
    width,
  );
  const top = options.isFullScale ? 1 : Math.max(0.01, ...shown.map((dot) => dot.rate.high ?? 0)) * 1.12;
  const color = (dot: RateDot) => (dot.isApart ? red : blue);
  return Plot.plot({
    ...base,
    width,
    height: dots.length * 38 + 42,
    marginLeft,
    marginRight: 58,
    marginTop: 8,
    marginBottom: 30,
    x: {
      inset: 8,
      domain: [0, top],
      label: null,
      ticks: width < 420 ? 3 : 6,
      tickSize: 0,
      tickFormat: (value: number) => format.share(value, top < 0.06 && !options.isFullScale ? 1 : 0),
    },
    y: { domain: dots.map((dot) => dot.label), padding: 0.4, ...yLabels },
    r: { range: [3, 8] },
    marks: [
      names(marginLeft),
      Plot.gridX({ stroke: "var(--line)", strokeOpacity: 1, ticks: width < 420 ? 3 : 6 }),
      Plot.barX(
        dots.filter((dot) => dot.low !== null),
        { y: "label", x1: "low", x2: "high", fill: "var(--band)" },
      ),
      options.reference == null
        ? null
        : Plot.ruleX([options.reference], { stroke: muted, strokeDasharray: "3,3" }),
      Plot.ruleY(shown, {
        y: "label",
        x1: (dot: RateDot) => dot.rate.low,
        x2: (dot: RateDot) => dot.rate.high,
        stroke: color,
        strokeWidth: 2,
      }),
      Plot.dot(shown, {
        y: "label",
        x: (dot: RateDot) => dot.rate.rate,
        r: options.isSized ? (dot: RateDot) => dot.rate.n : 5,
        fill: color,
        stroke: "var(--card)",
        strokeWidth: 1,
      }),
      Plot.text(shown, {
        y: "label",
        x: (dot: RateDot) => dot.rate.high,
        text: (dot: RateDot) => format.share(dot.rate.rate),
        dx: 8,
        textAnchor: "start",
        fontWeight: 600,
        fill: ink,
        stroke: "var(--card)",
        strokeWidth: 4,
      }),
      Plot.text(
        dots.filter((dot) => dot.rate.rate === null),
        { y: "label", x: 0, text: () => "–", dx: 6, textAnchor: "start", fill: muted },
      ),
    ].filter((mark) => mark !== null),
  });
}

export interface CohortPoint {
  date: Date;
  rate: Rate;
  mature: boolean;
}

/** One rate per cohort month with its interval; the immature end is dashed with hollow dots. */
export function cohortChart(points: CohortPoint[], width: number, format: Format, maturing: string): Element {
  const top = Math.min(
    1,
    Math.max(0.01, ...points.map((point) => Math.min(point.rate.high ?? 0, 3 * (point.rate.rate ?? 0)))) *
      1.08,
  );
  const firstImmature = points.findIndex((point) => !point.mature);
  const solid = firstImmature < 0 ? points : points.slice(0, firstImmature);
  const dashed = firstImmature < 0 ? [] : points.slice(Math.max(0, firstImmature - 1));
  const y = (point: CohortPoint) => point.rate.rate;
  const every = Math.max(1, Math.ceil(points.length / (width < 420 ? 5 : 9)));
  return Plot.plot({
    ...base,
    width,
    height: 250,
    marginLeft: 44,
    marginRight: 14,
    marginTop: 24,
    marginBottom: 36,
    x: {
      type: "utc",
      label: null,
      tickSize: 3,
      ticks: points.filter((_, index) => index % every === 0).map((point) => point.date),
      tickFormat: (date: Date, index: number) =>
        date.getUTCMonth() < every || index === 0
          ? `${format.shortMonth(date)}\n${date.getUTCFullYear()}`
          : format.shortMonth(date),
    },
    y: {
      domain: [0, top],
      label: null,
      tickSize: 0,
      ticks: 5,
      tickFormat: (value: number) => format.share(value, top < 0.05 ? 1 : 0),
    },
    marks: [
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1, ticks: 5 }),
      Plot.areaY(points, {
        x: "date",
        y1: (point: CohortPoint) => point.rate.low,
        y2: (point: CohortPoint) => Math.min(top, point.rate.high ?? 0),
        fill: blue,
        fillOpacity: 0.16,
      }),
      Plot.lineY(solid, { x: "date", y, stroke: blue, strokeWidth: 2 }),
      Plot.lineY(dashed, { x: "date", y, stroke: blue, strokeWidth: 2, strokeDasharray: "3,4" }),
      Plot.dot(points, {
        x: "date",
        y,
        r: 3.5,
        fill: (point: CohortPoint) => (point.mature ? blue : "var(--card)"),
        stroke: blue,
        strokeWidth: 1.5,
      }),
      dashed.length === 0
        ? null
        : Plot.text([`${maturing} ↓`], {
            frameAnchor: "top-right",
            dy: -14,
            fill: muted,
            fontStyle: "italic",
          }),
    ].filter((mark) => mark !== null),
  });
}

export interface DwellBox {
  label: string;
  p25: number | null;
  median: number | null;
  p75: number | null;
  p90: number | null;
}

/** Middle half as a box, median as a tick, dots to the ninth decile; all in the unit given. */
export function dwellChart(boxes: DwellBox[], width: number, format: Format, unit: string): Element {
  const drawn = boxes.filter((box) => box.median !== null);
  const marginLeft = labelMargin(
    boxes.map((box) => box.label),
    width,
  );
  return Plot.plot({
    ...base,
    width,
    height: boxes.length * 40 + 48,
    marginLeft,
    marginRight: 20,
    marginTop: 16,
    marginBottom: 32,
    x: {
      domain: [0, Math.max(1, ...drawn.map((box) => box.p90 ?? 0)) * 1.03],
      label: `${unit} →`,
      labelAnchor: "right",
      labelArrow: "none",
      ticks: 5,
      tickSize: 0,
      tickFormat: (value: number) => format.count(value),
    },
    y: { domain: boxes.map((box) => box.label), padding: 0.45, ...yLabels },
    marks: [
      names(marginLeft),
      Plot.gridX({ stroke: "var(--line)", strokeOpacity: 1, ticks: 5 }),
      Plot.ruleY(drawn, { y: "label", x1: "p75", x2: "p90", stroke: muted, strokeDasharray: "2,3" }),
      Plot.barX(drawn, { y: "label", x1: "p25", x2: "p75", fill: blue, fillOpacity: 0.35, rx: 2 }),
      Plot.tickX(drawn, { y: "label", x: "median", stroke: blue, strokeWidth: 3 }),
      Plot.text(drawn, {
        y: "label",
        x: "median",
        text: (box: DwellBox) => format.decimal(box.median),
        dy: -17,
        fontWeight: 600,
        fill: ink,
      }),
    ],
  });
}
