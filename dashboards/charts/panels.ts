import * as Plot from "./plot.ts";
import { base, ink, line, muted, narrowWidth } from "./frame.ts";

/** Where the panels of a chart stand: small multiples on one scale, in rows that fill the width. */
export interface Panels {
  across: number;
  down: number;
  /** The width of one of them. */
  panelWidth: number;
  isNarrow: boolean;
}

/** The facet of a panel. */
export interface Facet {
  fx(): number;
  fy(): number;
}

const sides = { marginLeft: 42, marginRight: 12 };

/** As many panels in a row as are at least so wide, on a screen that is not narrow. */
export function layOutPanels(count: number, width: number, leastWidth: number): Panels {
  const isNarrow = width < narrowWidth;
  const across = Math.max(1, Math.min(count, Math.floor(width / (isNarrow ? 150 : leastWidth))));
  const panelWidth = (width - sides.marginLeft - sides.marginRight) / across - 12;
  return { across, down: Math.ceil(count / across), panelWidth, isNarrow };
}

export const facetOf = ({ across }: Panels, index: number): Facet => ({
  fx: () => index % across,
  fy: () => Math.floor(index / across),
});

/** The frame of a chart of panels, with so much of a panel's height between one row and the next. */
export const panelFrame = ({ across, down }: Panels, width: number, gap: number) => ({
  ...base,
  ...sides,
  width,
  fx: { domain: Array.from({ length: across }, (_, index) => index), padding: 0.1, axis: null },
  fy: {
    domain: Array.from({ length: down }, (_, index) => index),
    padding: down > 1 ? gap : 0,
    axis: null,
  },
});

/** Three lines across with their shares, and the axis of what is measured below. */
export const panelAxes = (tickFormat: (value: number) => string, below: string, ticks: object) => [
  Plot.axisY({ ticks: 3, tickSize: 0, label: null, tickFormat, fill: muted }),
  Plot.gridY({ stroke: line, strokeOpacity: 1, ticks: 3 }),
  Plot.axisX({
    ...ticks,
    label: `${below} →`,
    labelArrow: "none",
    labelAnchor: "right",
    labelOffset: 34,
    fill: muted,
  }),
];

/** The label of a panel, cut to its width. */
export const panelLabel = <Panel extends { label: string }>(
  panel: Panel,
  facet: Facet,
  { panelWidth }: Panels,
  dy = -20,
) =>
  Plot.text([panel], {
    ...facet,
    text: "label",
    frameAnchor: "top-left",
    dy,
    lineWidth: panelWidth / 12,
    textOverflow: "ellipsis",
    fontWeight: 600,
    fill: ink,
  });
