import * as Plot from "@observablehq/plot";
import type { Format } from "../lib/format.ts";
import type { Rate } from "../lib/wilson.ts";
import {
  band,
  base,
  blue,
  card,
  ink,
  labelMargin,
  line,
  muted,
  names,
  narrowWidth,
  noAxis,
  red,
} from "./frame.ts";

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
      ticks: width < narrowWidth ? 3 : 6,
      tickSize: 0,
      tickFormat: (value: number) => format.share(value, top < 0.06 && !options.isFullScale ? 1 : 0),
    },
    y: { domain: dots.map((dot) => dot.label), padding: 0.4, ...noAxis },
    r: { range: [3, 8] },
    marks: [
      names(marginLeft),
      Plot.gridX({ stroke: line, strokeOpacity: 1, ticks: width < narrowWidth ? 3 : 6 }),
      Plot.barX(
        dots.filter((dot) => dot.low !== null),
        { y: "label", x1: "low", x2: "high", fill: band },
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
        stroke: card,
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
        stroke: card,
        strokeWidth: 4,
      }),
      Plot.text(
        dots.filter((dot) => dot.rate.rate === null),
        { y: "label", x: 0, text: () => "–", dx: 6, textAnchor: "start", fill: muted },
      ),
    ].filter((mark) => mark !== null),
  });
}
