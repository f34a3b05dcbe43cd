import type { Effects } from "../contract/effects.ts";
import { queries } from "../warehouse/dialect.ts";
import type { Warehouse } from "../warehouse/open.ts";

/** What a person can settle with one line of reference data or a mapping, or another export: it is published as well as we know. */
const toSettle = [
  "several_accounts",
  "too_many_stages",
  "unmapped_stage",
  "unmatched_stage",
  "unmapped_source",
  "unmapped_role",
  "unmatched_task",
  "presumed_currency",
  "lost_column",
  "lone_time",
  "presumed_zone",
  "deletion_unclear",
];
const mostNamed = 20;

/** Says what a person can settle, each kind of issue with its first rows. */
export async function warnOfIssues(warehouse: Warehouse, effects: Effects): Promise<void> {
  for (const kind of toSettle) {
    const rows = await queries(warehouse)
      .selectFrom("ops.issue")
      .select(["id", "detail"])
      .where("kind", "=", kind)
      .orderBy("id")
      .execute();
    for (const row of rows.slice(0, mostNamed))
      effects.report.warn(`${kind.replaceAll("_", " ")} ${row.id ?? ""}: ${row.detail ?? ""}`);
    if (rows.length > mostNamed)
      effects.report.warn(`${kind.replaceAll("_", " ")}: ${rows.length - mostNamed} more; see ops.issue`);
  }
}

/** An as-of before what a source tells makes its later changes impossible, which a typing error does as well. */
export async function warnOfEarlyEnd(warehouse: Warehouse, effects: Effects): Promise<void> {
  const rows = await queries(warehouse)
    .selectFrom("ops.watermark")
    .select(["source", "as_of", "newest_event_at"])
    .where("kind", "=", "as_of")
    .whereRef("newest_event_at", ">", "as_of")
    .orderBy("source")
    .execute();
  for (const row of rows)
    effects.report.warn(
      `--as-of: ${row.source ?? ""} is taken as known until ${row.as_of ?? ""} (UTC) but tells of ${row.newest_event_at ?? ""}; what happened in between is flagged as impossible and left out of durations`,
    );
}
