/** A value with the ends of its interval. */
export interface Ranged {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** What a comparison of rows allows to say: one of them stands apart, they cannot be told apart, or nothing is known. */
export type Finding<Row> = { kind: "apart"; row: Row } | { kind: "together"; row: Row } | { kind: "none" };

/**
 * The row with the most, or the least, of a value: apart only when there is a next one and its interval lies wholly on the other side.
 * Two that overlap are together, however far their values lie; a value without an interval cannot stand apart.
 */
export function findExtreme<Row>(
  rows: Row[],
  of: (row: Row) => Ranged,
  which: "most" | "least",
): Finding<Row> {
  const sign = which === "most" ? -1 : 1;
  const known = rows
    .filter((row) => of(row).value !== null)
    .sort((one, other) => sign * ((of(one).value ?? 0) - (of(other).value ?? 0)));
  const [first, next] = known;
  if (first === undefined) return { kind: "none" };
  if (next === undefined) return { kind: "together", row: first };
  const [own, its] = [of(first), of(next)];
  const isApart =
    which === "most"
      ? own.low !== null && its.high !== null && own.low > its.high
      : own.high !== null && its.low !== null && own.high < its.low;
  return { kind: isApart ? "apart" : "together", row: first };
}

/** The row that a finding is about. */
export const rowOf = <Row>(finding: Finding<Row>): Row | undefined =>
  finding.kind === "none" ? undefined : finding.row;
