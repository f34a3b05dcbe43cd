type Cells = unknown[];
/** Tables by name, each as columns by name. */
export type Tables = Record<string, Record<string, Cells>>;
/** A column of few distinct values: each once, and where it stands. */
interface Coded {
  values: Cells;
  codes: number[];
}
/** A column of whole numbers: what divides them all, and how often it is in each, or in the step from the one before. */
type Multiples = { of: number; times: (number | null)[] } | { of: number; steps: number[] };

export type Packed = Record<string, Record<string, Cells | Coded | Multiples>>;

/**
 * Tables as they travel: a text column that repeats itself is sent as its distinct values and codes, one of whole numbers by what
 * divides them all, and by its steps where they are shorter.
 */
export function pack(tables: Tables): Packed {
  return mapColumns(tables, (cells): Cells | Coded | Multiples => {
    if (isWhole(cells)) return packNumbers(cells);
    const values = [...new Set(cells)];
    if (!cells.some((cell) => typeof cell === "string") || values.length > cells.length / 2) return cells;
    const places = new Map(values.map((value, index) => [value, index]));
    return { values, codes: cells.map((cell) => places.get(cell) ?? 0) };
  });
}

/** What {@link pack} was given. */
export function unpack(packed: Packed): Tables {
  return mapColumns(packed, (column) => {
    if (Array.isArray(column)) return column;
    if ("codes" in column) return column.codes.map((code) => column.values[code]);
    if ("times" in column) return column.times.map((times) => (times === null ? null : times * column.of));
    let sum = 0;
    return column.steps.map((step) => (sum += step) * column.of);
  });
}

/** Whether cells are whole numbers or null, and exact as such. */
const isWhole = (cells: Cells): cells is (number | null)[] =>
  cells.every((cell) => cell === null || Number.isSafeInteger(cell));

function packNumbers(cells: (number | null)[]): Cells | Multiples {
  const of = Math.max(1, divisorOf(cells));
  const times = cells.map((cell) => (cell === null ? null : cell / of));
  const steps = times.map((own, place) => (own ?? 0) - (times[place - 1] ?? 0));
  const isShorter = JSON.stringify(steps).length < 0.9 * JSON.stringify(times).length;
  if (isShorter && !cells.includes(null) && isWhole(steps)) return { of, steps };
  return of > 1 ? { of, times } : cells;
}

/** The largest number that divides all cells; 0 where all are 0 or null. */
function divisorOf(cells: (number | null)[]): number {
  let divisor = 0;
  for (const cell of cells) {
    let rest = Math.abs(cell ?? 0);
    while (rest > 0) [divisor, rest] = [rest, divisor % rest];
    if (divisor === 1) return 1;
  }
  return divisor;
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
