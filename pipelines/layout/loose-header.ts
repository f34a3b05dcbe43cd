import { cell, type Value } from "./layout.ts";

/** A header name without case, accents and punctuation. */
const looseName = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Finds cells by what people call them; the patterns see loose names as a whole. */
export function looseReader(header: string[]) {
  const names = header.map(looseName);
  const all = (pattern: RegExp): Value[] => {
    const whole = new RegExp(`^(?:${pattern.source})$`, "u");
    return names.flatMap((name, at) => (whole.test(name) ? [cell(at, header[at] ?? "")] : []));
  };
  return {
    all,
    /** The first filled cell of those that match: a question that was renamed has several columns. */
    find(pattern: RegExp): Value | undefined {
      const cells = all(pattern);
      const [first] = cells;
      if (first === undefined || cells.length === 1) return first;
      return { ...first, sql: `coalesce(${cells.map(({ sql }) => `nullif(trim(${sql}), '')`).join(", ")})` };
    },
    /** The values of a row: canonical column → pattern; columns that the file lacks are left out. */
    pick(patterns: Record<string, RegExp>): Record<string, Value> {
      return Object.fromEntries(
        Object.entries(patterns).flatMap(([canonical, pattern]) => {
          const value = this.find(pattern);
          return value === undefined ? [] : [[canonical, value]];
        }),
      );
    },
  };
}

/** A flag against somebody's contact: anything but an empty cell or a no is one. */
export const optOut = (value: Value): Value => ({
  ...value,
  sql: `case when trim(${value.sql}) <> '' then case when lower(trim(${value.sql})) in ('no', 'false', '0', 'n', 'nem', 'nein', 'non', 'hamis', 'allowed', 'ok') then 'false' else 'true' end end`,
});
