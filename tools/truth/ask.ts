/** A row of a mart. */
export type Row = Record<string, string | number | boolean | null>;

/** Asks the warehouse of a company. */
export type Ask = (sql: string) => Promise<Row[]>;

/** Numbers of marts that were compared with those of a simulation, and a line for each that differs. */
export interface Compared {
  compared: number;
  wrong: string[];
}
