import { join } from "node:path";
import type { Home } from "../home.ts";
import { openWarehouse } from "../warehouse/open.ts";
import { currentRelease, readManifest, type Manifest } from "./manifest.ts";

/** What is published: counts of the operations tables and the freshness of each source. */
export interface Status extends Manifest {
  /** Whole hours since the release was finished. */
  ageHours: number;
  filesByStatus: Record<string, number>;
  quarantined: number;
  issuesByKind: Record<string, number>;
  sources: {
    source: string;
    watermark_at: string | null;
    watermark_kind: string;
    newest_event_at: string | null;
    age_days: number | null;
  }[];
}

/** Reads the status of the published release. Throws a config error when nothing is published. */
export async function readStatus(home: Home, now: Date): Promise<Status> {
  const release = currentRelease(home);
  const manifest = readManifest(release);
  const warehouse = await openWarehouse(join(release, "warehouse.duckdb"), { readOnly: true, threads: 1 });
  try {
    const count = async (sql: string) =>
      Object.fromEntries(
        (await warehouse.rows<{ name: string; rows: string }>(sql)).map(({ name, rows }) => [
          name,
          Number(rows),
        ]),
      );
    const sources = await warehouse.rows<Record<string, string | null>>(
      "select source, watermark_at, watermark_kind, newest_event_at, age_days from marts.freshness order by source",
    );
    return {
      ...manifest,
      ageHours: Math.floor((now.getTime() - Date.parse(manifest.finishedAt)) / 3_600_000),
      filesByStatus: await count(
        "select status as name, count(*) as rows from ops.file group by status order by status",
      ),
      quarantined:
        (await count("select 'all' as name, coalesce(sum(quarantined), 0) as rows from ops.file"))["all"] ??
        0,
      issuesByKind: await count(
        "select kind as name, count(*) as rows from ops.issue group by kind order by kind",
      ),
      sources: sources.map((row) => ({
        source: row["source"] ?? "",
        watermark_at: row["watermark_at"] ?? null,
        watermark_kind: row["watermark_kind"] ?? "",
        newest_event_at: row["newest_event_at"] ?? null,
        age_days: row["age_days"] == null ? null : Number(row["age_days"]),
      })),
    };
  } finally {
    warehouse.close();
  }
}

/** The status as lines for people. */
export function describeStatus(status: Status): string {
  const counts = (record: Record<string, number>) =>
    Object.entries(record)
      .map(([name, rows]) => `${rows} ${name}`)
      .join(", ") || "none";
  return [
    `release      ${status.run}${status.isSample ? " (synthetic sample)" : ""}`,
    `finished     ${status.finishedAt} (${status.ageHours} h ago)`,
    `as of        ${status.asOf ?? "what each source declares, else its newest event"}`,
    `content hash ${status.contentHash}`,
    `files        ${counts(status.filesByStatus)}`,
    `quarantined  ${status.quarantined} records`,
    `issues       ${counts(status.issuesByKind)}`,
    "sources",
    ...status.sources.map(
      ({ source, watermark_at, watermark_kind, age_days }) =>
        `  ${source}: known until ${watermark_at ?? "unknown"} (${watermark_kind}), ${age_days ?? "?"} days behind the freshest`,
    ),
  ].join("\n");
}
