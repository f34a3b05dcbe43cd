import * as Plot from "@observablehq/plot";
import type { Format } from "../lib/format.ts";
import type { Rate } from "../lib/wilson.ts";
import {
  band,
  base,
  blue,
  green,
  ink,
  labelMargin,
  muted,
  names,
  narrowWidth,
  noAxis,
  soft,
} from "./frame.ts";

export interface FunnelBar {
  label: string;
  count: number;
  /** Count of the stage before; what the grey bar shows. */
  before: number;
  /** Share of the stage before; null for the first. */
  step: Rate | null;
  whole: Rate;
  /** The usual share of the stage before, where there is a benchmark. */
  low: number | null;
  high: number | null;
  isWon: boolean;
}

/**
 * Left-aligned bars on one scale. Grey is what the stage before had and this one has not; the whisker is the interval of
 * the step; the strip below a bar is where its end would be within the benchmark.
 */
export function funnelChart(
  bars: FunnelBar[],
  width: number,
  format: Format,
  heads: { step: string; whole: string },
): Element {
  const marginLeft = labelMargin(
    bars.map((bar) => bar.label),
    width,
  );
  const isNarrow = width < narrowWidth;
  const marginRight = isNarrow ? 104 : 176;
  const stepRight = isNarrow ? 0 : 62;
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const at = (bar: FunnelBar) => Math.max(bar.before, bar.count);
  const isStep = (bar: FunnelBar) => bar.step !== null && bar.before > 0;
  const column = (head: string, right: number, share: (bar: FunnelBar) => number | null, isMain: boolean) => [
    Plot.text([head], {
      frameAnchor: "top-right",
      dx: marginRight - right,
      dy: -15,
      textAnchor: "end",
      fontSize: 11,
      fill: muted,
    }),
    Plot.text(
      bars.filter((bar) => bar.step !== null),
      {
        y: "label",
        frameAnchor: "right",
        dx: marginRight - right,
        textAnchor: "end",
        text: (bar: FunnelBar) => format.share(share(bar)),
        ...(isMain ? { fontWeight: 600, fill: ink } : { fill: muted }),
      },
    ),
  ];
  return Plot.plot({
    ...base,
    width,
    height: bars.length * 40 + 24,
    marginLeft,
    marginRight,
    marginTop: 20,
    marginBottom: 4,
    x: { domain: [0, most], axis: null },
    y: { domain: bars.map((bar) => bar.label), padding: 0.34, ...noAxis },
    marks: [
      names(marginLeft),
      Plot.barX(bars, { y: "label", x: at, fill: soft, rx: 3 }),
      Plot.barX(bars, {
        y: "label",
        x: "count",
        fill: (bar: FunnelBar) => (bar.isWon ? green : blue),
        rx: 3,
      }),
      Plot.barX(
        bars.filter((bar) => bar.low !== null && isStep(bar)),
        {
          y: "label",
          x1: (bar: FunnelBar) => (bar.low ?? 0) * bar.before,
          x2: (bar: FunnelBar) => (bar.high ?? 1) * bar.before,
          fill: band,
          stroke: green,
          strokeWidth: 0.75,
          insetTop: 29,
          insetBottom: -8,
          rx: 2,
        },
      ),
      Plot.ruleY(bars.filter(isStep), {
        y: "label",
        x1: (bar: FunnelBar) => (bar.step?.low ?? 0) * bar.before,
        x2: (bar: FunnelBar) => (bar.step?.high ?? 0) * bar.before,
        stroke: ink,
        strokeWidth: 1.5,
        strokeOpacity: 0.75,
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
      ...column(heads.step, stepRight, (bar) => bar.step?.rate ?? null, true),
      ...(isNarrow ? [] : column(heads.whole, 0, (bar) => bar.whole.rate, false)),
    ],
  });
}
