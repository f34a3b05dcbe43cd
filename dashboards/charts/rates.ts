import * as Plot from "./plot.ts";
import type { Format } from "../lib/format.ts";
import type { Rate } from "../lib/wilson.ts";
import {
  band,
  base,
  blue,
  card,
  green,
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
  /** Its interval and counts, or how much is missing. */
  basis: string;
  /** What the area of its dot shows, where it shows something. */
  n?: number;
}

export interface RateDot {
  label: string;
  /** As many as the chart has series. */
  rates: ShownRate[];
  /** Benchmark band. */
  low: number | null;
  high: number | null;
  /** Drawn apart: a purchased list. */
  isApart: boolean;
}

export interface RateChartOptions {
  /** The names of the series: the first is a dot with its interval, the second, to compare it with, a cross. */
  heads: [string] | [string, string];
  isFullScale: boolean;
  /** The area of the main dot shows n. */
  isSized?: boolean;
  /** A rate to compare with, as a dashed line. */
  reference?: number | null;
  /** How values are written, beside and along the axis; shares when missing. */
  write?(value: number): string;
  tick?(value: number): string;
}

/**
 * Rates with their intervals, over the benchmark band where there is one, the values beside. What people know from elsewhere is a
 * cross on the same line.
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
  const columnWidth = isNarrow ? 52 : 76;
  const marginRight = columnWidth * heads.length + (isNarrow ? 2 : 6);
  const shownRates = dots.flatMap((dot) => dot.rates);
  const most = Math.max(0.01, ...shownRates.map((rate) => rate.high ?? rate.rate ?? 0)) * 1.04;
  const top = isFullScale
    ? Math.max(1, ...shownRates.map((rate) => rate.rate ?? 0))
    : write
      ? most
      : Math.min(1, most);
  const room = width - marginLeft - marginRight;
  const ticks = ticksOf(top, room);
  const color = (dot: RateDot) => (dot.isApart ? red : blue);
  const title = (place: number) => (dot: RateDot) => {
    const shown = dot.rates[place];
    return `${dot.label.replace("\n", ", ")}: ${written(shown?.rate ?? null)} (${shown?.basis ?? ""})`;
  };
  const written = (value: number | null) =>
    value === null || write === undefined ? format.share(value) : write(value);
  const main = (dot: RateDot) => dot.rates[0];
  const beside = (dot: RateDot) => dot.rates[1];
  const known = dots.filter((dot) => (main(dot)?.rate ?? null) !== null);
  const column = (place: number) => {
    const right = columnWidth * (heads.length - 1 - place);
    const at = { frameAnchor: "right", dx: marginRight - right, textAnchor: "end" } as const;
    const isMissing = (dot: RateDot) =>
      place === 0 && (dot.rates[0]?.rate ?? null) === null && (dot.rates[0]?.basis ?? "") !== "";
    return [
      Plot.text([heads[place] ?? ""], {
        ...at,
        frameAnchor: "top-right",
        dy: -18,
        fontSize: 11,
        fill: muted,
      }),
      Plot.text(
        dots.filter((dot) => !isMissing(dot)),
        {
          ...at,
          y: "label",
          text: (dot: RateDot) => written(dot.rates[place]?.rate ?? null),
          fill: place === 0 ? ink : muted,
          fontWeight: place === 0 ? 600 : 400,
        },
      ),
      Plot.text(dots.filter(isMissing), {
        ...at,
        y: "label",
        text: (dot: RateDot) => (isNarrow ? "–" : (dot.rates[0]?.basis ?? "")),
        fill: muted,
      }),
    ];
  };

  return Plot.plot({
    ...base,
    width,
    height: dots.length * 36 + 52,
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
        { y: "label", x1: "low", x2: "high", fill: band, stroke: green, strokeWidth: 0.75, rx: 3 },
      ),
      reference == null ? null : Plot.ruleX([reference], { stroke: muted, strokeDasharray: "3,3" }),
      Plot.ruleY(
        known.filter((dot) => main(dot)?.low != null),
        {
          y: "label",
          x1: (dot: RateDot) => main(dot)?.low ?? null,
          x2: (dot: RateDot) => main(dot)?.high ?? null,
          stroke: color,
          strokeWidth: 2.5,
          title: title(0),
        },
      ),
      Plot.dot(known, {
        y: "label",
        x: (dot: RateDot) => main(dot)?.rate ?? null,
        r: isSized === true ? (dot: RateDot) => main(dot)?.n ?? 0 : 5.5,
        fill: color,
        stroke: card,
        title: title(0),
      }),
      Plot.dot(
        dots.filter((dot) => (beside(dot)?.rate ?? null) !== null),
        {
          y: "label",
          x: (dot: RateDot) => beside(dot)?.rate ?? null,
          symbol: "times",
          r: 4,
          stroke: muted,
          strokeWidth: 2,
          title: title(1),
        },
      ),
      ...heads.flatMap((_, place) => column(place)),
    ].filter((mark) => mark !== null),
  });
}

/** Round values from 0 up to the top, at most six, and no two so near that their labels meet. */
function ticksOf(top: number, room: number): number[] {
  const least = Math.max(44 / Math.max(room, 44), 0.18) * top;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5].map((times) => times * power).find((one) => one >= least) ?? 10 * power;
  return Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, place) => place * step);
}
