import * as Plot from "./plot.ts";
import { base, blue, ink, labelMargin, muted, names, narrowWidth, noAxis, red } from "./frame.ts";

export interface Gain {
  label: string;
  /** Null where it cannot be told. */
  value: number | null;
  /** As people write it. */
  written: string;
  isLeak: boolean;
}

/** Bars of what could be gained, one per stage; a leak is red. */
export function gainChart(gains: Gain[], width: number, head: string): Element {
  const marginLeft = labelMargin(
    gains.map((gain) => gain.label),
    width,
  );
  const marginRight = width < narrowWidth ? 52 : 64;
  const color = (gain: Gain) => (gain.isLeak ? red : blue);
  return Plot.plot({
    ...base,
    width,
    height: gains.length * 40 + 24,
    marginLeft,
    marginRight,
    marginTop: 20,
    marginBottom: 4,
    x: { domain: [0, Math.max(1e-9, ...gains.map((gain) => gain.value ?? 0))], axis: null },
    y: { domain: gains.map((gain) => gain.label), padding: 0.34, ...noAxis },
    marks: [
      names(marginLeft),
      Plot.barX(
        gains.filter((gain) => gain.value !== null),
        {
          y: "label",
          x: "value",
          fill: color,
          rx: 3,
          title: (gain: Gain) => `${gain.label}: ${gain.written}`,
        },
      ),
      Plot.text([head], {
        frameAnchor: "top-right",
        dx: marginRight,
        dy: -15,
        textAnchor: "end",
        fontSize: 11,
        fill: muted,
      }),
      Plot.text(gains, {
        y: "label",
        frameAnchor: "right",
        dx: marginRight,
        textAnchor: "end",
        text: "written",
        fontWeight: 600,
        fill: ink,
      }),
    ],
  });
}
