import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { homeAt, type Home } from "../../pipelines/contract/home.ts";
import { publish } from "../../pipelines/release/publish.ts";
import { seal, signOff } from "../../pipelines/release/seal.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { scratchFolder } from "../scratch.ts";

/** An empty home. */
export const temporaryHome = (): Home => homeAt(scratchFolder());

/** A sealed release with one small table and a site of one page, not published yet. */
export async function sealedRelease(home: Home, run: string, value = 1, fileId = ""): Promise<string> {
  const release = join(home.releases, run);
  mkdirSync(join(release, "site", "data"), { recursive: true });
  writeFileSync(join(release, "site", "index.html"), `<!DOCTYPE html><p>${value}</p>\n`);
  writeFileSync(join(release, "site", "data", "deals.json"), JSON.stringify({ value }));
  const warehouse = await openWarehouse(join(release, "warehouse.duckdb"), { threads: 1 });
  await warehouse.run("create schema marts; create schema ops");
  await warehouse.run(`create table marts.answer as select ${value} as answer, 'Kovács Béla' as name`);
  await warehouse.run(
    `create table ops.file as select '${fileId}' as file_id, 'deals.csv' as name, 'loaded' as status, 0::bigint as quarantined, ['Notes'] as unread_columns`,
  );
  await warehouse.run("create table ops.issue as select 'unmapped_stage' as kind from range(3)");
  await warehouse.run(
    `create table marts.freshness as select 'crm' as source, timestamp '2026-01-01 12:00:00' as watermark_at,
       'declared' as watermark_kind, null::timestamp as newest_event_at, 2::bigint as age_days`,
  );
  warehouse.close();
  const contentHash = await seal(join(release, "warehouse.duckdb"));
  signOff(release, {
    run,
    asOf: null,
    version: "0.0.0",
    contentHash,
    isSample: true,
    records: {},
    exports: {},
    accepted: [],
    acceptedFiles: [],
    finishedAt: "2026-01-02T03:04:05.000Z",
  });
  return contentHash;
}

/** A published release with one small table. */
export async function publishedRelease(home: Home, run: string, value = 1, fileId = ""): Promise<string> {
  const hash = await sealedRelease(home, run, value, fileId);
  publish(home, run);
  return hash;
}
