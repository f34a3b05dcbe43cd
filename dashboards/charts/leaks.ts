import * as Plot from "./plot.ts";
import type { Format } from "../lib/format.ts";
import {
  band,
  base,
  blue,
  green,
  ink,
  labelMargin,
  line,
  muted,
  narrowWidth,
  noAxis,
  panelNames,
  red,
} from "./frame.ts";

export interface LeakHill {
  label: string;
  /** The estimated share that goes on and the number of journeys that tell as much; null without an estimate. */
  share: number | null;
  count: number | null;
  low: number | null;
  high: number | null;
  probability: number | null;
  isLeak: boolean;
  /** The verdict as people read it. */
  verdict: string;
}

/**
 * A hill per stage: how likely each true share is after the estimate F with its effective number n, Beta(n·F + ½, n·(1 − F) + ½)
 * scaled to its top. The part below the benchmark is red, so that a leak is seen and not only told.
 */
export function leakChart(
  hills: LeakHill[],
  width: number,
  format: Format,
  heads: { below: string; verdict: string },
): Element {
  const isNarrow = width < narrowWidth;
  const labels = hills.map((hill) => hill.label);
  const marginLeft = labelMargin(labels, width);
  const verdictWidth = isNarrow ? 0 : 104;
  const marginRight = verdictWidth + (isNarrow ? 62 : 74);
  const room = width - marginLeft - marginRight;
  const ticks = room < 150 ? 2 : room < 300 ? 3 : 5;
  const shown = hills.filter((hill) => hill.share !== null);
  const points = shown.flatMap(pointsOf);
  const banded = hills.filter((hill) => hill.low !== null);
  const column = (head: string, right: number, text: (hill: LeakHill) => string, isMain: boolean) => [
    Plot.text([labels[0]], {
      fy: (label: string) => label,
      text: () => head,
      frameAnchor: "top-right",
      dx: marginRight - right,
      dy: -18,
      textAnchor: "end",
      fontSize: 11,
      fill: muted,
    }),
    Plot.text(hills, {
      fy: "label",
      frameAnchor: "right",
      dx: marginRight - right,
      dy: 6,
      textAnchor: "end",
      text,
      fill: (hill: LeakHill) => (hill.isLeak ? red : isMain ? ink : muted),
      fontWeight: isMain ? 600 : 400,
    }),
  ];
  return Plot.plot({
    ...base,
    width,
    height: hills.length * 54 + 52,
    marginLeft,
    marginRight,
    marginTop: 24,
    marginBottom: 28,
    x: { domain: [0, 1], insetLeft: 6, insetRight: 8, axis: null },
    y: { domain: [0, 1.08], axis: null },
    fy: { domain: labels, padding: 0.12, ...noAxis },
    marks: [
      Plot.axisX({
        label: null,
        ticks,
        tickSize: 0,
        tickFormat: (value: number) => format.share(value, 0),
        fill: muted,
      }),
      Plot.gridX({ stroke: line, strokeOpacity: 1, ticks }),
      panelNames(hills, marginLeft, 6),
      Plot.rect(banded, {
        fy: "label",
        x1: "low",
        x2: (hill: LeakHill) => hill.high ?? 1,
        y1: 0,
        y2: 1.08,
        fill: band,
        stroke: green,
        strokeWidth: 0.75,
        rx: 3,
      }),
      Plot.ruleY(hills, { fy: "label", y: 0, stroke: line }),
      Plot.areaY(points, {
        fy: "label",
        x: "rate",
        y: "height",
        z: "part",
        fill: (point: Point) => (point.part === "below" ? red : point.part === "plain" ? muted : blue),
        fillOpacity: 0.75,
      }),
      Plot.dot(shown, {
        fy: "label",
        x: "share",
        y: 0,
        r: 3,
        fill: ink,
        title: (hill: LeakHill) =>
          `${hill.label}: ${format.share(hill.share)}; ${heads.below}: ${format.probability(hill.probability)}`,
      }),
      ...column(heads.below, verdictWidth, (hill) => format.probability(hill.probability), true),
      ...(isNarrow ? [] : column(heads.verdict, 0, (hill) => hill.verdict, false)),
    ],
  });
}

interface Point {
  label: string;
  rate: number;
  height: number;
  /** Below the band's low end, at or above it, or of a stage without a band. */
  part: "below" | "above" | "plain";
}

function pointsOf({ label, share, count, low }: LeakHill): Point[] {
  const k = (count ?? 0) * (share ?? 0) + 0.5;
  const m = (count ?? 0) * (1 - (share ?? 0)) + 0.5;
  const log = (rate: number) => (k - 1) * Math.log(rate) + (m - 1) * Math.log(1 - rate);
  // With n = 0 or 1 the density has no top inside (0, 1).
  const mode = Math.min(0.995, Math.max(0.005, (k - 1) / Math.max(k + m - 2, 1e-9)));
  const spread = Math.sqrt((k * m) / (k + m) ** 2 / (k + m + 1));
  const from = Math.max(0.001, mode - 5 * spread);
  const to = Math.min(0.999, mode + 5 * spread);
  const steps = Array.from({ length: 81 }, (_, index) => from + ((to - from) * index) / 80);
  const height = (rate: number) => Math.min(1, Math.exp(log(rate) - log(mode)));
  const points = (part: Point["part"], rates: number[]) =>
    rates.length < 2 ? [] : rates.map((rate) => ({ label, rate, height: height(rate), part }));
  if (low === null) return points("plain", steps);
  const cut = from < low && low < to ? [low] : [];
  return [
    ...points("below", [...steps.filter((rate) => rate < low), ...cut]),
    ...points("above", [...cut, ...steps.filter((rate) => rate >= low)]),
  ];
}
