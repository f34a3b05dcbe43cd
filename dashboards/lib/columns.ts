/** What the pages get: one array per column, all of one length. */
export type Columns<Row> = { [Name in keyof Row]: Row[Name][] };

/** Columns as rows. */
export const rowsOf = <Row extends object>(columns: Columns<Row>): Row[] => rowsWhere(columns, () => true);

/** The rows for which a test holds: of a large table no others are made. */
export function rowsWhere<Row extends object>(columns: Columns<Row>, isWanted: (row: Row) => boolean): Row[] {
  const names = Object.keys(columns) as (keyof Row & string)[];
  const length = names[0] === undefined ? 0 : columns[names[0]].length;
  let at = 0;
  const row = Object.defineProperties(
    {},
    Object.fromEntries(names.map((name) => [name, { enumerable: true, get: () => columns[name][at] }])),
  ) as Row;
  const rows: Row[] = [];
  for (at = 0; at < length; at++) {
    if (!isWanted(row)) continue;
    const own = {} as Row;
    for (const name of names) own[name] = columns[name][at] as Row[typeof name];
    rows.push(own);
  }
  return rows;
}

/** The columns of the rows for which a test holds. */
export function columnsWhere<Row extends object>(
  columns: Columns<Row>,
  isWanted: (row: Row) => boolean,
): Columns<Row> {
  const rows = rowsWhere(columns, isWanted);
  const names = Object.keys(columns) as (keyof Row)[];
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])) as Columns<Row>;
}
