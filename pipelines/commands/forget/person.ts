import { FunnelError } from "../../contract/errors.ts";
import type { LoadedFile } from "../../contract/loaded-file.ts";
import { createForgotten, forgottenRows, parsedRows, spreadOver } from "../../load/forgotten-rows.ts";
import { Forgotten } from "../../load/forgotten.ts";
import { ownNamesSql, recordName } from "../../load/forgotten-names.ts";
import type { Warehouse } from "../../warehouse/open.ts";
import { nameOf, type Identity } from "./identity.ts";

export interface PersonRecord {
  source: string;
  type: string;
  id: string;
}

/** What parsed files know of a person. */
export interface Person {
  /** Every name by which a row is the person's. */
  names: string[];
  records: PersonRecord[];
  /** Rows that go, by the Parquet file that holds them. */
  rows: Awaited<ReturnType<typeof forgottenRows>>;
  /** Other records that share a phone or e-mail key with the person's, and stay. */
  alike: number;
}

/** Finds all records of a person in parsed files. Throws a config error for the id of a record that is not there, or is there more than once. */
export async function findPerson(
  engine: Warehouse,
  files: LoadedFile[],
  identities: Identity[],
): Promise<Person> {
  const asked: string[] = [];
  for (const identity of identities)
    asked.push(...(identity.kind === "record" ? await resolve(engine, files, identity) : [nameOf(identity)]));
  const theirs = new Forgotten("", new Set());
  for (const name of asked) theirs.hashes.add(theirs.hashOf(name));
  await createForgotten(engine, theirs);
  await spreadOver(engine, files);
  const owned: string[] = [];
  for (const own of ownNames(files))
    owned.push(
      ...(await namesIn(engine, `select name from (${own}) where forgotten_hash(name) in (from forgotten)`)),
    );
  const names = [...new Set([...asked, ...owned])].sort();
  return {
    names,
    records: names.flatMap(recordOf),
    rows: await forgottenRows(engine, files),
    alike: await alikeCount(engine, files),
  };
}

/** The names of the record that an id is of. */
async function resolve(
  engine: Warehouse,
  files: LoadedFile[],
  { id, source, type }: Identity & { kind: "record" },
): Promise<string[]> {
  if (source !== undefined && type !== undefined) return [recordName(source, type, id)];
  const found = new Set<string>();
  for (const own of ownNames(files))
    for (const name of await namesIn(
      engine,
      `select distinct name from (${own}) where ends_with(name, ':' || $1) or ends_with(name, '/' || $1)`,
      id,
    )) {
      const record = recordOf(name)[0];
      if (
        record !== undefined &&
        (record.id === id || (record.type === "list_member" && record.id.endsWith(`/${id}`)))
      )
        found.add(name);
    }
  const [only, ...others] = [...found].sort();
  if (only === undefined)
    throw new FunnelError(
      "config",
      "no_such_record",
      "no delivered record has this id; give it as the CRM writes it, or give the person's e-mail address or phone number",
    );
  if (others.length > 0 && !isOnePerson([only, ...others].flatMap(recordOf)))
    throw new FunnelError(
      "usage",
      "several_records",
      `${others.length + 1} records have this id; say which one: ${[only, ...others].map((name) => name.slice("record:".length)).join(", ")}`,
    );
  return [only, ...others];
}

/** A CRM may have one row for the lead and the contact that a person is. */
const isOnePerson = (records: PersonRecord[]): boolean =>
  new Set(records.map(({ source }) => source)).size === 1 &&
  records.every(({ type }) => ["lead", "contact"].includes(type));

/** SQL for the names of the records that parsed files hold. */
const ownNames = (files: LoadedFile[]): string[] =>
  parsedRows(files).flatMap(({ rows, from }) => {
    const own = rows.stream === "merges" ? undefined : ownNamesSql(rows);
    return own === undefined ? [] : [`select distinct unnest(${own}) as name from ${from}`];
  });

async function namesIn(engine: Warehouse, sql: string, ...values: string[]): Promise<string[]> {
  const rows = await engine.rows<{ name: string | null }>(sql, values);
  return rows.flatMap(({ name }) => name ?? []);
}

function recordOf(name: string): PersonRecord[] {
  const [, source, type, id] = /^record:([^:]*):([^:]*):([\s\S]*)$/.exec(name) ?? [];
  return source === undefined || type === undefined || id === undefined ? [] : [{ source, type, id }];
}

/** Records that stay and have a phone or e-mail key of one that goes. */
async function alikeCount(engine: Warehouse, files: LoadedFile[]): Promise<number> {
  const keyed = parsedRows(files).flatMap(({ rows, from }) => {
    const own = ownNamesSql(rows);
    const keys = ["email_key", "phone_key"].flatMap((key) => rows.columnOf(key) ?? []);
    return own === undefined || keys.length === 0
      ? []
      : [`select unnest(${own}) as name, [${keys.join(", ")}]::varchar[] as keys from ${from}`];
  });
  if (keyed.length === 0) return 0;
  const [row] = await engine.rows<{ records: string }>(
    `with keyed as (select distinct name, key, forgotten_hash(name) in (from forgotten) as goes
       from (select name, unnest(keys) as key from (${keyed.join(" union all ")})) where name is not null and key is not null)
     select count(distinct name) as records from keyed where not goes and key in (select key from keyed where goes)`,
  );
  return Number(row?.records);
}
