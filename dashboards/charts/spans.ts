import * as Plot from "./plot.ts";
import type { Format } from "../lib/format.ts";
import { base, blue, card, ink, labelMargin, line, muted, names, narrowWidth, noAxis } from "./frame.ts";

/** Quantiles of a length in the unit of the chart; null where so many have not ended. */
export interface SpanRow {
  label: string;
  median: number | null;
  p90: number | null;
  /** Whether there is anything to show at all. */
  isKnown: boolean;
}

/** Lengths as spans from the median to nine tenths on a log scale; an arrow where the end is not known yet. */
export function spanChart(
  rows: SpanRow[],
  width: number,
  format: Format,
  { head, unit, known }: { head: string; unit: string; known: string },
): Element {
  const isNarrow = width < narrowWidth;
  const marginLeft = labelMargin(
    rows.map((row) => row.label),
    width,
  );
  const marginRight = isNarrow ? 50 : 76;
  const lengths = rows
    .flatMap((row) => [row.median, row.p90])
    .filter((length) => length !== null && length > 0) as number[];
  const shortest = Math.max(1e-4, Math.min(1e9, ...lengths) / 1.6);
  const longest = Math.max(shortest * 10, ...lengths) * 1.25;
  const ticks = [0.001, 0.01, 0.1, 1, 10, 100, 1000, 10000]
    .flatMap((power) => [power, 3 * power])
    .filter((tick) => tick >= shortest && tick <= longest);
  const clamp = (value: number) => Math.max(shortest, value);
  const shown = rows.filter((row) => row.isKnown && row.median !== null);
  const endless = rows.filter((row) => row.isKnown && row.p90 === null);
  const title = (row: SpanRow) =>
    `${row.label}: ${head} ${format.decimal(row.median)}, 90%: ${row.p90 === null ? "→" : format.decimal(row.p90)} ${unit}`;
  return Plot.plot({
    ...base,
    width,
    height: rows.length * 36 + 64,
    marginLeft,
    marginRight,
    marginTop: 24,
    marginBottom: 40,
    x: { type: "log", domain: [shortest, longest], insetLeft: 6, insetRight: 10, clamp: true, axis: null },
    y: { domain: rows.map((row) => row.label), padding: 0.3, ...noAxis },
    marks: [
      names(marginLeft),
      Plot.axisX({
        ticks,
        label: `${unit}, ${known} →`,
        labelAnchor: "right",
        labelArrow: "none",
        labelOffset: 34,
        tickSize: 0,
        tickFormat: (value: number) => (value < 1 ? format.decimal(value) : format.count(value)),
        fill: muted,
      }),
      Plot.gridX({ stroke: line, strokeOpacity: 1, ticks }),
      Plot.ruleY(shown, {
        y: "label",
        x1: (row: SpanRow) => clamp(row.median ?? 0),
        x2: (row: SpanRow) => clamp(row.p90 ?? longest),
        stroke: blue,
        strokeWidth: 8,
        strokeOpacity: 0.3,
        title,
      }),
      Plot.text(endless, {
        y: "label",
        x: longest,
        text: () => "→",
        textAnchor: "end",
        fontSize: 15,
        fill: blue,
        stroke: card,
        strokeWidth: 3,
      }),
      Plot.tickX(shown, {
        y: "label",
        x: (row: SpanRow) => clamp(row.median ?? 0),
        stroke: blue,
        strokeWidth: 3,
        title,
      }),
      Plot.text([head], {
        frameAnchor: "top-right",
        dx: marginRight,
        dy: -18,
        textAnchor: "end",
        fontSize: 11,
        fill: muted,
      }),
      Plot.text(rows, {
        y: "label",
        frameAnchor: "right",
        dx: marginRight,
        textAnchor: "end",
        text: (row: SpanRow) => format.decimal(row.median),
        fill: ink,
        fontWeight: 600,
      }),
    ],
  });
}
