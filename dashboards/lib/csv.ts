export type Cell = string | number | boolean | null;

/** RFC 4180 with machine numbers (decimal point) whatever the page's language; text that a sheet would run is quoted with an apostrophe. */
export function csvOf(names: string[], rows: Cell[][]): Blob {
  const text = [names, ...rows].map((row) => row.map(cellOf).join(",")).join("\r\n") + "\r\n";
  return new Blob(["\ufeff", text], { type: "text/csv" });
}

function cellOf(value: Cell): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
