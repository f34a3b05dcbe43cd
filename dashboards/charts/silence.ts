import * as Plot from "./plot.ts";
import type { Format } from "../lib/format.ts";
import { base, blue, card, ink, line, muted, narrowWidth } from "./frame.ts";

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
  const isNarrow = width < narrowWidth;
  const across = Math.max(1, Math.min(panels.length, Math.floor(width / (isNarrow ? 150 : 200))));
  const down = Math.ceil(panels.length / across);
  const lengths = [...new Set(panels.flatMap((panel) => panel.points.map((point) => point.days)))].sort(
    (a, b) => a - b,
  );
  const most = Math.max(
    0.01,
    ...panels.flatMap((panel) => panel.points.map((point) => point.high ?? point.share)),
  );
  return Plot.plot({
    ...base,
    width,
    height: down * (isNarrow ? 140 : 160) + 44,
    marginLeft: 42,
    marginRight: 12,
    marginTop: 28,
    marginBottom: 38,
    x: { type: "point", domain: lengths, padding: 0.35, axis: null },
    y: { domain: [0, Math.min(1, most * 1.05)], axis: null },
    fx: { domain: Array.from({ length: across }, (_, index) => index), padding: 0.1, axis: null },
    fy: {
      domain: Array.from({ length: down }, (_, index) => index),
      padding: down > 1 ? 0.3 : 0,
      axis: null,
    },
    marks: [
      Plot.axisY({
        ticks: 3,
        tickSize: 0,
        label: null,
        tickFormat: (value: number) => format.share(value, 0),
        fill: muted,
      }),
      Plot.gridY({ stroke: line, strokeOpacity: 1, ticks: 3 }),
      Plot.axisX({
        tickSize: 0,
        label: `${axis} →`,
        labelArrow: "none",
        labelAnchor: "right",
        labelOffset: 34,
        fill: muted,
      }),
      ...panels.flatMap((panel, index) => {
        const place = { fx: () => index % across, fy: () => Math.floor(index / across) };
        const at = { ...place, x: "days" } as const;
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
          Plot.text([panel], {
            ...place,
            text: "label",
            frameAnchor: "top-left",
            dy: -20,
            lineWidth: ((width - 54) / across - 12) / 12,
            textOverflow: "ellipsis",
            fontWeight: 600,
            fill: ink,
          }),
        ];
      }),
    ],
  });
}
