import { quotedString } from "@duckdb/node-api";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { contentHash } from "../../pipelines/warehouse/fingerprint.ts";
import { silent, type Effects } from "../../pipelines/contract/effects.ts";
import { homeAt, sampleHome, type Home } from "../../pipelines/contract/home.ts";
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
import { exportKinds, filesOf, readSql } from "./exports.ts";
import { checkPlanted, planName, type Plan } from "./planted.ts";
import { Scales, type ModelCost } from "./scales.ts";
import { filesOfWork } from "./work.ts";

/** What a case did: how many stage changes it read, a fingerprint of what it made, and its cost. */
export interface Result {
  changes: number;
  fingerprint: string;
  /** What each model cost, where the case looks. */
  models?: ModelCost[];
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
    forget(homeAt(root));
    return refreshed(root, timed, { site: false, planted: "before" });
  },
  "refresh-again": (root, timed) => refreshed(root, timed, { site: false, planted: "before" }),
  "night-full": (root, timed) => night(root, timed, "full"),
  "night-delta": (root, timed) => night(root, timed, "delta"),
  sample: async (root, timed) => {
    await kept(homeAt(root));
    return refreshed(root, timed, { site: false });
  },
  "sample-site": async (root, timed) => {
    forget(homeAt(root));
    return refreshed(root, timed, { site: true });
  },
  "sample-site-again": (root, timed) => refreshed(root, timed, { site: true }),
  load: async (root, timed) => {
    const home = homeAt(root);
    forget(home);
    const files = await timed(() => kept(home));
    return { changes: rowsOf(files), fingerprint: await fingerprintOf(files) };
  },
  models: (root, timed) => buildModels(root, timed, "2GB"),
  "models-1gb": (root, timed) => buildModels(root, timed, "1GB"),
  alone: (root, timed) => buildWork(root, timed, "alone"),
  together: (root, timed) => buildWork(root, timed, "together"),
} satisfies Record<string, (root: string, timed: Timed) => Promise<Result>>;

export type CaseName = keyof typeof cases;

/** A refresh; where the generator says what it planted, the facts must count it. */
async function refreshed(
  root: string,
  timed: Timed,
  { site, planted }: { site: boolean; planted?: keyof Plan },
): Promise<Result> {
  const home = homeAt(root);
  const { contentHash: fingerprint } = await timed(() => refresh({ home, site }, effects));
  if (planted !== undefined) await checkPlanted(root, join(home.current, "warehouse.duckdb"), planted);
  return { changes: rowsOf(await kept(home)), fingerprint };
}

/** The night after a refresh: what was delivered comes again as a whole, or what changed comes beside it. */
async function night(root: string, timed: Timed, delivery: "full" | "delta"): Promise<Result> {
  const copy = join(root, `night-${delivery}`);
  rmSync(copy, { recursive: true, force: true });
  for (const name of ["exports", "reference", planName])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  await refresh({ home: homeAt(copy), site: false }, effects);
  cpSync(join(root, "nights", delivery), join(copy, "exports"), { recursive: true });
  try {
    return await refreshed(copy, timed, { site: false, planted: "after" });
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** Work of the engine alone, in memory. */
async function bare(root: string, timed: Timed, work: (engine: Warehouse, root: string) => Promise<Result>) {
  const engine = await openWarehouse(":memory:", { temporary: join(root, "state", "spill") });
  try {
    return await timed(() => work(engine, root));
  } finally {
    engine.close();
  }
}

/** The stage changes of both CRMs under the same names. */
const changesSql = (root: string) => `
  select "Opportunity ID" as id, "To Stage" as to_stage, "Last Modified" as changed_at, "From Stage" as from_stage, "Amount" as amount, "Close Date" as close_date
  from ${readSql(filesOf(join(root, "exports"), "history"), "history", true)} where "To Stage" is not null
  union all by name select deal as id, after as to_stage, changed as changed_at, before as from_stage
  from ${readSql(filesOf(join(root, "exports"), "changes"), "changes", true)}`;

async function sortTyped(engine: Warehouse, root: string): Promise<Result> {
  await engine.run(`create temp table change as select * from (${changesSql(root)}) order by id, changed_at`);
  for (const kind of ["opportunities", "leads", "deals", "members"] as const)
    await engine.run(
      `create temp table ${kind} as from ${readSql(filesOf(join(root, "exports"), kind), kind, true)}`,
    );
  const [row] = await engine.rows<{ changes: string; fingerprint: string }>(
    "select count(*) as changes, sum(hash(id, changed_at)::hugeint) as fingerprint from change",
  );
  return { changes: Number(row?.changes), fingerprint: row?.fingerprint ?? "" };
}

/** Each file by itself, as a load has to do it. */
async function writeText(engine: Warehouse, root: string): Promise<Result> {
  const folder = join(root, "state", "text");
  mkdirSync(folder, { recursive: true });
  for (const kind of exportKinds)
    for (const [index, file] of filesOf(join(root, "exports"), kind).entries())
      await engine.run(
        `copy (from ${readSql([file], kind, false)}) to ${quotedString(join(folder, `${kind}-${index}.parquet`))} (format parquet, compression zstd)`,
      );
  const [row] = await engine.rows<{ changes: string; fingerprint: string }>(
    `select count(*) as changes, sum(hash(id, changed_at)::hugeint) as fingerprint from (
       select "Opportunity ID" as id, "Last Modified" as changed_at from read_parquet(${quotedString(join(folder, "history-*.parquet"))}) where "To Stage" is not null
       union all select deal, changed from read_parquet(${quotedString(join(folder, "changes-*.parquet"))}))`,
  );
  rmSync(folder, { recursive: true });
  return { changes: Number(row?.changes), fingerprint: row?.fingerprint ?? "" };
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
  return buildFiles(home, await kept(home), timed, memoryLimit, effects);
}

/** All models on what lies there as loaded, model by model on the scales. */
async function buildWork(root: string, timed: Timed, which: "alone" | "together"): Promise<Result> {
  const scales = new Scales();
  const report = {
    ...silent,
    progress: (_done: number, _total: number, model: string) => scales.next(model),
  };
  const result = await buildFiles(
    homeAt(root),
    filesOfWork(root, which),
    (work) => timed(work).finally(() => scales.stop()),
    "2GB",
    { ...effects, report },
  );
  return { ...result, models: scales.costs };
}

async function buildFiles(
  home: Home,
  files: LoadedFile[],
  timed: Timed,
  memoryLimit: string,
  effects: Effects,
): Promise<Result> {
  const reference = await readReference(home);
  mkdirSync(home.state, { recursive: true });
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

/** The exports as loaded: those of an earlier case, or loaded now. A home without exports shows the sample. */
async function kept(home: Home): Promise<LoadedFile[]> {
  const isSample = !existsSync(home.exports);
  const settings = settingsOf(await readReference(home, { isSample }));
  return loadExports(isSample ? { ...home, exports: sampleHome.exports } : home, settings, effects);
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
    .join(", ")}], union_by_name = true)`;

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
