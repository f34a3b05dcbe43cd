import * as Plot from "./plot.ts";
import type { Format } from "../lib/format.ts";
import { base, blue, card, ink, labelMargin, line, muted, names, narrowWidth, noAxis } from "./frame.ts";

/** Quantiles of lengths, in the unit of the chart; null over nothing. */
export interface Spread {
  n: number;
  p25: number | null;
  median: number | null;
  p75: number | null;
  p90: number | null;
}

export interface DwellBox {
  label: string;
  /** How long the visits that ended took. */
  completed: Spread;
  /** How long those that have not ended have lasted so far. */
  open: Spread;
}

/**
 * Two lanes per stage: completed visits as a filled box, open ones as an outlined box of their age so far. A box is the middle
 * half, its tick the median, the dots reach the ninth decile; the medians stand beside.
 */
export function dwellChart(
  boxes: DwellBox[],
  width: number,
  format: Format,
  write: (value: number | null) => string,
  words: { unit: string; completed: string; open: string },
): Element {
  const isNarrow = width < narrowWidth;
  const marginLeft = labelMargin(
    boxes.map((box) => box.label),
    width,
  );
  const columnWidth = isNarrow ? 44 : 72;
  const marginRight = 2 * columnWidth;
  const spreads = boxes.flatMap((box) => [box.completed, box.open]);
  const longest = Math.max(1, ...spreads.map((spread) => spread.p90 ?? 0));
  const medians = spreads.flatMap((spread) =>
    spread.median === null || spread.median <= 0 ? [] : [spread.median],
  );
  // Open visits are often many times older than completed ones are long: only a log scale shows both.
  const shortest = Math.max(longest / 1e5, Math.min(longest / 3, ...medians) / 3);
  const ticks = [0.001, 0.01, 0.1, 1, 10, 100, 1000, 10000]
    .flatMap((power) => (isNarrow ? [power] : [power, 3 * power]))
    .filter((tick) => tick >= shortest && tick <= longest * 1.5);

  const lane = (spreadOf: (box: DwellBox) => Spread, isOpen: boolean) => {
    const drawn = boxes.filter((box) => spreadOf(box).median !== null);
    const at = (name: "p25" | "median" | "p75" | "p90") => (box: DwellBox) =>
      Math.max(shortest, spreadOf(box)[name] ?? shortest);
    const dy = isOpen ? 8 : -8;
    const title = (box: DwellBox) => {
      const { n, p25, median, p75, p90 } = spreadOf(box);
      const [low, middle, high, most] = [p25, median, p75, p90].map(write);
      return `${box.label}, ${isOpen ? words.open : words.completed}: ${middle ?? ""} ${words.unit} (25–75%: ${low ?? ""} – ${high ?? ""}; 90%: ${most ?? ""}; n = ${format.count(n)})`;
    };
    return [
      Plot.ruleY(drawn, {
        y: "label",
        dy,
        x1: at("p75"),
        x2: at("p90"),
        stroke: isOpen ? muted : blue,
        strokeDasharray: "2,3",
      }),
      Plot.ruleY(drawn, {
        y: "label",
        dy,
        x1: at("p25"),
        x2: at("p75"),
        stroke: isOpen ? muted : blue,
        strokeWidth: 11,
        strokeOpacity: isOpen ? 1 : 0.4,
        title,
      }),
      isOpen
        ? Plot.ruleY(drawn, {
            y: "label",
            dy,
            x1: at("p25"),
            x2: at("p75"),
            insetLeft: 1.25,
            insetRight: 1.25,
            stroke: card,
            strokeWidth: 8.5,
            title,
          })
        : null,
      Plot.dot(drawn, {
        y: "label",
        dy,
        x: at("median"),
        symbol: { draw: tick },
        r: 5.5,
        stroke: isOpen ? muted : blue,
        strokeWidth: isOpen ? 2 : 3,
        title,
      }),
    ].filter((mark) => mark !== null);
  };
  const column = (head: string, right: number, spreadOf: (box: DwellBox) => Spread, isMain: boolean) => [
    Plot.text([head], {
      frameAnchor: "top-right",
      dx: marginRight - right,
      dy: -16,
      textAnchor: "end",
      fontSize: 11,
      fill: muted,
    }),
    Plot.text(boxes, {
      y: "label",
      frameAnchor: "right",
      dx: marginRight - right,
      textAnchor: "end",
      text: (box: DwellBox) => write(spreadOf(box).median),
      fill: isMain ? ink : muted,
      fontWeight: isMain ? 600 : 400,
    }),
  ];

  return Plot.plot({
    ...base,
    width,
    height: boxes.length * 46 + 64,
    marginLeft,
    marginRight,
    marginTop: 22,
    marginBottom: 40,
    x: { type: "log", domain: [shortest, longest * (isNarrow ? 1.1 : 1.6)], clamp: true, axis: null },
    y: { domain: boxes.map((box) => box.label), padding: 0.2, ...noAxis },
    marks: [
      names(marginLeft),
      Plot.axisX({
        ticks,
        label: `${words.unit} →`,
        labelAnchor: "right",
        labelArrow: "none",
        labelOffset: 34,
        tickSize: 0,
        tickFormat: (value: number) => (value < 1 ? format.decimal(value) : format.count(value)),
        fill: muted,
      }),
      Plot.gridX({ stroke: line, strokeOpacity: 1, ticks }),
      ...lane((box) => box.completed, false),
      ...lane((box) => box.open, true),
      ...column(words.completed, columnWidth, (box) => box.completed, true),
      ...column(words.open, 0, (box) => box.open, false),
    ],
  });
}

/** A vertical tick as tall as the box. */
function tick(
  context: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void },
  size: number,
) {
  const half = Math.sqrt(size / Math.PI) * 1.1;
  context.moveTo(0, -half);
  context.lineTo(0, half);
}
