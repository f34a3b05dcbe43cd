import type { Language } from "../language.ts";

export type Cell = string | number | boolean | null;

/**
 * CSV that a spreadsheet of the page's language opens as it stands: RFC 4180 with a byte order mark; in Hungarian with
 * semicolons, decimal commas and its words for true and false. Text that a sheet would run is quoted with an apostrophe.
 */
export function csvOf(names: string[], rows: Cell[][], language: Language): Blob {
  const separator = language === "hu" ? ";" : ",";
  const cellOf = language === "hu" ? hungarian : plain;
  const text = [names, ...rows].map((row) => row.map(cellOf).join(separator)).join("\r\n") + "\r\n";
  return new Blob(["\ufeff", text], { type: "text/csv" });
}

function hungarian(value: Cell): string {
  if (typeof value === "number") return String(value).replace(".", ",");
  if (typeof value === "boolean") return value ? "IGAZ" : "HAMIS";
  return plain(value);
}

function plain(value: Cell): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const safe = /^[=+\-@＝＋－＠\t\r]/.test(value) ? `'${value}` : value;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
