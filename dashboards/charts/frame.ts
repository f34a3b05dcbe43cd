import * as Plot from "@observablehq/plot";
import { textWidth } from "../lib/text-width.ts";

export const ink = "var(--ink)";
export const muted = "var(--muted)";
export const blue = "var(--accent)";
export const soft = "var(--soft)";
export const green = "var(--good)";
export const red = "var(--bad)";
export const card = "var(--card)";
export const line = "var(--line)";
export const band = "var(--band)";

/** Below this width a chart drops its second column and some of its ticks. */
export const narrowWidth = 420;

/** Room for labels set at 12 px, at most a third of the width; a longer label takes a second line. */
export function labelMargin(labels: string[], width: number): number {
  const widest = Math.max(
    0,
    ...labels.flatMap((label) => label.split("\n")).map((label) => textWidth(label, 12)),
  );
  return Math.min(Math.ceil(widest) + 14, Math.max(96, Math.floor(width * 0.36)));
}

/** Names of rows, right-aligned beside them. */
export const names = (marginLeft: number) =>
  Plot.axisY({
    label: null,
    tickSize: 0,
    fontSize: 12,
    lineHeight: 1.15,
    lineWidth: (marginLeft - 12) / 12.5,
    fill: ink,
  });

export const noAxis = { axis: null } as const;
export const base = {
  style: { fontFamily: "inherit", fontSize: "12px", background: "none", overflow: "visible" },
};
