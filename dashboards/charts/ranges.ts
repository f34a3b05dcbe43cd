import * as Plot from "./plot.ts";
import type { Format } from "../lib/format.ts";
import { textWidth } from "../lib/text-width.ts";
import { base, blue, ink, labelMargin, line, muted, names, narrowWidth, noAxis, red } from "./frame.ts";

export interface Range {
  label: string;
  value: number;
  low: number;
  high: number;
  /** What came; null where it is not known yet. */
  came: number | null;
  isMain: boolean;
}

/** Expected counts with their ranges, and crosses for what came: red where the range did not hold it. */
export function rangeChart(
  ranges: Range[],
  width: number,
  format: Format,
  heads: { expected: string; came: string },
): Element {
  const isNarrow = width < narrowWidth;
  const marginLeft = labelMargin(
    ranges.map((range) => range.label),
    width,
  );
  const columnWidth = Math.max(
    isNarrow ? 50 : 92,
    ...[heads.expected, heads.came].map((head) => Math.ceil(textWidth(head, 11)) + 10),
  );
  const marginRight = columnWidth * 2;
  const most = Math.max(1, ...ranges.map((range) => Math.max(range.high, range.came ?? 0))) * 1.04;
  const isHeld = (range: Range) =>
    range.came === null || (range.low <= range.came && range.came <= range.high);
  const tone = (range: Range) => (range.isMain ? blue : muted);
  const at = (right: number) =>
    ({ frameAnchor: "right", dx: marginRight - right, textAnchor: "end", y: "label" }) as const;
  const head = (text: string, right: number) =>
    Plot.text([text], {
      frameAnchor: "top-right",
      dx: marginRight - right,
      dy: -18,
      textAnchor: "end",
      fontSize: 11,
      fill: muted,
    });
  return Plot.plot({
    ...base,
    width,
    height: ranges.length * 36 + 54,
    marginLeft,
    marginRight,
    marginTop: 24,
    marginBottom: 28,
    x: { domain: [0, most], insetLeft: 4, insetRight: 8, axis: null },
    y: { domain: ranges.map((range) => range.label), padding: 0.3, ...noAxis },
    marks: [
      names(marginLeft),
      Plot.axisX({ label: null, ticks: isNarrow ? 3 : 6, tickSize: 0, fill: muted }),
      Plot.gridX({ stroke: line, strokeOpacity: 1, ticks: isNarrow ? 3 : 6 }),
      Plot.ruleY(ranges, {
        y: "label",
        x1: "low",
        x2: "high",
        stroke: tone,
        strokeWidth: (range: Range) => (range.isMain ? 7 : 4),
        strokeOpacity: 0.35,
        strokeLinecap: "round",
        title: (range: Range) =>
          `${range.label}: ${format.decimal(range.value)} (${format.decimal(range.low)} – ${format.decimal(range.high)})`,
      }),
      Plot.dot(ranges, { y: "label", x: "value", r: (range: Range) => (range.isMain ? 6 : 4.5), fill: tone }),
      Plot.dot(
        ranges.filter((range) => range.came !== null),
        {
          y: "label",
          x: "came",
          symbol: "times",
          r: 4.5,
          stroke: (range: Range) => (isHeld(range) ? ink : red),
          strokeWidth: 2.25,
        },
      ),
      head(heads.expected, columnWidth),
      head(heads.came, 0),
      Plot.text(ranges, {
        ...at(columnWidth),
        text: (range: Range) => format.decimal(range.value),
        fontWeight: 600,
        fill: ink,
      }),
      Plot.text(ranges, {
        ...at(0),
        text: (range: Range) => (range.came === null ? "–" : format.count(range.came)),
        fill: (range: Range) => (isHeld(range) ? muted : red),
      }),
    ],
    r: { type: "identity" },
  });
}
