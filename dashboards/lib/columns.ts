/** What the pages get: one array per column, all of one length. */
export type Columns<Row> = { [Name in keyof Row]: Row[Name][] };

/** Columns as rows, for the small tables. */
export function rowsOf<Row extends object>(columns: Columns<Row>): Row[] {
  const names = Object.keys(columns) as (keyof Row & string)[];
  const length = names[0] === undefined ? 0 : columns[names[0]].length;
  return Array.from(
    { length },
    (_, index) => Object.fromEntries(names.map((name) => [name, columns[name][index]])) as Row,
  );
}
