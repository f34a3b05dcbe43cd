import * as Plot from "./plot.ts";
import type { Format } from "../lib/format.ts";
import type { Rate } from "../lib/wilson.ts";
import { base, blue, card, line, muted, narrowWidth } from "./frame.ts";

export interface CohortPoint {
  date: Date;
  rate: Rate;
  mature: boolean;
}

/** One rate per cohort month with its interval; the immature end is dashed with hollow dots. */
export function cohortChart(points: CohortPoint[], width: number, format: Format, maturing: string): Element {
  const top = Math.min(
    1,
    Math.max(0.01, ...points.map((point) => Math.min(point.rate.high ?? 0, 3 * (point.rate.rate ?? 0)))) *
      1.08,
  );
  const firstImmature = points.findIndex((point) => !point.mature);
  const solid = firstImmature < 0 ? points : points.slice(0, firstImmature);
  const dashed = firstImmature < 0 ? [] : points.slice(Math.max(0, firstImmature - 1));
  const y = (point: CohortPoint) => point.rate.rate;
  const every = Math.max(1, Math.ceil(points.length / (width < narrowWidth ? 5 : 9)));
  return Plot.plot({
    ...base,
    width,
    height: width < narrowWidth ? 240 : 290,
    marginLeft: 44,
    marginRight: 14,
    marginTop: 24,
    marginBottom: 36,
    x: {
      type: "utc",
      label: null,
      tickSize: 3,
      ticks: points.filter((_, index) => index % every === 0).map((point) => point.date),
      tickFormat: (date: Date, index: number) =>
        date.getUTCMonth() < every || index === 0
          ? `${format.shortMonth(date)}\n${date.getUTCFullYear()}`
          : format.shortMonth(date),
    },
    y: {
      domain: [0, top],
      label: null,
      tickSize: 0,
      ticks: 5,
      tickFormat: (value: number) => format.share(value, top < 0.05 ? 1 : 0),
    },
    marks: [
      Plot.gridY({ stroke: line, strokeOpacity: 1, ticks: 5 }),
      Plot.areaY(points, {
        x: "date",
        y1: (point: CohortPoint) => point.rate.low,
        y2: (point: CohortPoint) => Math.min(top, point.rate.high ?? 0),
        fill: blue,
        fillOpacity: 0.16,
      }),
      Plot.lineY(solid, { x: "date", y, stroke: blue, strokeWidth: 2 }),
      Plot.lineY(dashed, { x: "date", y, stroke: blue, strokeWidth: 2, strokeDasharray: "3,4" }),
      Plot.dot(points, {
        x: "date",
        y,
        r: 3.5,
        fill: (point: CohortPoint) => (point.mature ? blue : card),
        stroke: blue,
        strokeWidth: 1.5,
        title: (point: CohortPoint) =>
          `${format.month(point.date.toISOString().slice(0, 7))}: ${format.share(point.rate.rate)} (${format.evidence(point.rate)})`,
      }),
      dashed.length === 0
        ? null
        : Plot.text([`${maturing} ↓`], {
            frameAnchor: "top-right",
            dy: -14,
            fill: muted,
            fontStyle: "italic",
          }),
    ].filter((mark) => mark !== null),
  });
}
