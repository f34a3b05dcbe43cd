/** A wall-clock time as `YYYY-MM-DD HH:MM:SS` with how finely the source wrote it. */
export interface Instant {
  value: string;
  precision: "second" | "minute" | "day";
}

export type DateOrder = "ymd" | "mdy" | "dmy";

const pad = (value: number) => String(value).padStart(2, "0");

/** Reads a date or time in the declared order of its parts; undefined when it is none. Never guesses between day and month. */
export function parseInstant(text: string, order: DateOrder): Instant | undefined {
  const match =
    /^(\d{1,4})[-/. ]+(\d{1,2})[-/. ]+(\d{1,4})\.?(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp][Mm])?)?(Z|\+00:00)?$/.exec(
      text.trim(),
    );
  if (match === null) return undefined;
  const parts = [match[1], match[2], match[3]].map(Number) as [number, number, number];
  const isYearFirst = (match[1] ?? "").length === 4;
  if (!isYearFirst && ((match[3] ?? "").length !== 4 || order === "ymd")) return undefined;
  const [year, month, day] = isYearFirst
    ? parts
    : order === "mdy"
      ? [parts[2], parts[0], parts[1]]
      : [parts[2], parts[1], parts[0]];
  let hour = Number(match[4] ?? 0);
  const half = match[7]?.toLowerCase();
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  if (half === "pm" && hour < 12) hour += 12;
  if (half === "am" && hour === 12) hour = 0;
  const [minute, second] = [Number(match[5] ?? 0), Number(match[6] ?? 0)];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || year > 2200 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return {
    value: `${year}-${pad(month)}-${pad(day)} ${pad(hour)}:${pad(minute)}:${pad(second)}`,
    precision: match[4] === undefined ? "day" : match[6] === undefined ? "minute" : "second",
  };
}
