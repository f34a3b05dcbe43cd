type Cells = unknown[];
/** Tables by name, each as columns by name. */
export type Tables = Record<string, Record<string, Cells>>;
/** A column of few distinct values: each once, and where it stands. */
interface Coded {
  values: Cells;
  codes: number[];
}

export type Packed = Record<string, Record<string, Cells | Coded>>;

/** Tables as they travel: a text column that repeats itself is sent as its distinct values and codes. */
export function pack(tables: Tables): Packed {
  return mapColumns(tables, (cells) => {
    const values = [...new Set(cells)];
    if (!cells.some((cell) => typeof cell === "string") || values.length > cells.length / 2) return cells;
    const places = new Map(values.map((value, index) => [value, index]));
    return { values, codes: cells.map((cell) => places.get(cell) ?? 0) };
  });
}

/** What {@link pack} was given. */
export function unpack(packed: Packed): Tables {
  return mapColumns(packed, (column) =>
    Array.isArray(column) ? column : column.codes.map((code) => column.values[code]),
  );
}

function mapColumns<From, To>(
  tables: Record<string, Record<string, From>>,
  change: (column: From) => To,
): Record<string, Record<string, To>> {
  return Object.fromEntries(
    Object.entries(tables).map(([table, columns]) => [
      table,
      Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, change(column)])),
    ]),
  );
}
