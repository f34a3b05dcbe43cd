import * as Plot from "./plot.ts";
import type { Format } from "../lib/format.ts";
import {
  base,
  blue,
  card,
  ink,
  labelMargin,
  line,
  muted,
  narrowWidth,
  noAxis,
  panelNames,
  red,
  soft,
} from "./frame.ts";

export interface SwarmDot {
  label: string;
  days: number;
  /** 0 to 1 of the largest; null: cannot be told. */
  strength: number | null;
  href: string;
  title: string;
}
export interface SwarmRow {
  label: string;
  count: number;
  /** A rule with its word: the length to compare with. */
  limit: number | null;
}

const radius = 2.8;

/** Open journeys as dots by age, one row per stage: dots that would overlap are stacked around the middle. */
export function swarmChart(
  rows: SwarmRow[],
  dots: SwarmDot[],
  width: number,
  format: Format,
  axis: string,
): Element {
  const isNarrow = width < narrowWidth;
  const labels = rows.map((row) => row.label);
  const marginLeft = labelMargin(labels, width);
  const marginRight = isNarrow ? 40 : 60;
  const rowHeight = 78;
  const shortest = 0.5;
  const longest = Math.max(10, ...dots.map((dot) => dot.days)) * 1.15;
  const room = width - marginLeft - marginRight;
  const columnOf = (days: number) =>
    Math.round(
      ((Math.log(Math.max(days, shortest)) - Math.log(shortest)) / (Math.log(longest) - Math.log(shortest))) *
        (room / (2 * radius)),
    );
  const stacks = new Map<string, number>();
  const placed = dots.map((dot) => {
    const key = `${dot.label} ${columnOf(dot.days)}`;
    const place = stacks.get(key) ?? 0;
    stacks.set(key, place + 1);
    return {
      ...dot,
      days: Math.max(dot.days, shortest),
      key,
      offset: Math.ceil(place / 2) * (place % 2 === 0 ? 1 : -1),
    };
  });
  // Rows that hold more than their height are packed closer instead of growing into their neighbours.
  const fits = Math.floor((rowHeight * 0.44) / (2 * radius));
  const tallest = new Map<string, number>();
  for (const dot of placed)
    tallest.set(dot.label, Math.max(tallest.get(dot.label) ?? 0, Math.abs(dot.offset)));
  const y = (dot: (typeof placed)[number]) =>
    dot.offset * Math.min(1, fits / Math.max(1, tallest.get(dot.label) ?? 1));
  const ticks = [1, 10, 100, 1000]
    .flatMap((power) => (isNarrow ? [power] : [power, 3 * power]))
    .filter((tick) => tick < longest);
  const known = placed.filter((dot) => dot.strength !== null);
  const unknown = placed.filter((dot) => dot.strength === null);
  const place = { x: "days", y, fy: "label" } as const;
  const common = { ...place, href: "href", title: "title" } as const;
  return Plot.plot({
    ...base,
    width,
    height: rows.length * rowHeight + 56,
    marginLeft,
    marginRight,
    marginTop: 12,
    marginBottom: 42,
    x: { type: "log", domain: [shortest, longest], clamp: true, axis: null },
    y: { domain: [-fits - 1, fits + 1], axis: null },
    fy: { domain: labels, padding: 0.06, ...noAxis },
    marks: [
      Plot.gridX({ stroke: line, strokeOpacity: 1, ticks }),
      Plot.axisX({
        ticks,
        label: `${axis} →`,
        labelArrow: "none",
        labelAnchor: "right",
        labelOffset: 36,
        tickSize: 0,
        tickFormat: (value: number) => format.count(value),
        fill: muted,
      }),
      panelNames(rows, marginLeft),
      Plot.text(rows, {
        fy: "label",
        frameAnchor: "right",
        dx: marginRight - 2,
        textAnchor: "end",
        text: (row: SwarmRow) => format.count(row.count),
        fontWeight: 600,
        fill: ink,
      }),
      Plot.ruleX(
        rows.filter((row) => row.limit !== null),
        { fy: "label", x: "limit", stroke: muted, strokeDasharray: "2,3", strokeWidth: 1.5 },
      ),
      Plot.dot(known, {
        ...place,
        r: radius,
        fill: soft,
        stroke: blue,
        strokeWidth: 0.5,
        strokeOpacity: 0.5,
      }),
      Plot.dot(known, {
        ...common,
        r: radius,
        fill: blue,
        fillOpacity: (dot: SwarmDot) => Math.sqrt(dot.strength ?? 0),
      }),
      Plot.dot(unknown, { ...common, r: radius - 0.2, fill: card, stroke: red, strokeWidth: 1.25 }),
    ],
  });
}
