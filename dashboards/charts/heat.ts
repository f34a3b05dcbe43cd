import * as Plot from "./plot.ts";
import type { Format } from "../lib/format.ts";
import { base, blue, ink, labelMargin, muted, names, narrowWidth, noAxis } from "./frame.ts";

export interface HeatCell {
  row: string;
  column: number;
  rate: number;
  /** Not all of the row are old enough: drawn in a dashed frame. */
  isImmature: boolean;
}

/** How full the colour of a cell is, by its part of the largest: never so full that its number could not be read on it. */
export const shadeOf = (part: number): number => 0.05 + 0.45 * Math.sqrt(part);

/** Shares as a table of shades; what still changes is framed, not filled with certainty. */
export function heatChart(
  rows: string[],
  columns: number[],
  cells: HeatCell[],
  width: number,
  format: Format,
  axis: string,
): Element {
  const isNarrow = width < narrowWidth;
  const marginLeft = labelMargin(rows, width);
  const most = Math.max(0.001, ...cells.map((cell) => cell.rate));
  const shade = (cell: HeatCell) => shadeOf(cell.rate / most);
  const place = { x: "column", y: "row" } as const;
  return Plot.plot({
    ...base,
    width,
    height: rows.length * 24 + 46,
    marginLeft,
    marginRight: 4,
    marginTop: 40,
    marginBottom: 6,
    x: { type: "band", domain: columns, padding: 0.05, ...noAxis },
    y: { domain: rows, padding: 0.09, ...noAxis },
    marks: [
      names(marginLeft),
      Plot.axisX({ anchor: "top", tickSize: 0, label: null, fill: ink }),
      Plot.text([axis], { frameAnchor: "top-left", dy: -34, fontSize: 11, fill: muted }),
      Plot.cell(cells, {
        ...place,
        fill: blue,
        fillOpacity: shade,
        rx: 3,
        title: (cell: HeatCell) => `${cell.row}, ${cell.column}: ${format.share(cell.rate)}`,
      }),
      Plot.cell(
        cells.filter((cell) => cell.isImmature),
        {
          ...place,
          inset: 0.75,
          stroke: ink,
          strokeOpacity: 0.75,
          strokeDasharray: "3,3",
          rx: 3,
        },
      ),
      Plot.text(cells, {
        ...place,
        text: (cell: HeatCell) => format.share(cell.rate, isNarrow ? 0 : 1),
        fontSize: isNarrow ? 10.5 : 11.5,
        fill: ink,
      }),
    ],
  });
}
