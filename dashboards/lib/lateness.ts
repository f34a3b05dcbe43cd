import type { LimitRow } from "./built-files.ts";

/** How late a source is by its own limits; null while it is in time, or has none. */
export interface Lateness {
  hours: number;
  /** The limit that is past. */
  limit: number;
  isError: boolean;
}

const hour = 3_600_000;

/** How late a source that is known until an instant (UTC, as the marts write it) is at another, in milliseconds since 1970. */
export function latenessOf(
  knownUntil: string | null,
  limits: Omit<LimitRow, "source"> | undefined,
  now: number,
): Lateness | null {
  if (knownUntil === null || limits === undefined) return null;
  const hours = Math.floor((now - Date.parse(`${knownUntil.replace(" ", "T").slice(0, 19)}Z`)) / hour);
  const { warn_after_hours: warn, error_after_hours: error } = limits;
  if (error !== null && hours >= error) return { hours, limit: error, isError: true };
  return warn !== null && hours >= warn ? { hours, limit: warn, isError: false } : null;
}
