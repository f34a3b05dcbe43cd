import { quotedString } from "@duckdb/node-api";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { contentHash } from "../../pipelines/warehouse/fingerprint.ts";
import { silent, type Effects } from "../../pipelines/contract/effects.ts";
import { homeAt, type Home } from "../../pipelines/contract/home.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import { readConnectors } from "../../pipelines/connectors/all.ts";
import type { LoadedFile } from "../../pipelines/contract/loaded-file.ts";
import { readReference, settingsOf } from "../../pipelines/reference/read.ts";
import { writeReference } from "../../pipelines/reference/write.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { zonesOf } from "../../pipelines/transform/zones.ts";
import { transform } from "../../pipelines/transform/transform.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { quotedPath } from "../../pipelines/warehouse/paths.ts";

/** What a case did: how many stage changes it read, a fingerprint of what it made, and its cost. */
export interface Result {
  changes: number;
  fingerprint: string;
}

export type Timed = <T>(work: () => Promise<T>) => Promise<T>;

const effects: Effects = { now: () => new Date(), report: silent };

/** Every case prepares, does its work inside `timed`, and fingerprints what came out. */
export const cases = {
  floor: (root, timed) => bare(root, timed, sortTyped),
  text: (root, timed) => bare(root, timed, writeText),
  sort: async (root, timed) => {
    const files = await kept(homeAt(root));
    return bare(root, timed, (engine) => sortAndPass(engine, changesOf(files)));
  },
  refresh: async (root, timed) => {
    const home = homeAt(root);
    forget(home);
    const { contentHash: fingerprint } = await timed(() => refresh({ home, site: false }, effects));
    return { changes: rowsOf(await kept(home)), fingerprint };
  },
  load: async (root, timed) => {
    const home = homeAt(root);
    forget(home);
    const files = await timed(() => kept(home));
    return { changes: rowsOf(files), fingerprint: await fingerprintOf(files) };
  },
  models: (root, timed) => buildModels(root, timed, "2GB"),
  "models-1gb": (root, timed) => buildModels(root, timed, "1GB"),
} satisfies Record<string, (root: string, timed: Timed) => Promise<Result>>;

export type CaseName = keyof typeof cases;

/** Work of the engine alone, in memory. */
async function bare(root: string, timed: Timed, work: (engine: Warehouse, root: string) => Promise<Result>) {
  const engine = await openWarehouse(":memory:", { temporary: join(root, "state", "spill") });
  try {
    return await timed(() => work(engine, root));
  } finally {
    engine.close();
  }
}

const columns = {
  history: [
    "id",
    "name",
    "from_stage",
    "to_stage",
    "changed_at",
    "amount",
    "close_date",
    "stage",
    "created_on",
  ],
  opportunities: [
    "id",
    "name",
    "account",
    "stage",
    "amount",
    "currency",
    "created_on",
    "close_date",
    "lead_source",
    "owner",
  ],
};

/** Reads an export; the footer is read past with null padding. */
const readCsv = (root: string, file: keyof typeof columns, types: Record<string, string>) =>
  `read_csv(${quotedPath(join(root, "exports", "salesforce", `${file}.csv`))}, auto_detect = false, header = true, quote = '"', escape = '"', null_padding = true, strict_mode = false, ignore_errors = true,
    timestampformat = '%m/%d/%Y %I:%M %p', dateformat = '%m/%d/%Y', columns = {${columns[file].map((column) => `'${column}': '${types[column] ?? "varchar"}'`).join(", ")}})`;

async function sortTyped(engine: Warehouse, root: string): Promise<Result> {
  const types = { amount: "decimal(18,2)", created_on: "date", close_date: "date" };
  await engine.run(
    `create temp table change as select * from ${readCsv(root, "history", { ...types, changed_at: "timestamp" })} where to_stage is not null order by id, changed_at`,
  );
  await engine.run(
    `create temp table opportunity as select * from ${readCsv(root, "opportunities", types)} where stage is not null`,
  );
  const [row] = await engine.rows<{ changes: string; fingerprint: string }>(
    "select count(*) as changes, sum(hash(id, changed_at)::hugeint) as fingerprint from change",
  );
  return { changes: Number(row?.changes), fingerprint: row?.fingerprint ?? "" };
}

async function writeText(engine: Warehouse, root: string): Promise<Result> {
  const folder = join(root, "state", "text");
  mkdirSync(folder, { recursive: true });
  for (const file of ["history", "opportunities"] as const)
    await engine.run(
      `copy (from ${readCsv(root, file, {})} where stage is not null) to ${quotedString(join(folder, `${file}.parquet`))} (format parquet, compression zstd)`,
    );
  const [row] = await engine.rows<{ changes: string }>(
    `select count(*) as changes from read_parquet(${quotedPath(join(folder, "history.parquet"))})`,
  );
  rmSync(folder, { recursive: true });
  return { changes: Number(row?.changes), fingerprint: row?.changes ?? "" };
}

/** One sort of the changes as delivered, and one window over them. */
async function sortAndPass(engine: Warehouse, changes: string): Promise<Result> {
  await engine.run(
    `create temp table sorted as select record_id, changed_at, from_stage, to_stage from ${changes} order by record_id, changed_at, to_stage`,
  );
  await engine.run(
    `create temp table passed as select record_id, changed_at, to_stage, row_number() over change as place, lead(changed_at) over change as next_at, lag(to_stage) over change as stage_before
     from ${changes} window change as (partition by record_id order by changed_at, to_stage)`,
  );
  const [row] = await engine.rows<{ changes: string; fingerprint: string }>(
    "select count(*) as changes, sum(hash(passed)::hugeint) as fingerprint from passed",
  );
  return { changes: Number(row?.changes), fingerprint: row?.fingerprint ?? "" };
}

async function buildModels(root: string, timed: Timed, memoryLimit: string): Promise<Result> {
  const home = homeAt(root);
  const files = await kept(home);
  const reference = await readReference(home);
  const path = join(home.state, "models.duckdb");
  rmSync(path, { force: true });
  const warehouse = await openWarehouse(path, { memoryLimit });
  try {
    await warehouse.run("create schema ops; create schema staging; create schema core; create schema marts");
    await writeReference(warehouse, reference);
    const connectors = await readConnectors();
    const runFacts = { run: "bench", startedAt: "2026-01-01 00:00:00", isSample: false, asOf: undefined };
    await timed(() =>
      transform(warehouse, { connectors, files, zones: zonesOf(reference, files), runFacts }, effects),
    );
  } finally {
    warehouse.close();
  }
  const fingerprint = await contentHash(path);
  rmSync(path);
  return { changes: rowsOf(files), fingerprint };
}

/** The exports as loaded: those of an earlier case, or loaded now. */
async function kept(home: Home): Promise<LoadedFile[]> {
  return loadExports(home, settingsOf(await readReference(home)), effects);
}

function forget(home: Home): void {
  for (const folder of [home.loads, home.releases, home.state, home.current])
    rmSync(folder, { recursive: true, force: true });
}

const parts = (files: LoadedFile[]) =>
  files.flatMap((file) => file.streams.filter(({ stream }) => stream === "stage_changes"));

const rowsOf = (files: LoadedFile[]) => parts(files).reduce((sum, part) => sum + part.rows, 0);

const changesOf = (files: LoadedFile[]) =>
  `read_parquet([${parts(files)
    .map((part) => quotedPath(part.path))
    .join(", ")}])`;

/** The accounting of every file and the values of every row. */
async function fingerprintOf(files: LoadedFile[]): Promise<string> {
  const engine = await openWarehouse(":memory:");
  try {
    const found: string[] = [];
    for (const file of files) {
      found.push(`${file.fileId} ${file.recordsIn} ${file.loaded} ${file.quarantined} ${file.skipped}`);
      for (const part of file.streams) {
        const [row] = await engine.rows<{ rows: string; hash: string }>(
          `select count(*) as rows, sum(hash(content)::hugeint) as hash from read_parquet(${quotedPath(part.path)}) as content`,
        );
        found.push(`${part.stream} ${row?.rows ?? ""} ${row?.hash ?? ""}`);
      }
    }
    return found.join("\n");
  } finally {
    engine.close();
  }
}
