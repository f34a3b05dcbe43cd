import * as Plot from "./plot.ts";
import type { Format } from "../lib/format.ts";
import { base, blue, ink, labelMargin, line, muted, names, narrowWidth, noAxis, red } from "./frame.ts";

export interface Need {
  label: string;
  /** Null when no plan can be made. */
  leads: number | null;
  /** What stands there instead of a number. */
  instead: string;
  isApart: boolean;
}

/** Leads needed as dots on a log scale, since sources differ by orders. */
export function needChart(
  needs: Need[],
  width: number,
  format: Format,
  heads: { needed: string; axis: string },
): Element {
  const isNarrow = width < narrowWidth;
  const marginLeft = labelMargin(
    needs.map((need) => need.label),
    width,
  );
  const columnWidth = isNarrow ? 56 : 84;
  const marginRight = columnWidth + 4;
  const numbers = needs
    .map((need) => need.leads)
    .filter((count) => count !== null)
    .sort((a, b) => a - b);
  const least = Math.max(1, (numbers[0] ?? 1) / 1.3);
  // A source that hardly ever brings a customer would squeeze the others into a corner: it is shown as beyond the scale.
  const limit = 30 * (numbers[Math.floor(numbers.length / 2)] ?? 1);
  const most = Math.max(least * 6, ...numbers.filter((count) => count <= limit).map((count) => count * 1.2));
  const isBeyond = (need: Need) => (need.leads ?? 0) > most;
  const known = needs.filter((need) => need.leads !== null && !isBeyond(need));
  const ticks = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]
    .flatMap((power) => (isNarrow ? [power, 3 * power] : [power, 2 * power, 5 * power]))
    .filter((tick) => tick >= least && tick <= most);
  const color = (need: Need) => (need.isApart ? red : blue);
  const column = (head: string, text: (need: Need) => string) => [
    Plot.text([head], {
      frameAnchor: "top-right",
      dx: marginRight,
      dy: -18,
      textAnchor: "end",
      fontSize: 11,
      fill: muted,
    }),
    Plot.text(needs, {
      y: "label",
      frameAnchor: "right",
      dx: marginRight,
      textAnchor: "end",
      text,
      fill: ink,
      fontWeight: 600,
    }),
  ];
  return Plot.plot({
    ...base,
    width,
    height: needs.length * 36 + 66,
    marginLeft,
    marginRight,
    marginTop: 24,
    marginBottom: 42,
    x: { type: "log", domain: [least, most], insetLeft: 6, insetRight: 8, axis: null },
    y: { domain: needs.map((need) => need.label), padding: 0.3, ...noAxis },
    marks: [
      names(marginLeft),
      Plot.axisX({
        ticks,
        label: `${heads.axis} →`,
        labelArrow: "none",
        labelAnchor: "right",
        labelOffset: 36,
        tickSize: 0,
        tickFormat: (value: number) => format.count(value),
        fill: muted,
      }),
      Plot.gridX({ stroke: line, strokeOpacity: 1, ticks }),
      Plot.dot(known, {
        y: "label",
        x: "leads",
        r: 5.5,
        fill: color,
        title: (need: Need) => `${need.label}: ${format.count(need.leads)}`,
      }),
      Plot.text(needs.filter(isBeyond), {
        y: "label",
        frameAnchor: "right",
        text: () => "→",
        textAnchor: "end",
        fontSize: 15,
        fill: color,
      }),
      ...column(heads.needed, (need) => (need.leads === null ? need.instead : format.count(need.leads))),
    ],
  });
}
