import type { Markish } from "@observablehq/plot";
import * as Plot from "./plot.ts";
import type { Format } from "../lib/format.ts";
import { blue, card } from "./frame.ts";
import { facetOf, layOutPanels, panelAxes, panelFrame, panelLabel, type Facet } from "./panels.ts";

export interface SilencePoint {
  days: number;
  share: number;
  low: number | null;
  high: number | null;
}

/** One panel: what is known of a stage, at the lengths of silence for which it is. */
export interface SilencePanel {
  label: string;
  points: SilencePoint[];
}

/** The chance of going on by days of silence, one small panel per stage on one scale; bars are intervals. */
export function silenceChart(panels: SilencePanel[], width: number, format: Format, axis: string): Element {
  const layout = layOutPanels(panels.length, width, 200);
  const points = panels.flatMap((panel) => panel.points);
  const lengths = [...new Set(points.map(({ days }) => days))].sort((a, b) => a - b);
  const most = Math.max(0.01, ...points.map(({ high, share }) => high ?? share));
  return Plot.plot({
    ...panelFrame(layout, width, 0.3),
    height: layout.down * (layout.isNarrow ? 140 : 160) + 44,
    marginTop: 28,
    marginBottom: 38,
    x: { type: "point", domain: lengths, padding: 0.35, axis: null },
    y: { domain: [0, Math.min(1, most * 1.05)], axis: null },
    marks: [
      ...panelAxes((value) => format.share(value, 0), axis, { tickSize: 0 }),
      ...panels.flatMap((panel, index) => {
        const facet = facetOf(layout, index);
        return [...pointMarks(panel, facet, format), panelLabel(panel, facet, layout)];
      }),
    ],
  });
}

/** The shares of a panel with their intervals. */
function pointMarks(panel: SilencePanel, facet: Facet, format: Format): Markish[] {
  const at = { ...facet, x: "days" } as const;
  return [
    Plot.ruleX(
      panel.points.filter((point) => point.low !== null && point.high !== null),
      {
        ...at,
        y1: "low",
        y2: "high",
        stroke: blue,
        strokeWidth: 6,
        strokeOpacity: 0.28,
        strokeLinecap: "round",
      },
    ),
    Plot.dot(panel.points, {
      ...at,
      y: "share",
      r: 3.5,
      fill: blue,
      stroke: card,
      title: (point: SilencePoint) =>
        `${panel.label}, ${format.count(point.days)} → ${format.share(point.share)} (95%: ${format.share(point.low)} – ${format.share(point.high)})`,
    }),
  ];
}
