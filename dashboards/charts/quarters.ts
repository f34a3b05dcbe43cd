import * as Plot from "./plot.ts";
import { textWidth } from "../lib/text-width.ts";
import { base, blue, card, green, ink, line, muted, narrowWidth, noAxis, red } from "./frame.ts";

export interface QuarterPoint {
  quarter: string;
  value: number;
  low?: number | null;
  high?: number | null;
  isPeriod: boolean;
}

/** Two ways of counting by quarter: filled by start, rings by close. */
export function quarterChart(
  points: QuarterPoint[],
  quarters: string[],
  width: number,
  written: (value: number) => string,
  tick: (value: number) => string,
  reference: number | null = null,
): Element {
  const isNarrow = width < narrowWidth;
  const every = Math.ceil(quarters.length / (isNarrow ? 4 : width < 700 ? 8 : 14));
  const most =
    Math.max(
      1e-9,
      reference ?? 0,
      ...points.map((point) => Math.min(point.high ?? point.value, point.value * 2)),
    ) * 1.1;
  const marginLeft = Math.max(48, Math.ceil(textWidth(tick(most), 12)) + 12);
  const cohort = points.filter((point) => !point.isPeriod);
  const period = points.filter((point) => point.isPeriod);
  const series = (shown: QuarterPoint[], stroke: string, dx: number) => {
    const isPeriod = shown[0]?.isPeriod === true;
    return [
      Plot.ruleX(
        shown.filter((point) => point.low != null),
        {
          x: "quarter",
          dx,
          y1: "low",
          y2: (point: QuarterPoint) => Math.min(most, point.high ?? 0),
          stroke,
          strokeWidth: isPeriod ? 1.25 : 2.5,
          strokeOpacity: 0.6,
        },
      ),
      Plot.lineY(shown, {
        x: "quarter",
        y: "value",
        dx,
        stroke,
        strokeWidth: isPeriod ? 1.25 : 2,
        ...(isPeriod ? { strokeDasharray: "3,3" } : {}),
      }),
      Plot.dot(shown, {
        x: "quarter",
        y: "value",
        dx,
        r: isPeriod ? 4 : 5,
        fill: isPeriod ? card : stroke,
        stroke: isPeriod ? stroke : card,
        strokeWidth: isPeriod ? 1.75 : 1,
        title: (point: QuarterPoint) => `${point.quarter}: ${written(point.value) || tick(point.value)}`,
      }),
    ];
  };
  return Plot.plot({
    ...base,
    width,
    height: isNarrow ? 240 : width < 700 ? 380 : 290,
    marginLeft,
    marginRight: 12,
    marginTop: 20,
    marginBottom: 36,
    x: { type: "point", domain: quarters, padding: 0.4, axis: null },
    y: { domain: [0, most], label: null, tickSize: 0, ticks: 5, tickFormat: tick },
    marks: [
      Plot.axisX({
        label: null,
        tickSize: 0,
        ticks: quarters.filter((_, index) => index % every === 0),
        lineWidth: 5,
        fill: muted,
      }),
      Plot.gridY({ stroke: line, strokeOpacity: 1, ticks: 5 }),
      reference === null ? null : Plot.ruleY([reference], { stroke: blue, strokeWidth: 2 }),
      reference === null
        ? null
        : Plot.text([written(reference)], {
            frameAnchor: "right",
            y: reference,
            dy: -9,
            textAnchor: "end",
            fontWeight: 600,
            fill: ink,
            stroke: card,
            strokeWidth: 4,
          }),
      ...series(period, muted, 4),
      ...series(cohort, blue, -4),
      Plot.text(isNarrow ? [] : cohort, {
        x: "quarter",
        y: "value",
        text: (point: QuarterPoint) => written(point.value),
        dx: 9,
        dy: -9,
        textAnchor: "start",
        fontWeight: 600,
        fill: ink,
        stroke: card,
        strokeWidth: 4,
      }),
    ].filter((mark) => mark !== null),
  });
}

export interface Effect {
  quarter: string;
  cause: string;
  value: number;
}

/** What moved a number, cause by cause: bars up and down from nothing, on one scale. */
export function effectChart(
  effects: Effect[],
  causes: string[],
  quarters: string[],
  width: number,
  tick: (value: number) => string,
): Element {
  const across = width < 2 * narrowWidth ? 2 : causes.length;
  const every = Math.ceil((quarters.length * across * 40) / width);
  const place = (cause: string) => causes.indexOf(cause);
  const most = Math.max(1, ...effects.map((effect) => Math.abs(effect.value))) * 1.15;
  const fx = (effect: { cause: string }) => place(effect.cause) % across;
  const fy = (effect: { cause: string }) => Math.floor(place(effect.cause) / across);
  const heads = causes.map((cause) => ({ cause }));
  return Plot.plot({
    ...base,
    width,
    height: Math.ceil(causes.length / across) * 190 + 60,
    marginLeft: Math.max(48, Math.ceil(textWidth(tick(-most), 12)) + 12),
    marginRight: 8,
    marginTop: 30,
    marginBottom: 36,
    x: { type: "band", domain: quarters, padding: 0.25, axis: null },
    y: { domain: [-most, most], axis: null },
    fx: { padding: 0.08, ...noAxis },
    fy: { padding: 0.25, ...noAxis },
    marks: [
      Plot.axisY({ ticks: 5, tickSize: 0, label: null, tickFormat: tick, fill: muted }),
      Plot.gridY({ stroke: line, strokeOpacity: 1, ticks: 5 }),
      Plot.axisX({
        label: null,
        tickSize: 0,
        ticks: quarters.filter((_, index) => index % every === 0),
        lineWidth: 5,
        fontSize: 10.5,
        fill: muted,
      }),
      Plot.barY(effects, {
        fx,
        fy,
        x: "quarter",
        y: "value",
        fill: (effect: Effect) => (effect.value < 0 ? red : green),
        rx: 2,
        title: (effect: Effect) =>
          `${effect.cause}, ${effect.quarter.replace("\n", " ")}: ${tick(effect.value)}`,
      }),
      Plot.ruleY(heads, { fx, fy, y: 0, stroke: ink }),
      Plot.text(heads, {
        fx,
        fy,
        text: "cause",
        frameAnchor: "top-left",
        dy: -20,
        fontWeight: 600,
        fill: ink,
      }),
    ],
  });
}
