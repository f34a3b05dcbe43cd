import * as Plot from "@observablehq/plot";
import { textWidth } from "../lib/text-width.ts";
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

/** A rate as a chart shows it: drawn, and written beside with what it rests on. */
export interface ShownRate extends Pick<Rate, "rate" | "low" | "high"> {
  /** Counts, or how much is missing. */
  basis: string;
  /** What the area of its dot shows, where it shows something. */
  n?: number;
}

export interface RateDot {
  label: string;
  /** As many as the chart has series; the first is the main one. */
  rates: ShownRate[];
  /** Benchmark band. */
  low: number | null;
  high: number | null;
  /** Drawn apart: a purchased list. */
  isApart: boolean;
}

export interface RateChartOptions {
  /** The names of the series. The first is a dot, the second a tick, the third a ring. */
  heads: string[];
  isFullScale: boolean;
  /** The area of the main dot shows n. */
  isSized?: boolean;
  /** A rate to compare with, as a dashed line. */
  reference?: number | null;
  /** How values are written, beside and along the axis; shares when missing. */
  write?(value: number): string;
  tick?(value: number): string;
}

const looks = ["dot", "tick", "ring"] as const;

/**
 * Rates with their intervals, over the benchmark band where there is one. The main series is a dot; what people know from
 * elsewhere stands below it, quieter; the values with their basis stand beside.
 */
export function rateChart(
  dots: RateDot[],
  width: number,
  format: Format,
  { heads, isFullScale, isSized, reference, write, tick }: RateChartOptions,
): Element {
  const isNarrow = width < narrowWidth;
  const marginLeft = labelMargin(
    dots.map((dot) => dot.label),
    width,
  );
  const columns = width < 560 ? heads.slice(0, 2) : heads;
  const columnWidth = isNarrow ? 48 : 96;
  const marginRight = columnWidth * columns.length + (isNarrow ? 2 : 6);
  const shownRates = dots.flatMap((dot) => dot.rates);
  const most = Math.max(0.01, ...shownRates.map((rate) => rate.high ?? rate.rate ?? 0)) * 1.04;
  const top = isFullScale
    ? Math.max(1, ...shownRates.map((rate) => rate.rate ?? 0))
    : write
      ? most
      : Math.min(1, most);
  const room = width - marginLeft - marginRight;
  const ticks = room < 150 ? 2 : room < 300 ? 3 : 5;
  const color = (dot: RateDot) => (dot.isApart ? red : blue);
  const gap = heads.length > 2 ? 10 : heads.length > 1 ? 13 : 0;
  const isTall = dots.some(({ label }) => {
    const [name = "", ...rest] = label.split("\n");
    return rest.length > 0 && textWidth(name, 12) > 1.6 * (marginLeft - 12);
  });
  const rowHeight = isTall ? 62 : heads.length > 2 ? 48 : 42;

  const series = (place: number) => {
    const rateOf = (dot: RateDot) => dot.rates[place];
    const shown = dots.filter((dot) => (rateOf(dot)?.rate ?? null) !== null);
    const dy = (place - (heads.length - 1) / 2) * gap;
    const look = looks[place] ?? "ring";
    const isMain = place === 0;
    const quiet = (dot: RateDot) => (dot.isApart ? red : muted);
    return [
      Plot.ruleY(
        shown.filter((dot) => rateOf(dot)?.low != null),
        {
          y: "label",
          dy,
          x1: (dot: RateDot) => rateOf(dot)?.low ?? null,
          x2: (dot: RateDot) => rateOf(dot)?.high ?? null,
          stroke: isMain ? color : quiet,
          strokeWidth: isMain ? 2.5 : 1.25,
        },
      ),
      look === "tick"
        ? Plot.dot(shown, {
            y: "label",
            dy,
            x: (dot: RateDot) => rateOf(dot)?.rate ?? null,
            symbol: "times",
            r: 3.5,
            stroke: quiet,
            strokeWidth: 1.75,
          })
        : Plot.dot(shown, {
            y: "label",
            dy,
            x: (dot: RateDot) => rateOf(dot)?.rate ?? null,
            r: isMain ? (isSized === true ? (dot: RateDot) => rateOf(dot)?.n ?? 0 : 5.5) : 3.5,
            fill: isMain ? color : card,
            stroke: isMain ? card : quiet,
            strokeWidth: isMain ? 1 : 1.5,
          }),
    ];
  };
  const column = (place: number) => {
    const right = columnWidth * (columns.length - 1 - place);
    const rateOf = (dot: RateDot) => dot.rates[place];
    const at = { frameAnchor: "right", dx: marginRight - right, textAnchor: "end" } as const;
    return [
      Plot.text([columns[place] ?? ""], {
        ...at,
        frameAnchor: "top-right",
        dy: -18,
        fontSize: 11,
        fill: muted,
      }),
      Plot.text(dots, {
        ...at,
        y: "label",
        dy: isNarrow ? 0 : -7,
        text: (dot: RateDot) => {
          const value = rateOf(dot)?.rate ?? null;
          return value === null || write === undefined ? format.share(value) : write(value);
        },
        fill: place === 0 ? ink : muted,
        fontWeight: place === 0 ? 600 : 400,
      }),
      isNarrow
        ? null
        : Plot.text(dots, {
            ...at,
            y: "label",
            dy: 8,
            fontSize: 10.5,
            text: (dot: RateDot) => rateOf(dot)?.basis ?? "",
            fill: muted,
          }),
    ];
  };

  return Plot.plot({
    ...base,
    width,
    height: dots.length * rowHeight + 52,
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
        tickFormat: (value: number) =>
          tick === undefined ? format.share(value, top < 0.06 && !isFullScale ? 1 : 0) : tick(value),
        fill: muted,
      }),
      Plot.gridX({ stroke: line, strokeOpacity: 1, ticks }),
      Plot.barX(
        dots.filter((dot) => dot.low !== null),
        { y: "label", x1: "low", x2: "high", fill: band, rx: 3 },
      ),
      reference == null ? null : Plot.ruleX([reference], { stroke: muted, strokeDasharray: "3,3" }),
      ...heads.flatMap((_, place) => series(heads.length - 1 - place)),
      ...columns.flatMap((_, place) => column(place)),
    ].filter((mark) => mark !== null),
  });
}
