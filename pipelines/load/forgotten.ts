import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { writeFile } from "../contract/durable.ts";
import { z } from "zod";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import type { LoadedFile } from "../contract/loaded-file.ts";
import { columnsOf, type StreamName } from "../contract/streams.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { quotedPath } from "../warehouse/paths.ts";

const forgottenName = "forgotten.json";

const shape = z.strictObject({
  salt: z.string().regex(/^[0-9a-f]{64}$/),
  hashes: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
});

/** Who was forgotten: salted hashes of the names (see `namesSql`) by which records are theirs. Nobody can be read out of it. */
export class Forgotten {
  constructor(
    readonly salt: string,
    readonly hashes: Set<string>,
  ) {}

  hashOf(name: string): string {
    return createHash("sha256").update(`${this.salt}${name}`).digest("hex");
  }

  has(name: string): boolean {
    return this.hashes.has(this.hashOf(name));
  }
}

/** Reads who was forgotten in a home; nobody where the file does not exist. Throws a config error for a file that cannot be read: without it everybody would be back. */
export function readForgotten(home: Home): Forgotten {
  const path = join(home.root, forgottenName);
  if (!existsSync(path)) return new Forgotten(randomBytes(32).toString("hex"), new Set());
  try {
    const { salt, hashes } = shape.parse(JSON.parse(readFileSync(path, "utf8")));
    return new Forgotten(salt, new Set(hashes));
  } catch (error) {
    throw new FunnelError(
      "config",
      "forgotten",
      `${forgottenName}: expected the file that npm run forget writes, and without it forgotten persons would come back; restore it from a backup`,
      { cause: error },
    );
  }
}

/** Writes down who was forgotten, whole or not at all, for nobody else to read. */
export function keepForgotten(home: Home, { salt, hashes }: Forgotten): void {
  const path = join(home.root, forgottenName);
  const draft = `${path}.${process.pid}.tmp`;
  writeFile(draft, `${JSON.stringify({ salt, hashes: [...hashes].sort() })}\n`, {
    mode: 0o600,
    flush: true,
  });
  renameSync(draft, path);
}

/** The name of a record. */
export const recordName = (source: string, type: string, id: string): string =>
  `record:${source}:${type}:${id}`;
export const emailName = (key: string): string => `email:${key}`;
export const phoneName = (key: string): string => `phone:${key}`;

/** What an id column holds the id of. */
const idColumns: Record<string, string> = {
  lead_id: "lead",
  opportunity_id: "opportunity",
  converted_opportunity_id: "opportunity",
  contact_id: "contact",
};
/** Columns with the id of a record whose type stands in `record_type`. */
const typedIds = ["record_id", "merged_id", "surviving_id"];

/** Streams that have a row for the record itself. */
const entities: Partial<Record<StreamName, string>> = {
  leads: "lead",
  opportunities: "opportunity",
  contacts: "contact",
  list_members: "list_member",
};

/** Where the rows of a stream lie: the source, and SQL for a column that they have. */
export interface Rows {
  stream: StreamName;
  source: string;
  columnOf(canonical: string): string | undefined;
}

const recordSql = (source: string, type: string, id: string) =>
  `${quotedString(`record:${source}:`)} || ${type} || ':' || ${id}`;

/** A member of a list has an id within its list only. */
function memberSql({ stream, source, columnOf }: Rows): string[] {
  const [list, member] = [columnOf("list_id"), columnOf("member_id")];
  if (stream !== "list_members" || list === undefined || member === undefined) return [];
  return [recordSql(source, "'list_member'", `${list} || '/' || ${member}`)];
}

/**
 * SQL for the list of names that a row has: the keys of a phone and an e-mail address in it, and the records that it is of, belongs
 * to, or was merged with. Undefined for a stream whose rows name nobody.
 */
export function namesSql(rows: Rows): string | undefined {
  const { stream, source, columnOf } = rows;
  const type = columnOf("record_type");
  const one = columnsOf(stream).flatMap(([canonical]) => {
    const column = columnOf(canonical);
    if (column === undefined) return [];
    if (canonical === "email_key") return [`${quotedString(emailName(""))} || ${column}`];
    if (canonical === "phone_key") return [`${quotedString(phoneName(""))} || ${column}`];
    const kind = idColumns[canonical];
    // a deal that names a person by an id alone is a deal still
    if (stream === "opportunities" && canonical === "lead_id") return [];
    if (kind !== undefined) return [recordSql(source, quotedString(kind), column)];
    return typedIds.includes(canonical) && type !== undefined ? [recordSql(source, type, column)] : [];
  });
  const own = entities[stream];
  const merged = columnOf("merged_ids");
  const several =
    own === undefined || merged === undefined
      ? []
      : [
          `coalesce(list_transform(string_split(${merged}, ';'), lambda id: ${recordSql(source, quotedString(own), "trim(id)")}), [])`,
        ];
  const names = [...one, ...memberSql(rows)];
  if (names.length + several.length === 0) return undefined;
  return several.reduce((list, more) => `list_concat(${list}, ${more})`, `[${names.join(", ")}]::varchar[]`);
}

/** SQL for the list of names of the records that a row is of; what else names them is theirs. Undefined for a stream of other rows. */
export function ownNamesSql(rows: Rows): string | undefined {
  const { stream, source, columnOf } = rows;
  const type = entities[stream];
  const id = type === undefined ? undefined : columnOf(`${type}_id`);
  const names = [
    ...(type === undefined || id === undefined ? [] : [recordSql(source, quotedString(type), id)]),
    ...memberSql(rows),
    ...(stream === "merges"
      ? ["merged_id", "surviving_id"].map((column) =>
          recordSql(source, columnOf("record_type") ?? "''", columnOf(column) ?? "null"),
        )
      : []),
  ];
  return names.length === 0 ? undefined : `[${names.join(", ")}]::varchar[]`;
}

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
