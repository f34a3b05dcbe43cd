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

/**
 * Names as {@link shortened} has them, and where that leaves two alike, their beginning on the first line and what tells them apart on the
 * second; what is still alike is numbered.
 */
export function distinct(labels: string[], room: number): Map<string, string> {
  const drawn = new Map(labels.map((label) => [label, shortened(label, room)]));
  const alike = (text: string) => [...drawn].filter(([, own]) => own === text).map(([label]) => label);
  for (const text of new Set(drawn.values())) {
    const group = alike(text);
    if (group.length < 2) continue;
    const start = Math.max(0, sharedStart(group) - 1);
    const line = text.split(/…|\n/)[0] ?? "";
    for (const label of group)
      drawn.set(label, shortened(`${line}…`, room).split("\n")[0] + `\n${ended(label.slice(start), room)}`);
  }
  for (const text of new Set(drawn.values()))
    alike(text).forEach((label, place) => {
      if (place > 0) drawn.set(label, `${text} ${place + 1}`);
    });
  return drawn;
}

/** How many letters all names begin with alike. */
function sharedStart([first = "", ...others]: string[]): number {
  let length = 0;
  while (length < first.length && others.every((other) => other[length] === first[length])) length++;
  return length;
}

/** The rest of a name on one line. */
function ended(rest: string, room: number): string {
  const text = `…${rest.replaceAll("\n", " ").trimStart()}`;
  if (textWidth(text, 12) <= room) return text;
  let end = text.length;
  while (end > 2 && textWidth(`${text.slice(0, end)}…`, 12) > room) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Names of rows, right-aligned beside them. */
export const names = (marginLeft: number) => {
  let drawn: Map<string, string> | undefined;
  return Plot.axisY({
    label: null,
    tickSize: 0,
    fontSize: 12,
    lineHeight: 1.15,
    tickFormat: ((label: string, _: number, all?: string[]) =>
      (drawn ??= distinct([...(all ?? [label])], marginLeft - 14)).get(label) ?? label) as (
      label: string,
    ) => string,
    fill: ink,
  });
};

/** Names of panels that are rows, right-aligned beside them. */
export const panelNames = <Row extends { label: string }>(rows: Row[], marginLeft: number, dy = 0) => {
  const drawn = distinct(
    rows.map((row) => row.label),
    marginLeft - 14,
  );
  return Plot.text(rows, {
    fy: "label",
    frameAnchor: "left",
    dx: -6,
    dy,
    textAnchor: "end",
    lineHeight: 1.15,
    text: (row: Row) => drawn.get(row.label) ?? row.label,
    fill: ink,
  });
};

export const noAxis = { axis: null } as const;
export const base = {
  style: { fontFamily: "inherit", fontSize: "12px", background: "none", overflow: "visible" },
};
