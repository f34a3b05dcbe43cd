import * as Plot from "./plot.ts";
import type { Format } from "../lib/format.ts";
import { textWidth } from "../lib/text-width.ts";
import { base, blue, card, ink, labelMargin, muted, names, narrowWidth, noAxis, red, soft } from "./frame.ts";

export interface ShareRow {
  label: string;
  /** One share per head, together 1; null where they cannot be told. */
  shares: (number | null)[];
  /** What stands instead of the bar where there is none. */
  instead: string;
}

/** The looks of the parts, in order: what is wanted, what is between, what is not wanted. */
const fills = [blue, soft, red];

/** What became of a whole: bars of parts that add up to it, with each share beside; on a phone the first one. */
export function shareChart(rows: ShareRow[], heads: string[], width: number, format: Format): Element {
  const isNarrow = width < narrowWidth;
  const marginLeft = labelMargin(
    rows.map((row) => row.label),
    width,
  );
  const columnWidth = isNarrow ? 44 : 84;
  const columns = isNarrow ? heads.slice(0, 1) : heads;
  const marginRight = columnWidth * columns.length + 4;
  const rowHeight = rows.some((row) => row.label.includes("\n")) ? (isNarrow ? 62 : 44) : 36;
  const parts = rows.flatMap((row) => {
    let from = 0;
    return row.shares.flatMap((share, place) => {
      if (share === null) return [];
      const part = { label: row.label, place, share, from, to: from + share };
      from += share;
      return [part];
    });
  });
  type Part = (typeof parts)[number];
  let at = 0;
  const legend = heads.map((head, place) => {
    const entry = { head, place, dx: at };
    at += textWidth(head, 11) + 26;
    return entry;
  });
  // The key begins below the names of rows where it would run into the heads of the columns, which go where that is not enough.
  const left = isNarrow || at > width - marginLeft - columnWidth * columns.length ? -marginLeft + 8 : 0;
  const hasHeads = !isNarrow && marginLeft + left + at <= width - columnWidth * columns.length;
  return Plot.plot({
    ...base,
    width,
    height: rows.length * rowHeight + 48,
    marginLeft,
    marginRight,
    marginTop: 36,
    marginBottom: 12,
    x: { domain: [0, 1], insetRight: 8, axis: null },
    y: { domain: rows.map((row) => row.label), padding: 0.35, ...noAxis },
    marks: [
      names(marginLeft),
      Plot.barX(parts, {
        y: "label",
        x1: "from",
        x2: "to",
        fill: (part: Part) => fills[part.place] ?? soft,
        stroke: card,
        strokeWidth: 1,
        rx: 2,
        title: (part: Part) => `${part.label}: ${heads[part.place] ?? ""} ${format.share(part.share)}`,
      }),
      Plot.text(
        rows.filter((row) => row.shares.every((share) => share === null)),
        { y: "label", frameAnchor: "left", text: "instead", textAnchor: "start", fill: muted },
      ),
      ...legend.flatMap(({ head, place, dx }) => [
        Plot.dot([head], {
          frameAnchor: "top-left",
          dx: left + dx + 4,
          dy: -24,
          symbol: "square",
          r: 4.5,
          fill: fills[place] ?? soft,
        }),
        Plot.text([head], {
          frameAnchor: "top-left",
          dx: left + dx + 13,
          dy: -30,
          textAnchor: "start",
          fontSize: 11,
          fill: ink,
        }),
      ]),
      ...columns.flatMap((head, place) => {
        const column = {
          frameAnchor: "right",
          dx: marginRight - columnWidth * (columns.length - 1 - place),
          textAnchor: "end",
        } as const;
        return [
          !hasHeads
            ? null
            : Plot.text([head], {
                ...column,
                frameAnchor: "top-right",
                dy: -30,
                fontSize: 11,
                fill: muted,
              }),
          Plot.text(rows, {
            ...column,
            y: "label",
            text: (row: ShareRow) => format.share(row.shares[place] ?? null, isNarrow ? 0 : 1),
            fill: place === 0 ? ink : muted,
            fontWeight: place === 0 ? 600 : 400,
          }),
        ];
      }),
    ].filter((mark) => mark !== null),
  });
}
