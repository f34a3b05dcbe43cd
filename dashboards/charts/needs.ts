import * as Plot from "@observablehq/plot";
import type { Format } from "../lib/format.ts";
import { base, blue, card, ink, labelMargin, line, muted, names, narrowWidth, noAxis, red } from "./frame.ts";

export interface Need {
  label: string;
  /** Null when no plan can be made. */
  leads: number | null;
  naive: number | null;
  /** What stands there instead of a number. */
  instead: string;
  isApart: boolean;
}

/** Leads needed as dots, the naive number as rings before them; on a log scale, since sources differ by orders. */
export function needChart(
  needs: Need[],
  width: number,
  format: Format,
  heads: { needed: string; naive: string; axis: string },
): Element {
  const isNarrow = width < narrowWidth;
  const marginLeft = labelMargin(
    needs.map((need) => need.label),
    width,
  );
  const columnWidth = isNarrow ? 56 : 84;
  const marginRight = 2 * columnWidth + 4;
  const numbers = needs
    .flatMap((need) => [need.leads, need.naive])
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
  const column = (head: string, right: number, text: (need: Need) => string, isMain: boolean) => [
    Plot.text([head], {
      frameAnchor: "top-right",
      dx: marginRight - right,
      dy: -18,
      textAnchor: "end",
      fontSize: 11,
      fill: muted,
    }),
    Plot.text(needs, {
      y: "label",
      frameAnchor: "right",
      dx: marginRight - right,
      textAnchor: "end",
      text,
      fill: isMain ? ink : muted,
      fontWeight: isMain ? 600 : 400,
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
      Plot.ruleY(
        known.filter((need) => need.naive !== null),
        { y: "label", x1: "naive", x2: "leads", stroke: color, strokeWidth: 2, strokeOpacity: 0.5 },
      ),
      Plot.dot(
        needs.filter((need) => need.naive !== null && need.naive <= most),
        { y: "label", x: "naive", r: 4, fill: card, stroke: color, strokeWidth: 1.75 },
      ),
      Plot.dot(known, { y: "label", x: "leads", r: 5.5, fill: color }),
      Plot.text(needs.filter(isBeyond), {
        y: "label",
        frameAnchor: "right",
        text: () => "→",
        textAnchor: "end",
        fontSize: 15,
        fill: color,
      }),
      ...column(
        heads.needed,
        columnWidth,
        (need) => (need.leads === null ? need.instead : format.count(need.leads)),
        true,
      ),
      ...column(heads.naive, 0, (need) => format.count(need.naive), false),
    ],
  });
}
