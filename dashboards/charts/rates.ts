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
  /** So far: a filled dot. */
  rate: Rate;
  /** Of those old enough: a ring below it. */
  mature?: Rate;
  /** Benchmark band. */
  low: number | null;
  high: number | null;
  /** Drawn apart: a purchased list. */
  isApart: boolean;
}

export interface RateChartOptions {
  isFullScale: boolean;
  /** Dot area shows n. */
  isSized: boolean;
  /** A rate to compare with, as a dashed line. */
  reference?: number | null;
  heads: { rate: string; mature: string };
}

/** Rates as dots with their interval, over the benchmark band where there is one; the counts of each rate stand beside it. */
export function rateChart(
  dots: RateDot[],
  width: number,
  format: Format,
  { isFullScale, isSized, reference, heads }: RateChartOptions,
): Element {
  const isNarrow = width < narrowWidth;
  const hasMature = dots.some((dot) => dot.mature !== undefined);
  const marginLeft = labelMargin(
    dots.map((dot) => dot.label),
    width,
  );
  const columnWidth = isNarrow ? 46 : 84;
  const marginRight = columnWidth * (hasMature ? 2 : 1) + (isNarrow ? 2 : 6);
  const rates = dots.flatMap((dot) => (dot.mature === undefined ? [dot.rate] : [dot.rate, dot.mature]));
  const top = isFullScale ? 1 : Math.min(1, Math.max(0.01, ...rates.map((rate) => rate.high ?? 0)) * 1.04);
  const ticks = width - marginLeft - marginRight < 150 ? 2 : isNarrow ? 3 : 5;
  const color = (dot: RateDot) => (dot.isApart ? red : blue);
  const shift = hasMature ? 7 : 0;

  const dotMarks = (rateOf: (dot: RateDot) => Rate | undefined, isRing: boolean) => {
    const shown = dots.filter((dot) => (rateOf(dot)?.rate ?? null) !== null);
    const dy = isRing ? shift : -shift;
    return [
      Plot.ruleY(shown, {
        y: "label",
        dy,
        x1: (dot: RateDot) => rateOf(dot)?.low ?? null,
        x2: (dot: RateDot) => rateOf(dot)?.high ?? null,
        stroke: color,
        strokeWidth: isRing ? 1.25 : 2,
      }),
      Plot.dot(shown, {
        y: "label",
        dy,
        x: (dot: RateDot) => rateOf(dot)?.rate ?? null,
        r: isSized && !isRing ? (dot: RateDot) => rateOf(dot)?.n ?? 0 : isRing ? 4 : 5,
        fill: isRing ? card : color,
        stroke: isRing ? color : card,
        strokeWidth: isRing ? 1.75 : 1,
      }),
    ];
  };
  const column = (
    head: string,
    right: number,
    rateOf: (dot: RateDot) => Rate | undefined,
    isMain: boolean,
  ) => [
    Plot.text([head], {
      frameAnchor: "top-right",
      dx: marginRight - right,
      dy: -18,
      textAnchor: "end",
      fontSize: 11,
      fill: muted,
    }),
    Plot.text(dots, {
      y: "label",
      frameAnchor: "right",
      dx: marginRight - right,
      dy: isNarrow ? 0 : -7,
      textAnchor: "end",
      text: (dot: RateDot) => format.share(rateOf(dot)?.rate ?? null),
      fill: isMain ? ink : muted,
      fontWeight: isMain ? 600 : 400,
    }),
    ...(isNarrow
      ? []
      : [
          Plot.text(dots, {
            y: "label",
            frameAnchor: "right",
            dx: marginRight - right,
            dy: 8,
            textAnchor: "end",
            fontSize: 10.5,
            text: (dot: RateDot) => format.counts(rateOf(dot)),
            fill: muted,
          }),
        ]),
  ];

  return Plot.plot({
    ...base,
    width,
    height: dots.length * 42 + 52,
    marginLeft,
    marginRight,
    marginTop: 24,
    marginBottom: 28,
    x: { insetLeft: 6, insetRight: 8, domain: [0, top], axis: null },
    y: { domain: dots.map((dot) => dot.label), padding: 0.3, ...noAxis },
    r: { range: [3, 8] },
    marks: [
      names(marginLeft),
      Plot.axisX({
        label: null,
        ticks,
        tickSize: 0,
        tickFormat: (value: number) => format.share(value, top < 0.06 && !isFullScale ? 1 : 0),
        fill: muted,
      }),
      Plot.gridX({ stroke: line, strokeOpacity: 1, ticks }),
      Plot.barX(
        dots.filter((dot) => dot.low !== null),
        { y: "label", x1: "low", x2: "high", fill: band, rx: 3 },
      ),
      reference == null ? null : Plot.ruleX([reference], { stroke: muted, strokeDasharray: "3,3" }),
      ...dotMarks((dot) => dot.rate, false),
      ...(hasMature ? dotMarks((dot) => dot.mature, true) : []),
      ...column(heads.rate, hasMature ? columnWidth : 0, (dot) => dot.rate, true),
      ...(hasMature ? column(heads.mature, 0, (dot) => dot.mature, false) : []),
    ].filter((mark) => mark !== null),
  });
}
