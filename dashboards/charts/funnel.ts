import * as Plot from "./plot.ts";
import type { Format } from "../lib/format.ts";
import type { Rate } from "../lib/wilson.ts";
import { base, blue, green, ink, labelMargin, muted, names, narrowWidth, noAxis, soft } from "./frame.ts";

export interface FunnelBar {
  label: string;
  count: number;
  /** Count of the stage before; what the grey bar shows. */
  before: number;
  /** Share of the stage before; null for the first. */
  step: Rate | null;
  isWon: boolean;
  /** What it says to who points at it, where that is more than its counts. */
  title?: string;
}

/** Left-aligned bars on one scale with the share of the stage before. Grey is what the stage before had and this one has not. */
export function funnelChart(bars: FunnelBar[], width: number, format: Format, head: string): Element {
  const marginLeft = labelMargin(
    bars.map((bar) => bar.label),
    width,
  );
  const isNarrow = width < narrowWidth;
  const marginRight = isNarrow ? 104 : 120;
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const at = (bar: FunnelBar) => Math.max(bar.before, bar.count);
  const title = (bar: FunnelBar) =>
    bar.title ??
    (bar.step === null
      ? `${bar.label}: ${format.count(bar.count)}`
      : `${bar.label}: ${format.count(bar.count)}; ${head}: ${format.share(bar.step.rate)} (${format.evidence(bar.step)})`);
  return Plot.plot({
    ...base,
    width,
    height: bars.length * 40 + 24,
    marginLeft,
    marginRight,
    marginTop: 20,
    marginBottom: 4,
    x: { domain: [0, most], axis: null },
    y: { domain: bars.map((bar) => bar.label), padding: 0.34, ...noAxis },
    marks: [
      names(marginLeft),
      Plot.barX(bars, { y: "label", x: at, fill: soft, rx: 3, title }),
      Plot.barX(bars, {
        y: "label",
        x: "count",
        fill: (bar: FunnelBar) => (bar.isWon ? green : blue),
        rx: 3,
        title,
      }),
      Plot.text(bars, {
        y: "label",
        x: at,
        text: (bar: FunnelBar) => format.count(bar.count),
        dx: 6,
        textAnchor: "start",
        fontWeight: 600,
        fill: ink,
      }),
      Plot.text([head], {
        frameAnchor: "top-right",
        dx: marginRight,
        dy: -15,
        textAnchor: "end",
        fontSize: 11,
        fill: muted,
      }),
      Plot.text(
        bars.filter((bar) => bar.step !== null),
        {
          y: "label",
          frameAnchor: "right",
          dx: marginRight,
          textAnchor: "end",
          text: (bar: FunnelBar) => format.share(bar.step?.rate ?? null),
          fontWeight: 600,
          fill: ink,
        },
      ),
    ],
  });
}
