import * as Plot from "./plot.ts";
import { textWidth } from "../lib/text-width.ts";
import { base, blue, card, ink, line, muted, narrowWidth, red } from "./frame.ts";

export interface CurvePoint {
  x: number;
  y: number | null;
  low?: number | null;
  high?: number | null;
}

/** One panel: a step curve with its interval, the curve to compare with, and points worth a word. */
export interface CurvePanel {
  label: string;
  /** Beside the label, less loud. */
  note: string;
  points: CurvePoint[];
  reference?: CurvePoint[];
  /** Vertical rules with what they say; drawn from the axis to the curve. */
  marks: { x: number; y: number; label: string }[];
  /** Where the curve rests on too little: dashed from here on. */
  thinFrom?: number | null;
  isApart: boolean;
}

/** Points of a curve that answer when somebody points at them. */
const mostPointed = 40;

/** Step curves as small multiples on one scale, so that panels can be compared. */
export function curveChart(
  panels: CurvePanel[],
  width: number,
  options: {
    axis: string;
    top: number;
    yTick(value: number): string;
    /** A share as it stands where somebody points at it. */
    write(value: number): string;
    xTicks?: number[];
    xMost: number;
  },
): Element {
  const isNarrow = width < narrowWidth;
  const across = Math.max(1, Math.min(panels.length, Math.floor(width / (isNarrow ? 150 : 215))));
  const down = Math.ceil(panels.length / across);
  const place = (index: number) => ({ fx: () => index % across, fy: () => Math.floor(index / across) });
  const panelWidth = (width - 54) / across - 12;
  // Where one label leaves no room for its note, all notes take a line of their own.
  const isTight = panels.some(
    (panel) => textWidth(panel.label, 12) * 1.1 + textWidth(panel.note, 11) + 10 > panelWidth,
  );
  const title = ({ label }: CurvePanel, { x, y, low, high }: CurvePoint) =>
    `${label === "" ? "" : `${label}, `}${x} ${options.axis}: ${options.write(y ?? 0)}${
      low == null || high == null ? "" : ` (95%: ${options.write(low)} – ${options.write(high)})`
    }`;
  const color = (panel: CurvePanel) => (panel.isApart ? red : blue);
  const height = panels.length === 1 ? 270 : isNarrow ? 130 : 150;
  return Plot.plot({
    ...base,
    width,
    height: down * height + 56,
    marginLeft: 42,
    marginRight: 12,
    marginTop: panels.length === 1 ? 8 : isTight && !isNarrow ? 42 : 30,
    marginBottom: 40,
    x: { domain: [0, options.xMost], axis: null, insetLeft: 1 },
    y: { domain: [0, options.top], axis: null },
    fx: { domain: Array.from({ length: across }, (_, index) => index), padding: 0.1, axis: null },
    fy: {
      domain: Array.from({ length: down }, (_, index) => index),
      padding: down > 1 ? (isTight && !isNarrow ? 0.36 : 0.28) : 0,
      axis: null,
    },
    marks: [
      Plot.axisY({
        ticks: 3,
        tickSize: 0,
        label: null,
        tickFormat: options.yTick,
        fill: muted,
      }),
      Plot.gridY({ stroke: line, strokeOpacity: 1, ticks: 3 }),
      Plot.axisX({
        ...(options.xTicks === undefined ? { ticks: isNarrow ? 2 : 4 } : { ticks: options.xTicks }),
        tickSize: 3,
        label: `${options.axis} →`,
        labelArrow: "none",
        labelAnchor: "right",
        labelOffset: 34,
        fill: muted,
      }),
      ...panels.flatMap((panel, index) => {
        const at = place(index);
        const inPanel = { ...at, x: "x" } as const;
        const thin = panel.thinFrom ?? Infinity;
        const solid = panel.points.filter((point) => point.x <= thin);
        const dashed = panel.points.filter((point) => point.x >= thin);
        const last = solid[solid.length - 1];
        return [
          panel.reference === undefined
            ? null
            : Plot.lineY(panel.reference, {
                ...inPanel,
                y: "y",
                curve: "step-after",
                stroke: muted,
                strokeOpacity: 0.8,
                strokeWidth: 1.25,
              }),
          Plot.areaY(
            panel.points.filter((point) => point.low != null && point.high != null),
            {
              ...inPanel,
              y1: "low",
              y2: (point: CurvePoint) => Math.min(options.top, point.high ?? 0),
              curve: "step-after",
              fill: color(panel),
              fillOpacity: 0.16,
            },
          ),
          Plot.lineY(solid, {
            ...inPanel,
            y: "y",
            curve: "step-after",
            stroke: color(panel),
            strokeWidth: 2,
          }),
          dashed.length === 0
            ? null
            : Plot.lineY(last === undefined ? dashed : [last, ...dashed], {
                ...inPanel,
                y: "y",
                curve: "step-after",
                stroke: color(panel),
                strokeWidth: 2,
                strokeDasharray: "2,4",
              }),
          Plot.ruleX(panel.marks, {
            ...inPanel,
            y1: 0,
            y2: "y",
            stroke: ink,
            strokeDasharray: "2,3",
          }),
          Plot.dot(panel.marks, { ...inPanel, y: "y", r: 3, fill: color(panel), stroke: card }),
          // Nothing is drawn: what the curve says here is read by pointing at it.
          Plot.dot(
            panel.points.filter(
              (point, place) =>
                point.y !== null && place % Math.ceil(panel.points.length / mostPointed) === 0,
            ),
            {
              ...inPanel,
              y: "y",
              r: 7,
              fill: "transparent",
              title: (point: CurvePoint) => title(panel, point),
            },
          ),
          ...panel.marks.map((mark) =>
            Plot.text([mark], {
              ...inPanel,
              y: "y",
              text: "label",
              textAnchor: mark.x > options.xMost * 0.6 ? "end" : "start",
              dx: mark.x > options.xMost * 0.6 ? -6 : 6,
              dy: -9,
              fontWeight: 600,
              fontSize: 11.5,
              fill: ink,
              stroke: card,
              strokeWidth: 4,
            }),
          ),
          panels.length === 1
            ? null
            : Plot.text([panel], {
                ...at,
                text: "label",
                frameAnchor: "top-left",
                dy: isTight && !isNarrow ? -32 : -20,
                lineWidth: panelWidth / 12,
                textOverflow: "ellipsis",
                fontWeight: 600,
                fill: ink,
              }),
          panels.length === 1 || isNarrow
            ? null
            : Plot.text([panel], {
                ...at,
                text: "note",
                frameAnchor: isTight ? "top-left" : "top-right",
                dy: isTight ? -17 : -20,
                fontSize: 11,
                fill: muted,
              }),
        ].filter((mark) => mark !== null);
      }),
    ],
  });
}
