import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import type { LoadedFile } from "../contract/loaded-file.ts";
import type { StreamName } from "../contract/streams.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { quotedPath } from "../warehouse/paths.ts";
import type { Forgotten } from "./forgotten.ts";
import { namesSql, ownNamesSql, type Rows } from "./forgotten-names.ts";

/** Creates the table `forgotten` of an engine, and the function `forgotten_hash`. */
export async function createForgotten(engine: Warehouse, { salt, hashes }: Forgotten): Promise<void> {
  await engine.run(
    `create or replace temp macro forgotten_hash(name) as sha256(${quotedString(salt)} || name)`,
  );
  await engine.run(
    "create or replace temp table forgotten as select unnest(from_json($1, '[\"varchar\"]')) as hash",
    [JSON.stringify([...hashes])],
  );
}

/** SQL for what rows tell of the forgotten: `select <what> …` of those that have a forgotten name. */
export const forgottenSql = (names: string, from: string, what: string): string =>
  `select ${what} from (select *, unnest(${names}) as _name from ${from}) where forgotten_hash(_name) in (from forgotten)`;

/** Adds the names of the records that rows with a forgotten name are of. */
export async function spread(engine: Warehouse, rows: Rows, from: string): Promise<void> {
  const [names, own] = [namesSql(rows), ownNamesSql(rows)];
  if (names === undefined || own === undefined) return;
  await engine.run(
    `insert into forgotten select distinct forgotten_hash(own) as hash
     from (select unnest(own) as own from (${forgottenSql(names, `(select *, ${own} as own from ${from})`, "own")}))
     where own is not null and forgotten_hash(own) not in (from forgotten)`,
  );
}

/** The rows of parsed files, one statement for each source and stream. */
export function parsedRows(files: LoadedFile[]): { rows: Rows; from: string }[] {
  const all = files.flatMap(({ source, streams }) => streams.map((loaded) => ({ source, ...loaded })));
  const places = new Set(all.map(({ source, stream }) => `${source} ${stream}`));
  return [...places].flatMap((place) => {
    const delivered = all.filter(({ source, stream }) => `${source} ${stream}` === place);
    const [first] = delivered;
    if (first === undefined) return [];
    const known = new Set(delivered.flatMap(({ columns }) => columns));
    return {
      rows: {
        stream: first.stream,
        source: first.source,
        columnOf: (name: string) => (known.has(name) ? quotedIdentifier(name) : undefined),
      },
      from: `read_parquet([${delivered.map(({ path }) => quotedPath(path)).join(", ")}], filename = true, union_by_name = true)`,
    };
  });
}

/** How many names are forgotten in an engine. */
async function forgottenCount(engine: Warehouse): Promise<number> {
  const [row] = await engine.rows<{ hashes: string }>("select count(*) as hashes from forgotten");
  return Number(row?.hashes);
}

/** Adds all records of the forgotten that parsed files know. */
export async function spreadOver(engine: Warehouse, files: LoadedFile[]): Promise<void> {
  const parsed = parsedRows(files);
  for (let before = -1, now = await forgottenCount(engine); now !== before;) {
    for (const { rows, from } of parsed) await spread(engine, rows, from);
    before = now;
    now = await forgottenCount(engine);
  }
}

/** Rows of the forgotten in parsed files: how many by path of the Parquet file. */
export async function forgottenRows(
  engine: Warehouse,
  files: LoadedFile[],
): Promise<{ path: string; stream: StreamName; rows: number }[]> {
  const found = [];
  for (const { rows, from } of parsedRows(files)) {
    const names = namesSql(rows);
    if (names === undefined) continue;
    const hit = forgottenSql(
      names,
      `(select *, row_number() over () as place from ${from})`,
      "filename, place",
    );
    const counted = await engine.rows<{ filename: string; rows: string }>(
      `select filename, count(distinct place) as rows from (${hit}) group by filename order by filename`,
    );
    found.push(
      ...counted.map((row) => ({ path: row.filename, stream: rows.stream, rows: Number(row.rows) })),
    );
  }
  return found;
}

/** Takes the names over that an engine came to know; returns whether there are any. */
export async function learn(engine: Warehouse, forgotten: Forgotten): Promise<boolean> {
  const rows = await engine.rows<{ hash: string }>("from forgotten");
  const before = forgotten.hashes.size;
  for (const { hash } of rows) forgotten.hashes.add(hash);
  return forgotten.hashes.size > before;
}
