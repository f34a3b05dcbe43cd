import { sql } from "kysely";
import { join } from "node:path";
import type { Home } from "../contract/home.ts";
import { FunnelError } from "../contract/errors.ts";
import { queries } from "../warehouse/dialect.ts";
import { readRuns, type Run } from "../operations/runs.ts";
import { openWarehouse } from "../warehouse/open.ts";
import {
  currentRelease,
  publishedRun,
  readManifest,
  wholeReleases,
  type Manifest,
} from "../release/manifest.ts";
import { readRefused, type RefusedFile } from "../release/refused.ts";

/** Runs that the status shows. */
const shownRuns = 7;

/** What is published: counts of the operations tables and the freshness of each source. */
export interface Status extends Manifest {
  /** Whole hours since the release was finished. */
  ageHours: number;
  filesByStatus: Record<string, number>;
  quarantined: number;
  /** Columns of the delivered files that are not read. */
  unreadColumns: number;
  issuesByKind: Record<string, number>;
  /** The last runs, newest first. */
  runs: Run[];
  /** Runs that have failed or were killed since one published: the numbers are those of then. */
  failedSince: number;
  /** Releases that are newer than this one, oldest first: after a rollback. */
  newer: string[];
  /** The files that the last refresh refused. */
  refused: RefusedFile[];
  sources: {
    source: string;
    watermark_at: string | null;
    watermark_kind: string;
    newest_event_at: string | null;
    age_days: number | null;
  }[];
}

/** Reads the status of the published release. Throws a config error when nothing is published, with the reason why the last run did not. */
export async function readStatus(home: Home, now: Date): Promise<Status> {
  const all = readRuns(home);
  const last = all.at(-1);
  if (publishedRun(home) === undefined && wholeReleases(home).length === 0 && last?.outcome === "failed")
    throw new FunnelError(
      "config",
      "no_release",
      `${home.root}: nothing is published here yet; the last run, ${utc(last.startedAt)}, failed: ${last.message ?? ""} [${last.code ?? ""}]`,
    );
  const release = currentRelease(home);
  const manifest = readManifest(release);
  const warehouse = await openWarehouse(join(release, "warehouse.duckdb"), { readOnly: true, threads: 1 });
  try {
    const ask = queries(warehouse);
    const files = await ask
      .selectFrom("ops.file")
      .select(({ fn }) => [
        "status as name",
        fn.countAll<string>().as("rows"),
        fn.sum<string>("quarantined").as("quarantined"),
        sql<string>`sum(len(unread_columns))`.as("unread"),
      ])
      .groupBy("status")
      .orderBy("status")
      .execute();
    const issues = await ask
      .selectFrom("ops.issue")
      .select(({ fn }) => ["kind as name", fn.countAll<string>().as("rows")])
      .groupBy("kind")
      .orderBy("kind")
      .execute();
    const counts = (rows: { name: string | null; rows: string }[]) =>
      Object.fromEntries(rows.map((row) => [row.name ?? "", Number(row.rows)]));
    const sources = await ask
      .selectFrom("marts.freshness")
      .select(["source", "watermark_at", "watermark_kind", "newest_event_at", "age_days"])
      .orderBy("source")
      .execute();
    return {
      ...manifest,
      runs: all.slice(-shownRuns).reverse(),
      failedSince: all
        .slice(all.findLastIndex(({ outcome }) => outcome === "published") + 1)
        .filter((run) => run.outcome === "failed" || run !== last).length,
      newer: wholeReleases(home).filter((run) => run > manifest.run),
      refused: readRefused(home),
      ageHours: Math.floor((now.getTime() - Date.parse(manifest.finishedAt)) / 3_600_000),
      filesByStatus: counts(files),
      quarantined: files.reduce((sum, row) => sum + Number(row.quarantined), 0),
      unreadColumns: files.reduce((sum, row) => sum + Number(row.unread), 0),
      issuesByKind: counts(issues),
      sources: sources.map((row) => ({
        source: row.source ?? "",
        watermark_at: row.watermark_at,
        watermark_kind: row.watermark_kind ?? "",
        newest_event_at: row.newest_event_at,
        age_days: row.age_days === null ? null : Number(row.age_days),
      })),
    };
  } finally {
    warehouse.close();
  }
}

/** An instant, as the manifest or the warehouse has it, to the second and with its zone. */
function utc(instant: string): string {
  return `${instant.replace("T", " ").replace(/(\.\d+)?Z?$/, "")} UTC`;
}

/** A run in a line, and in another why it failed; nights that fail for one reason say it once. */
function describeRun(
  { startedAt, finishedAt, outcome, code, message }: Run,
  place: number,
  runs: Run[],
): string[] {
  const seconds =
    finishedAt === undefined
      ? ""
      : ` after ${Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000)} s`;
  const isSaid = message === undefined || message === runs[place - 1]?.message;
  return [
    `  ${utc(startedAt)}: ${outcome}${code === undefined ? "" : ` (${code})`}${seconds}`,
    ...(isSaid ? [] : [`    ${message}`]),
  ];
}

/** The status as lines for people. */
export function describeStatus(status: Status): string {
  const counts = (record: Record<string, number>) =>
    Object.entries(record)
      .map(([name, rows]) => `${rows} ${name}`)
      .join(", ") || "none";
  return [
    `release      ${status.run}${status.isSample ? " (synthetic sample)" : ""}`,
    `finished     ${utc(status.finishedAt)} (${status.ageHours} h ago)`,
    ...(status.failedSince === 0
      ? []
      : [
          `not renewed  since then: ${status.failedSince === 1 ? "the last run" : `the last ${status.failedSince} runs`} failed, see below`,
        ]),
    ...status.newer
      .slice(-1)
      .map(
        (run) =>
          `rolled back  ${run}${status.newer.length > 1 ? ` and ${status.newer.length - 1} more` : ""} is newer and not published; npm run rollback -- --to ${run} publishes it, the next refresh removes it`,
      ),
    `as of        ${status.asOf === null ? "what each source declares, else its newest event" : utc(status.asOf)}`,
    `content hash ${status.contentHash}`,
    `files        ${counts(status.filesByStatus)}`,
    `quarantined  ${status.quarantined} records`,
    `not read     ${status.unreadColumns} columns (unread_columns of ops.file names them)`,
    `issues       ${counts(status.issuesByKind)}`,
    ...status.refused.map(
      ({ name }) => `refused      ${name} by the last refresh; npm run quarantine tells why`,
    ),
    "runs",
    ...status.runs.flatMap(describeRun),
    "sources",
    ...status.sources.map(
      ({ source, watermark_at, watermark_kind, age_days }) =>
        `  ${source}: known until ${watermark_at === null ? "unknown" : utc(watermark_at)} (${watermark_kind}), ${age_days ?? "?"} days behind the freshest`,
    ),
  ].join("\n");
}
