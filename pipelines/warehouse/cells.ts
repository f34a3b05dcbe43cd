import type { Json } from "@duckdb/node-api";

/** Formats that are text, and those that are a file of their own. */
export const textFormats = ["table", "csv", "json"] as const;
export const fileFormats = ["parquet", "xlsx"] as const;
export type TextFormat = (typeof textFormats)[number];
export type Format = TextFormat | (typeof fileFormats)[number];

/** A result column as the printer needs it. */
export interface Column {
  name: string;
  /** DuckDB's type as text. */
  type: string;
}

const integer = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;

/**
 * A value for JSON: integers as numbers while a double holds them exactly, else as strings, like decimals.
 * The engine's other values (dates and instants as ISO-like text, lists, structs) stay as they are.
 */
export function jsonCell(value: Json, column: Column): Json {
  if (typeof value !== "string" || !integer.test(column.type)) return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A value for people: empty for null, JSON for nested values. */
export function textCell(value: Json): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A CSV cell (RFC 4180). Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers stay numbers. */
export function csvCell(value: Json, column: Column): string {
  const isNumber = integer.test(column.type) || /^(DECIMAL|DOUBLE|FLOAT)/.test(column.type);
  const content = textCell(value);
  const safe = !isNumber && /^[=+\-@＝＋－＠\t\r]/.test(content) ? `'${content}` : content;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
