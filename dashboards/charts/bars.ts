import * as Plot from "./plot.ts";
import { base, blue, ink, labelMargin, muted, names, narrowWidth, noAxis } from "./frame.ts";

export interface Bar {
  label: string;
  value: number;
  /** The value as it stands beside the bar. */
  written: string;
  /** Drawn grey: what belongs to none of the others. */
  isRest: boolean;
}

/** Exact amounts as left-aligned bars, each with its value beside. */
export function barChart(bars: Bar[], width: number): Element {
  const marginLeft = labelMargin(
    bars.map((bar) => bar.label),
    width,
  );
  const most = Math.max(1e-9, ...bars.map((bar) => bar.value));
  return Plot.plot({
    ...base,
    width,
    height: bars.length * 34 + 12,
    marginLeft,
    marginRight: width < narrowWidth ? 96 : 120,
    marginTop: 6,
    marginBottom: 6,
    x: { domain: [0, most], axis: null },
    y: { domain: bars.map((bar) => bar.label), padding: 0.3, ...noAxis },
    marks: [
      names(marginLeft),
      Plot.barX(bars, {
        y: "label",
        x: "value",
        fill: (bar: Bar) => (bar.isRest ? muted : blue),
        rx: 3,
        title: (bar: Bar) => `${bar.label}: ${bar.written}`,
      }),
      Plot.text(bars, {
        y: "label",
        x: "value",
        text: "written",
        dx: 6,
        textAnchor: "start",
        fontWeight: 600,
        fill: ink,
      }),
    ],
  });
}
