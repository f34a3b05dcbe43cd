import * as Plot from "@observablehq/plot";
import type { Format } from "../lib/format.ts";
import { base, blue, card, ink, labelMargin, line, muted, names, narrowWidth, noAxis } from "./frame.ts";

/** Quantiles of a length in the unit of the chart; null where so many have not ended. */
export interface Span {
  median: number | null;
  p75: number | null;
  p90: number | null;
  /** Whether there is anything to show at all. */
  isKnown: boolean;
}
export interface SpanRow {
  label: string;
  /** One per head; the first is the main one. */
  spans: Span[];
  /** Below the label's value: the visits it rests on. */
  basis: string[];
}

/** Lengths as spans from the median to nine tenths on a log scale; an arrow where the end is not known yet. */
export function spanChart(
  rows: SpanRow[],
  width: number,
  format: Format,
  { heads, unit, known }: { heads: string[]; unit: string; known: string },
): Element {
  const isNarrow = width < narrowWidth;
  const marginLeft = labelMargin(
    rows.map((row) => row.label),
    width,
  );
  const columnWidth = isNarrow ? 50 : 92;
  const marginRight = columnWidth * heads.length;
  const lengths = rows
    .flatMap((row) => row.spans.flatMap((span) => [span.median, span.p75, span.p90]))
    .filter((length) => length !== null && length > 0) as number[];
  const shortest = Math.max(1e-4, Math.min(1e9, ...lengths) / 1.6);
  const longest = Math.max(shortest * 10, ...lengths) * 1.25;
  const ticks = [0.001, 0.01, 0.1, 1, 10, 100, 1000, 10000]
    .flatMap((power) => (isNarrow ? [power] : [power, 3 * power]))
    .filter((tick) => tick >= shortest && tick <= longest);
  const lane = (place: number) => {
    const isMain = place === 0;
    const dy = heads.length === 1 ? 0 : isMain ? -7 : 7;
    const stroke = isMain ? blue : muted;
    const of = (row: SpanRow) => row.spans[place];
    const clamp = (value: number) => Math.max(shortest, value);
    const shown = rows.filter((row) => of(row)?.isKnown === true && of(row)?.median !== null);
    const endless = rows.filter((row) => of(row)?.isKnown === true && of(row)?.p90 === null);
    return [
      Plot.ruleY(shown, {
        y: "label",
        dy,
        x1: (row: SpanRow) => clamp(of(row)?.median ?? 0),
        x2: (row: SpanRow) => clamp(of(row)?.p90 ?? longest),
        stroke,
        strokeWidth: isMain ? 3 : 1.5,
        strokeOpacity: isMain ? 0.45 : 0.8,
      }),
      Plot.text(endless, {
        y: "label",
        dy,
        x: longest,
        text: () => "→",
        textAnchor: "end",
        fontSize: 15,
        fill: stroke,
        stroke: card,
        strokeWidth: 3,
      }),
      Plot.dot(
        shown.filter((row) => of(row)?.p75 != null),
        {
          y: "label",
          dy,
          x: (row: SpanRow) => clamp(of(row)?.p75 ?? 0),
          r: isMain ? 4 : 2.5,
          fill: isMain ? stroke : card,
          stroke: isMain ? card : stroke,
        },
      ),
      Plot.tickX(shown, {
        y: "label",
        x: (row: SpanRow) => clamp(of(row)?.median ?? 0),
        insetTop: isMain ? 2 : 14 + 7,
        insetBottom: isMain ? (heads.length === 1 ? 2 : 14 + 5) : 2,
        stroke,
        strokeWidth: isMain ? 3 : 2,
      }),
    ];
  };
  const column = (place: number) => {
    const right = columnWidth * (heads.length - 1 - place);
    const at = { frameAnchor: "right", dx: marginRight - right, textAnchor: "end" } as const;
    return [
      Plot.text([heads[place] ?? ""], {
        ...at,
        frameAnchor: "top-right",
        dy: -18,
        fontSize: 11,
        fill: muted,
      }),
      Plot.text(rows, {
        ...at,
        y: "label",
        dy: isNarrow ? 0 : -7,
        text: (row: SpanRow) => format.decimal(row.spans[place]?.median ?? null),
        fill: place === 0 ? ink : muted,
        fontWeight: place === 0 ? 600 : 400,
      }),
      isNarrow
        ? null
        : Plot.text(rows, {
            ...at,
            y: "label",
            dy: 8,
            fontSize: 10.5,
            text: (row: SpanRow) => row.basis[place] ?? "",
            fill: muted,
          }),
    ];
  };
  return Plot.plot({
    ...base,
    width,
    height: rows.length * 44 + 64,
    marginLeft,
    marginRight,
    marginTop: 24,
    marginBottom: 40,
    x: { type: "log", domain: [shortest, longest], insetLeft: 6, insetRight: 10, clamp: true, axis: null },
    y: { domain: rows.map((row) => row.label), padding: 0.16, ...noAxis },
    marks: [
      names(marginLeft),
      Plot.axisX({
        ticks,
        label: `${unit}, ${known} →`,
        labelAnchor: "right",
        labelArrow: "none",
        labelOffset: 34,
        tickSize: 0,
        tickFormat: (value: number) => (value < 1 ? format.decimal(value) : format.count(value)),
        fill: muted,
      }),
      Plot.gridX({ stroke: line, strokeOpacity: 1, ticks }),
      ...heads.flatMap((_, place) => lane(heads.length - 1 - place)),
      ...heads.flatMap((_, place) => column(place)),
    ].filter((mark) => mark !== null),
  });
}
