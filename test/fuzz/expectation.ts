/** A table to be delivered; the first row is the header, the first cell of every other row its id. */
export type Table = string[][];
export type Draw = (below: number) => number;

/**
 * What must come of a mutated file: `same` all rows load; `set_aside` the rows of these ids do not, all others do (or the file is refused);
 * `refused` nothing loads; `same_or_refused` nothing between; `accounted` every row that loads is one of ours or the changed one, and the
 * books balance.
 */
export interface Expectation {
  kind: "same" | "set_aside" | "refused" | "same_or_refused" | "accounted";
  ids?: string[];
}

export const same: Expectation = { kind: "same" };
export const refused: Expectation = { kind: "refused" };
export const accounted: Expectation = { kind: "accounted" };
