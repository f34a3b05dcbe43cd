import * as Plot from "./plot.ts";
import { base, blue, card, ink, labelMargin, line, muted, names, narrowWidth, noAxis } from "./frame.ts";

export interface RatioRow {
  label: string;
  value: number | null;
  low: number | null;
  high: number | null;
  /** Its interval, or why there is none. */
  basis: string;
  /** What the usual comparison says; null where there is none. */
  naive: number | null;
  /** Whether it stands out; that its interval leaves 1 out when missing. */
  isApart?: boolean;
}

/**
 * Ratios with their intervals on a log scale beside the line of no difference: blue where they stand out from it. Crosses are
 * what the usual comparison says.
 */
export function ratioChart(
  rows: RatioRow[],
  width: number,
  write: (value: number | null) => string,
  { own, naive }: { own: string; naive: string | null },
): Element {
  const isNarrow = width < narrowWidth;
  const marginLeft = labelMargin(
    rows.map((row) => row.label),
    width,
  );
  const columnWidth = isNarrow ? 52 : 104;
  const heads = naive === null ? [own] : [own, naive];
  const marginRight = columnWidth * heads.length + (isNarrow ? 2 : 6);
  const values = rows
    .flatMap((row) => [row.value, row.low, row.high, row.naive])
    .filter((value) => value !== null && value > 0) as number[];
  const clamp = (value: number) => Math.min(16, Math.max(1 / 16, value));
  const least = Math.min(0.45, ...values.map((value) => clamp(value) / 1.15));
  const most = Math.max(2.2, ...values.map((value) => clamp(value) * 1.15));
  const ticks = [0.125, 0.25, 0.5, 1, 2, 4, 8].filter((tick) => tick >= least && tick <= most);
  const isApart = (row: RatioRow) => row.isApart ?? ((row.low ?? 0) > 1 || (row.high ?? 2) < 1);
  const tone = (row: RatioRow) => (isApart(row) ? blue : muted);
  const known = rows.filter((row) => row.value !== null);
  const column = (place: number, text: (row: RatioRow) => string, basis: (row: RatioRow) => string) => {
    const at = {
      frameAnchor: "right",
      dx: marginRight - columnWidth * (heads.length - 1 - place),
      textAnchor: "end",
    } as const;
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
        text,
        fill: place === 0 ? ink : muted,
        fontWeight: place === 0 ? 600 : 400,
      }),
      isNarrow
        ? null
        : Plot.text(rows, { ...at, y: "label", dy: 8, fontSize: 10.5, text: basis, fill: muted }),
    ];
  };
  return Plot.plot({
    ...base,
    width,
    height: rows.length * 42 + 52,
    marginLeft,
    marginRight,
    marginTop: 24,
    marginBottom: 28,
    x: { type: "log", domain: [least, most], insetLeft: 6, insetRight: 8, clamp: true, axis: null },
    y: { domain: rows.map((row) => row.label), padding: 0.3, ...noAxis },
    marks: [
      names(marginLeft),
      Plot.axisX({
        label: null,
        ticks,
        tickSize: 0,
        tickFormat: (value: number) => write(value).replace(/([.,]0)?0?×$/, ""),
        fill: muted,
      }),
      Plot.gridX({ stroke: line, strokeOpacity: 1, ticks }),
      Plot.ruleX([1], { stroke: muted, strokeDasharray: "3,3" }),
      Plot.ruleY(known, {
        y: "label",
        x1: (row: RatioRow) => row.low ?? row.value,
        x2: (row: RatioRow) => row.high ?? row.value,
        stroke: tone,
        strokeWidth: 2.5,
      }),
      Plot.dot(known, {
        y: "label",
        x: "value",
        r: 5.5,
        fill: tone,
        stroke: card,
        title: (row: RatioRow) => `${row.label}: ${write(row.value)} (${row.basis})`,
      }),
      isNarrow
        ? null
        : Plot.text(
            rows.filter((row) => row.value === null && row.naive === null),
            {
              y: "label",
              frameAnchor: "left",
              dx: 8,
              text: "basis",
              textAnchor: "start",
              fontSize: 11,
              fill: muted,
              stroke: card,
              strokeWidth: 3,
            },
          ),
      naive === null
        ? null
        : Plot.dot(
            rows.filter((row) => row.naive !== null),
            { y: "label", x: "naive", symbol: "times", r: 4, stroke: ink, strokeWidth: 1.75 },
          ),
      ...column(
        0,
        (row) => write(row.value),
        (row) => (row.value === null ? "" : row.basis),
      ),
      ...(naive === null
        ? []
        : column(
            1,
            (row) => write(row.naive),
            () => "",
          )),
    ].filter((mark) => mark !== null),
  });
}
