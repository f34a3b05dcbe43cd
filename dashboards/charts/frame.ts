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

/**
 * A name in at most two lines that fit the room, for a label that wraps nothing itself. What a stage is called is the company's own: a
 * word that is longer than a line is cut, and what is left over ends in an ellipsis.
 */
export function shortened(label: string, room: number): string {
  const [name = "", ...rest] = label.split("\n");
  const fits = (text: string) => textWidth(text, 12) <= room;
  const cut = (text: string) => {
    let end = text.length;
    while (end > 1 && !fits(`${text.slice(0, end)}…`)) end--;
    return `${text.slice(0, end).trimEnd()}…`;
  };
  if (fits(name)) return label;
  const words = name.split(/\s+/).filter((word) => word !== "");
  let first = words.shift() ?? "";
  if (!fits(first)) return [cut(name), ...rest].join("\n");
  while (words[0] !== undefined && fits(`${first} ${words[0]}`)) first += ` ${words.shift() ?? ""}`;
  const second = words.join(" ");
  return [first, ...(second === "" ? [] : [fits(second) ? second : cut(second)]), ...rest].join("\n");
}

/** Names of rows, right-aligned beside them. */
export const names = (marginLeft: number) =>
  Plot.axisY({
    label: null,
    tickSize: 0,
    fontSize: 12,
    lineHeight: 1.15,
    tickFormat: (label: string) => shortened(label, marginLeft - 14),
    fill: ink,
  });

/** Names of panels that are rows, right-aligned beside them. */
export const panelNames = <Row extends { label: string }>(rows: Row[], marginLeft: number, dy = 0) =>
  Plot.text(rows, {
    fy: "label",
    frameAnchor: "left",
    dx: -6,
    dy,
    textAnchor: "end",
    lineHeight: 1.15,
    text: (row: Row) => shortened(row.label, marginLeft - 14),
    fill: ink,
  });

export const noAxis = { axis: null } as const;
export const base = {
  style: { fontFamily: "inherit", fontSize: "12px", background: "none", overflow: "visible" },
};
