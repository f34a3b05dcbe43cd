import type { Markish } from "@observablehq/plot";
import * as Plot from "./plot.ts";
import { textWidth } from "../lib/text-width.ts";
import { blue, card, ink, muted, red } from "./frame.ts";
import {
  facetOf,
  layOutPanels,
  panelAxes,
  panelFrame,
  panelLabel,
  type Facet,
  type Panels,
} from "./panels.ts";

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

export interface CurveOptions {
  axis: string;
  top: number;
  yTick(value: number): string;
  /** A share as it stands where somebody points at it. */
  write(value: number): string;
  xTicks?: number[];
  xMost: number;
}

/** Step curves as small multiples on one scale, so that panels can be compared. */
export function curveChart(panels: CurvePanel[], width: number, options: CurveOptions): Element {
  const layout = layOut(panels, width);
  const { down, isNarrow, isTight } = layout;
  const isAlone = panels.length === 1;
  return Plot.plot({
    ...panelFrame(layout, width, isTight ? 0.36 : 0.28),
    height: down * (isAlone ? 270 : isNarrow ? 130 : 150) + 56,
    marginTop: isAlone ? 8 : isTight ? 42 : 30,
    marginBottom: 40,
    x: { domain: [0, options.xMost], axis: null, insetLeft: 1 },
    y: { domain: [0, options.top], axis: null },
    marks: [
      ...panelAxes(options.yTick, options.axis, { ticks: options.xTicks ?? (isNarrow ? 2 : 4), tickSize: 3 }),
      ...panels.flatMap((panel, index) => {
        const at = facetOf(layout, index);
        return [
          ...stepMarks(panel, at, options),
          ...pointMarks(panel, at, options),
          ...(isAlone ? [] : labelMarks(panel, at, layout)),
        ];
      }),
    ],
  });
}

interface Layout extends Panels {
  /** One label leaves no room for its note, so all notes take a line of their own; where it is narrow there are none. */
  isTight: boolean;
}

function layOut(panels: CurvePanel[], width: number): Layout {
  const layout = layOutPanels(panels.length, width, 215);
  const isFull = ({ label, note }: CurvePanel) =>
    textWidth(label, 12) * 1.1 + textWidth(note, 11) + 10 > layout.panelWidth;
  return { ...layout, isTight: !layout.isNarrow && panels.some(isFull) };
}

const colorOf = (panel: CurvePanel) => (panel.isApart ? red : blue);

/** The curve to compare with, the interval, and the curve: solid, and dashed from where it rests on too little. */
function stepMarks(panel: CurvePanel, at: Facet, { top }: CurveOptions): Markish[] {
  const step = { ...at, x: "x", curve: "step-after" } as const;
  const drawn = { ...step, y: "y", stroke: colorOf(panel), strokeWidth: 2 };
  const thin = panel.thinFrom ?? Infinity;
  const solid = panel.points.filter((point) => point.x <= thin);
  const dashed = panel.points.filter((point) => point.x >= thin);
  return [
    ...(panel.reference === undefined
      ? []
      : [
          Plot.lineY(panel.reference, {
            ...step,
            y: "y",
            stroke: muted,
            strokeOpacity: 0.8,
            strokeWidth: 1.25,
          }),
        ]),
    Plot.areaY(
      panel.points.filter((point) => point.low != null && point.high != null),
      {
        ...step,
        y1: "low",
        y2: (point: CurvePoint) => Math.min(top, point.high ?? 0),
        fill: colorOf(panel),
        fillOpacity: 0.16,
      },
    ),
    Plot.lineY(solid, drawn),
    ...(dashed.length === 0
      ? []
      : [Plot.lineY([...solid.slice(-1), ...dashed], { ...drawn, strokeDasharray: "2,4" })]),
  ];
}

/** The points worth a word with their rules, and what the curve says where somebody points at it. */
function pointMarks(panel: CurvePanel, at: Facet, { axis, write, xMost }: CurveOptions): Markish[] {
  const inPanel = { ...at, x: "x", y: "y" } as const;
  const titleOf = ({ x, y, low, high }: CurvePoint) =>
    `${panel.label === "" ? "" : `${panel.label}, `}${x} ${axis}: ${write(y ?? 0)}${
      low == null || high == null ? "" : ` (95%: ${write(low)} – ${write(high)})`
    }`;
  const every = Math.ceil(panel.points.length / mostPointed);
  return [
    Plot.ruleX(panel.marks, { ...at, x: "x", y1: 0, y2: "y", stroke: ink, strokeDasharray: "2,3" }),
    Plot.dot(panel.marks, { ...inPanel, r: 3, fill: colorOf(panel), stroke: card }),
    // Nothing is drawn: what the curve says here is read by pointing at it.
    Plot.dot(
      panel.points.filter((point, place) => point.y !== null && place % every === 0),
      { ...inPanel, r: 7, fill: "transparent", title: titleOf },
    ),
    ...panel.marks.map((mark) => {
      const isLate = mark.x > xMost * 0.6;
      return Plot.text([mark], {
        ...inPanel,
        text: "label",
        textAnchor: isLate ? "end" : "start",
        dx: isLate ? -6 : 6,
        dy: -9,
        fontWeight: 600,
        fontSize: 11.5,
        fill: ink,
        stroke: card,
        strokeWidth: 4,
      });
    }),
  ];
}

/** The label of a panel, and its note where there is room. */
function labelMarks(panel: CurvePanel, at: Facet, layout: Layout): Markish[] {
  const { isNarrow, isTight } = layout;
  const label = panelLabel(panel, at, layout, isTight ? -32 : -20);
  if (isNarrow) return [label];
  const note = Plot.text([panel], {
    ...at,
    text: "note",
    frameAnchor: isTight ? "top-left" : "top-right",
    dy: isTight ? -17 : -20,
    fontSize: 11,
    fill: muted,
  });
  return [label, note];
}
