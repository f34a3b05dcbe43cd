import type { Cell } from "../lib/csv.ts";

/** Where the engine and the data lie, as addresses, and how many bytes the two large ones have. */
export interface EngineFiles {
  worker: string;
  wasm: string;
  wasmBytes: number;
  data: string;
  dataBytes: number;
}

/** What a query gives: the rows that are kept, and how many there are. */
export interface Answer {
  columns: string[];
  rows: Cell[][];
  count: number;
}

/** Rows of an answer that are kept, which bounds the memory of the page. */
export const rowsKept = 100_000;

/** Begins the message that a column is of a type whose values do not come over from the engine's worker. */
export const lostType = "Unsupported type";
