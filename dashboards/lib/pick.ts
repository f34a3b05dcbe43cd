import type { Columns } from "./columns.ts";

/** The rows at some places of a table. */
export const pick = <Row extends object>(columns: Columns<Row>, places: number[]): Columns<Row> =>
  Object.fromEntries(
    Object.entries(columns).map(([name, cells]) => [
      name,
      places.map((place) => (cells as unknown[])[place]),
    ]),
  ) as Columns<Row>;
