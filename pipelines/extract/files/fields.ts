import { createHash } from "node:crypto";

/** The fields of records by their names, keys joined by dots, with the types that were seen, joined by |. */
export type Fields = Record<string, string>;

const deepest = 3;

const typeOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "array" : typeof value;

function note(fields: Map<string, Set<string>>, prefix: string, value: object, depth: number): void {
  for (const [key, each] of Object.entries(value) as [string, unknown][]) {
    const name = prefix === "" ? key : `${prefix}.${key}`;
    const type = typeOf(each);
    if (type === "object" && depth < deepest) note(fields, name, each as object, depth + 1);
    else fields.set(name, (fields.get(name) ?? new Set()).add(type));
  }
}

/** The fields of some records. */
export function fieldsOf(records: readonly object[]): Fields {
  const fields = new Map<string, Set<string>>();
  for (const record of records) note(fields, "", record, 1);
  return sorted(fields);
}

/** The fields of a table by its header. */
export const columnsAsFields = (header: readonly string[]): Fields =>
  sorted(new Map(header.map((name) => [name, new Set(["text"])])));

/** The fields that are in one of two. */
export function joined(one: Fields, other: Fields): Fields {
  const fields = new Map(Object.entries(one).map(([name, types]) => [name, new Set(types.split("|"))]));
  for (const [name, types] of Object.entries(other))
    fields.set(name, new Set([...(fields.get(name) ?? []), ...types.split("|")]));
  return sorted(fields);
}

/** The fields that were there before and are not now. */
export const lostFields = (before: Fields, now: Fields): string[] =>
  Object.keys(before).filter((name) => !(name in now));

export const fingerprintOf = (fields: Fields): string =>
  createHash("sha256").update(JSON.stringify(fields)).digest("hex");

const sorted = (fields: Map<string, Set<string>>): Fields =>
  Object.fromEntries(
    [...fields]
      .map(([name, types]): [string, string] => [name, [...types].sort().join("|")])
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
