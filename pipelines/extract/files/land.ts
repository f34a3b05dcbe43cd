import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { appear, writeWhole } from "../../contract/durable.ts";
import { manifestPath, type Fetched } from "../../intake/fetched.ts";
import { fingerprintOf } from "./fields.ts";
import type { Part } from "./part.ts";

/** What a manifest says that the pages do not. */
export type Told = Pick<
  Fetched,
  "source" | "kind" | "stream" | "api_version" | "delivery" | "records_at" | "requests" | "day_quota"
> & { finished_at: string; cursor?: unknown };

/** `deals-20261130T020500Z.pages.ndjson.gz`: of which stream, and when its fetch began. */
export const fileName = (stream: string, startedAt: string, format: "ndjson" | "csv"): string =>
  `${stream}-${startedAt.replace(/\.\d+/, "").replace(/[-:]/g, "")}.pages.${format}.gz`;

/**
 * Makes one file of all pages of a stream, with its manifest: first the manifest, then, in one step, the file that it tells of. Nobody
 * changes either afterwards. Returns the path of the file.
 */
export function land(part: Part, folder: string, format: "ndjson" | "csv", told: Told): string {
  const { startedAt, since } = part.begun;
  const path = join(folder, fileName(told.stream, startedAt, format));
  if (existsSync(path)) return path;
  const whole = join(part.folder, "whole.tmp");
  const { bytes, sha256 } = write(whole, part, Math.floor(Date.parse(startedAt) / 1000));
  const { pages, records, recordsPerPage, calls, units, fields, total } = part.progress;
  const { finished_at, cursor, ...known } = told;
  const manifest: Fetched = {
    ...known,
    started_at: startedAt,
    finished_at,
    complete_to: startedAt,
    since,
    calls,
    units,
    pages,
    records,
    records_per_page: recordsPerPage,
    vendor_count: total,
    fields,
    fingerprint: fingerprintOf(fields),
    bytes,
    sha256,
    ...(cursor === undefined ? {} : { cursor }),
    complete: true,
  };
  writeWhole(manifestPath(path), `${JSON.stringify(manifest, null, 2)}\n`, "fetched");
  appear(whole, path, "extract");
  return path;
}

/** Puts the pages one behind the other. An archive's own time is when its fetch began, so that no two nights have the same bytes. */
function write(path: string, part: Part, seconds: number): { bytes: number; sha256: string } {
  rmSync(path, { force: true });
  const hash = createHash("sha256");
  const handle = openSync(path, "w");
  let bytes = 0;
  try {
    for (const packed of part.packed()) {
      if (bytes === 0) packed.writeUInt32LE(seconds, 4);
      hash.update(packed);
      writeSync(handle, packed);
      bytes += packed.length;
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return { bytes, sha256: hash.digest("hex") };
}
