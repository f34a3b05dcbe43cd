import * as Plot from "@observablehq/plot";
import type { Format } from "../lib/format.ts";
import { base, blue, ink, labelMargin, line, muted, names, noAxis } from "./frame.ts";

export interface DwellBox {
  label: string;
  p25: number | null;
  median: number | null;
  p75: number | null;
  p90: number | null;
}

/** Middle half as a box, median as a tick, dots to the ninth decile; all in the unit given. */
export function dwellChart(boxes: DwellBox[], width: number, format: Format, unit: string): Element {
  const drawn = boxes.filter((box) => box.median !== null);
  const marginLeft = labelMargin(
    boxes.map((box) => box.label),
    width,
  );
  return Plot.plot({
    ...base,
    width,
    height: boxes.length * 40 + 48,
    marginLeft,
    marginRight: 20,
    marginTop: 16,
    marginBottom: 32,
    x: {
      domain: [0, Math.max(1, ...drawn.map((box) => box.p90 ?? 0)) * 1.03],
      label: `${unit} →`,
      labelAnchor: "right",
      labelArrow: "none",
      ticks: 5,
      tickSize: 0,
      tickFormat: (value: number) => format.count(value),
    },
    y: { domain: boxes.map((box) => box.label), padding: 0.45, ...noAxis },
    marks: [
      names(marginLeft),
      Plot.gridX({ stroke: line, strokeOpacity: 1, ticks: 5 }),
      Plot.ruleY(drawn, { y: "label", x1: "p75", x2: "p90", stroke: muted, strokeDasharray: "2,3" }),
      Plot.barX(drawn, { y: "label", x1: "p25", x2: "p75", fill: blue, fillOpacity: 0.35, rx: 2 }),
      Plot.tickX(drawn, { y: "label", x: "median", stroke: blue, strokeWidth: 3 }),
      Plot.text(drawn, {
        y: "label",
        x: "median",
        text: (box: DwellBox) => format.decimal(box.median),
        dy: -17,
        fontWeight: 600,
        fill: ink,
      }),
    ],
  });
}
