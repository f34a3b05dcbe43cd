import { FunnelError } from "./errors.ts";

/** The as-of as a UTC timestamp text. Throws a config error for anything that is not an ISO date or instant. */
export function instantOf(asOf: string): string {
  const instant = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:\d{2})?)?$/.test(asOf)
    ? new Date(/(Z|[+-]\d{2}:\d{2})$/.test(asOf) || asOf.length === 10 ? asOf : `${asOf.replace(" ", "T")}Z`)
    : new Date(NaN);
  if (Number.isNaN(instant.getTime()))
    throw new FunnelError(
      "config",
      "as_of",
      `--as-of ${asOf}: expected an ISO date or instant like 2026-10-31 or 2026-10-31T22:00:00Z`,
    );
  return instant.toISOString().replace("T", " ").replace("Z", "");
}
