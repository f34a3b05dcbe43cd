import type { StreamName } from "../contract/streams.ts";

/** What identifies the records of a file without ids: of the rows that `begin` a record no two may share the column. */
export interface RowIdentity {
  stream: StreamName;
  column: string;
  /** SQL over the stream's columns. */
  begins: string;
  /** What stands for the id, and the column that would do it better, for people. */
  by: string;
  better: string;
}
