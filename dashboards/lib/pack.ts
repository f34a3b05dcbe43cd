import { nineDigits } from "./digits.ts";

type Cells = unknown[];
/** Tables by name, each as columns by name. */
export type Tables = Record<string, Record<string, Cells>>;
/** A column of few distinct values: each once, and where it stands. */
interface Coded {
  values: Cells;
  codes: number[];
}
/**
 * A column of numbers as whole ones: `of` divides them all, `per` is what a part of one is, where they are decimals; then how often that is in
 * each, or in the step from the one before. `beside`: the few cells that are no such number, by their place.
 */
type Multiples = { of: number; per?: number; beside?: [number, unknown][] } & (
  { times: (number | null)[] } | { steps: number[] }
);

export type Packed = Record<string, Record<string, Cells | Coded | Multiples>>;

/**
 * Tables as they travel: a column of text, or of numbers with many digits, that repeats itself is sent as its distinct values and codes, one of other numbers by what divides them all, and
 * by its steps where they are shorter. What was computed travels with nine digits.
 */
export function pack(tables: Tables): Packed {
  return mapColumns(tables, (cells): Cells | Coded | Multiples => {
    if (!cells.every((cell) => cell === null || typeof cell === "number"))
      return cells.some((cell) => typeof cell === "string") ? packRepeated(cells, 2) : cells;
    const numbers = cells.map((cell) => (cell === null ? null : nineDigits(cell)));
    const sent = packNumbers(numbers);
    const isWhole = numbers.every((number) => number === null || Number.isInteger(number));
    return sent === numbers && !isWhole ? packRepeated(numbers, 8) : sent;
  });
}

/** The distinct values and codes where each stands for so many cells. */
function packRepeated(cells: Cells, times: number): Cells | Coded {
  const values = [...new Set(cells)];
  if (values.length > cells.length / times) return cells;
  const places = new Map(values.map((value, index) => [value, index]));
  return { values, codes: cells.map((cell) => places.get(cell) ?? 0) };
}

/** What {@link pack} was given. */
export function unpack(packed: Packed): Tables {
  return mapColumns(packed, (column) => {
    if (Array.isArray(column)) return column;
    if ("codes" in column) return column.codes.map((code) => column.values[code]);
    const { of, per = 1, beside = [] } = column;
    let sum = 0;
    const cells: Cells =
      "times" in column
        ? column.times.map((times) => (times === null ? null : (times * of) / per))
        : column.steps.map((step) => ((sum += step) * of) / per);
    for (const [place, cell] of beside) cells[place] = cell;
    return cells;
  });
}

function packNumbers(cells: (number | null)[]): Cells | Multiples {
  const per = decimalsOf(cells);
  if (per === null) return cells;
  const isOdd = (cell: number | null) => cell !== null && !isDecimal(cell, per);
  const whole = cells.map((cell) => (cell === null || isOdd(cell) ? null : Math.round(cell * per)));
  const of = Math.max(1, divisorOf(whole));
  const times = whole.map((number) => (number === null ? null : number / of));
  let last = 0;
  const steps = times.map((number) => {
    const step = (number ?? last) - last;
    last = number ?? last;
    return step;
  });
  const sent = { of, ...(per === 1 ? {} : { per }) };
  const apart = (isApart: (cell: number | null) => boolean) => {
    const beside = cells.flatMap((cell, place): [number, unknown][] =>
      isApart(cell) ? [[place, cell]] : [],
    );
    return beside.length === 0 ? {} : { beside };
  };
  const asTimes: Multiples = { ...sent, times, ...apart(isOdd) };
  const asSteps: Multiples = { ...sent, steps, ...apart((cell) => cell === null || isOdd(cell)) };
  if (steps.every(Number.isSafeInteger) && lengthOf(asSteps) < 0.9 * lengthOf(asTimes)) return asSteps;
  return of > 1 || lengthOf(asTimes) < 0.8 * lengthOf(cells) ? asTimes : cells;
}

const lengthOf = (sent: Multiples | Cells) => JSON.stringify(sent).length;

/** Whether a number is so many parts of one, to its last digit. */
const isDecimal = (value: number, per: number): boolean => {
  const parts = Math.round(value * per);
  return Number.isSafeInteger(parts) && parts / per === value;
};

/** The parts of one that nearly all numbers are made of: 1 where they are whole; null where they are no decimals of at most six places. */
function decimalsOf(cells: (number | null)[]): number | null {
  const numbers = cells.filter((cell) => cell !== null);
  const most = numbers.length / 20;
  for (let per = 1; per <= 1e6; per *= 10)
    if (numbers.filter((value) => !isDecimal(value, per)).length <= (per === 1 ? 0 : most)) return per;
  return null;
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
