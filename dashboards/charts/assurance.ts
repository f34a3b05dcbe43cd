import * as Plot from "./plot.ts";
import type { Format } from "../lib/format.ts";
import { base, blue, card, ink, line, muted, narrowWidth, red, soft } from "./frame.ts";

export interface AssuranceMark {
  leads: number;
  assurance: number;
  isNaive: boolean;
}

/** The probability of reaching a target by the number of leads: where the naive number falls short, and the one that does not. */
export function assuranceChart(
  points: { leads: number; assurance: number }[],
  marks: AssuranceMark[],
  asked: number,
  width: number,
  format: Format,
  axis: string,
): Element {
  const isNarrow = width < narrowWidth;
  const last = points[points.length - 1]?.leads ?? 1;
  const isLate = (mark: AssuranceMark) => mark.leads > last * 0.55;
  return Plot.plot({
    ...base,
    width,
    height: isNarrow ? 250 : 300,
    marginLeft: 44,
    marginRight: 16,
    marginTop: 20,
    marginBottom: 42,
    x: { domain: [0, last], axis: null },
    y: {
      domain: [0, 1],
      label: null,
      tickSize: 0,
      ticks: 5,
      tickFormat: (value: number) => format.share(value, 0),
    },
    marks: [
      Plot.axisX({
        label: `${axis} →`,
        labelArrow: "none",
        labelAnchor: "right",
        labelOffset: 36,
        tickSize: 0,
        ticks: isNarrow ? 4 : 8,
        tickFormat: (value: number) => format.count(value),
        fill: muted,
      }),
      Plot.gridY({ stroke: line, strokeOpacity: 1, ticks: 5 }),
      Plot.areaY(points, { x: "leads", y1: "assurance", y2: 1, fill: soft, fillOpacity: 0.6 }),
      Plot.areaY(points, { x: "leads", y: "assurance", fill: blue, fillOpacity: 0.14 }),
      Plot.lineY(points, { x: "leads", y: "assurance", stroke: blue, strokeWidth: 2 }),
      Plot.ruleY([asked], { stroke: muted, strokeDasharray: "3,3" }),
      Plot.ruleX(marks, {
        x: "leads",
        y1: 0,
        y2: "assurance",
        stroke: (mark: AssuranceMark) => (mark.isNaive ? red : blue),
        strokeWidth: 1.5,
      }),
      Plot.dot(marks, {
        x: "leads",
        y: "assurance",
        r: 5,
        fill: (mark: AssuranceMark) => (mark.isNaive ? card : blue),
        stroke: (mark: AssuranceMark) => (mark.isNaive ? red : card),
        strokeWidth: 2,
        title: (mark: AssuranceMark) =>
          `${format.count(mark.leads)} ${axis}: ${format.share(mark.assurance, 0)}`,
      }),
      ...marks.map((mark) =>
        Plot.text([mark], {
          x: "leads",
          y: "assurance",
          text: () => `${format.count(mark.leads)} · ${format.share(mark.assurance, 0)}`,
          dx: isLate(mark) ? -10 : 10,
          dy: mark.isNaive ? 12 : -12,
          textAnchor: isLate(mark) ? "end" : "start",
          fontWeight: 600,
          fontSize: 13,
          fill: mark.isNaive ? red : ink,
          stroke: card,
          strokeWidth: 4,
        }),
      ),
    ],
  });
}
