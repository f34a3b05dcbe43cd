import * as Plot from "./plot.ts";
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

/** A name of which two lines fit the room; what a stage is called is the company's own, and its first words tell it. */
export function shortened(label: string, room: number): string {
  const [name = "", ...rest] = label.split("\n");
  const most = 1.9 * room;
  if (textWidth(name, 12) <= most) return label;
  let end = name.length;
  while (end > 1 && textWidth(`${name.slice(0, end)}…`, 12) > most) end--;
  return [`${name.slice(0, end).trimEnd()}…`, ...rest].join("\n");
}

/** Names of rows, right-aligned beside them. */
export const names = (marginLeft: number) =>
  Plot.axisY({
    label: null,
    tickSize: 0,
    fontSize: 12,
    lineHeight: 1.15,
    tickFormat: (label: string) => shortened(label, marginLeft - 12),
    lineWidth: (marginLeft - 12) / 12.5,
    fill: ink,
  });

export const noAxis = { axis: null } as const;
export const base = {
  style: { fontFamily: "inherit", fontSize: "12px", background: "none", overflow: "visible" },
};
