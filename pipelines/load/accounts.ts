import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import { createHash } from "node:crypto";
import { quotedPath } from "../warehouse/paths.ts";
import { typedColumns, type StreamName } from "../contract/streams.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { inNameOrder, vendorOf, type LoadedFile } from "../contract/loaded-file.ts";

/** What decides whether two records of one id are one: SQL over the columns of a stream. */
interface Identity {
  id: string;
  /** When it began to exist. */
  born?: string;
  /** What no two versions of it differ in, whatever its creation says. */
  mark?: string;
  /** What hardly ever changes: it decides where its creation is not known. */
  trait?: string;
  /** An amount that two versions report within a fifth of each other. */
  size?: string;
  where?: string;
}

const dayOrPeriod = "coalesce(spend_date::varchar, period_start::varchar || ' ' || period_end::varchar)";

/** A member of a purchased list in two deliveries of it says that they are one list. */
const identities: Partial<Record<StreamName, Identity[]>> = {
  leads: [{ id: "lead_id", born: "created_at", mark: "email_key", trait: "phone_key" }],
  contacts: [{ id: "contact_id", born: "created_at", mark: "email_key", trait: "phone_key" }],
  opportunities: [{ id: "opportunity_id", born: "created_at", mark: "email_key", trait: "currency" }],
  campaigns: [{ id: "campaign_id", born: "sent_at", trait: "name", where: "campaign_id is not null" }],
  list_members: [
    { id: "list_id", mark: "lower(vendor)" },
    { id: "list_id || '/' || member_id", trait: "list_id" },
  ],
  // the spend of a day hardly changes once it is over, and that of the last day in a file may not be
  ad_spend: [
    {
      id: `concat_ws(' ', platform, campaign, segment, ${dayOrPeriod})`,
      mark: "currency",
      trait: "campaign_id",
      size: "coalesce(cost, impression_count)",
      where: `${dayOrPeriod} is not null and not coalesce(is_provisional, false) and coalesce(spend_date <> last_day, true)`,
    },
  ],
};

/** Creations of one record that differ by no more may be written in other zones, or as days. */
const sameCreation = "interval 2 day";

/** The folder that names the account of a file: the first below the exports folder. One without a letter is a date. */
function accountFolder(name: string): string {
  const [folder = "", ...below] = name.split("/");
  return below.length > 0 && /\p{L}/u.test(folder) ? folder : "";
}

/** The source of the files of one account: the vendor's with the name of their folder. */
function accountName(vendor: string, folder: string): string {
  if (folder === "") return vendor;
  const folded = folder
    .normalize("NFD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
  const slug = folded === "" ? `k${createHash("md5").update(folder).digest("hex").slice(0, 8)}` : folded;
  return slug === vendor || slug.startsWith(`${vendor}_`) ? slug : `${vendor}_${slug}`;
}

/** A setting of the account that a file would be of, else of its vendor. */
export function sourceSetting(
  settings: Pick<Map<string, string>, "get">,
  vendor: string,
  name: string,
  setting: string,
) {
  return (
    settings.get(`${accountName(vendor, accountFolder(name))}.${setting}`) ??
    settings.get(`${vendor}.${setting}`)
  );
}

/**
 * Separates the accounts of one vendor. Where records of two folders have the same ids and another creation or kind, the files of
 * the vendor get a source per folder, whatever the order in which they were delivered; folders whose records agree are one account.
 * A file whose records contradict those of another file of its folder is refused. The setting `<source>.accounts` decides it: `one`, or `folders`.
 */
export async function separateAccounts(
  engine: Warehouse,
  files: LoadedFile[],
  settings: Map<string, string>,
): Promise<LoadedFile[]> {
  const decidedFiles = new Map<LoadedFile, LoadedFile>();
  const loaded = inNameOrder(files.filter((file) => file.status === "loaded"));
  for (const vendor of new Set(loaded.map(({ source }) => source))) {
    const own = loaded.filter(({ source }) => source === vendor);
    const decided = settings.get(`${vendor}.accounts`);
    if (own.length < 2 || decided === "one") continue;
    const pairs = decided === "folders" ? [] : await comparePairs(engine, own);
    for (const pair of pairs.filter(({ folder, otherFolder }) => folder === otherFolder)) {
      const file = own[pair.file];
      if (file !== undefined && isContradicted(pair))
        decidedFiles.set(file, refusedFor(file, own[pair.otherFile], vendor, pair));
    }
    const apart = pairs.filter((pair) => pair.folder !== pair.otherFolder);
    if (decided !== "folders" && !apart.some(isContradicted)) continue;
    const names = namesOf(vendor, [...new Set(own.map(({ name }) => accountFolder(name)))], apart);
    const named = new Set<string>();
    for (const file of own) {
      const source = names.get(accountFolder(file.name)) ?? vendor;
      const isFirst = !named.has(source);
      named.add(source);
      if (decidedFiles.get(file)?.status === "refused") continue;
      decidedFiles.set(file, {
        ...file,
        source,
        vendor,
        issues: [
          ...file.issues,
          ...(isFirst && decided !== "folders" ? [issueOf(vendor, source, names, apart)] : []),
        ],
      });
    }
  }
  return files.map((file) => decidedFiles.get(file) ?? file);
}

/** How many ids two folders, or a file and those before it in its folder, have in common, and of how many the records contradict. */
interface Pair {
  folder: string;
  otherFolder: string;
  file: number;
  otherFile: number;
  agreeing: number;
  contradicting: number;
}

const isContradicted = ({ agreeing, contradicting }: Pair) => contradicting > agreeing;

async function comparePairs(engine: Warehouse, files: LoadedFile[]): Promise<Pair[]> {
  const found = new Map<string, Pair>();
  for (const stream of Object.keys(identities) as StreamName[]) {
    const stored = files.flatMap((file, place) =>
      file.streams.flatMap((loaded) =>
        loaded.stream === stream ? [{ ...loaded, place, folder: accountFolder(file.name) }] : [],
      ),
    );
    if (stored.length < 2) continue;
    for (const pair of await pairsOf(engine, stream, stored)) {
      const key = JSON.stringify([pair.folder, pair.otherFolder, pair.file]);
      const before = found.get(key);
      found.set(
        key,
        before === undefined
          ? pair
          : {
              ...before,
              agreeing: before.agreeing + pair.agreeing,
              contradicting: before.contradicting + pair.contradicting,
            },
      );
    }
  }
  return [...found.values()];
}

interface StreamFile {
  path: string;
  place: number;
  folder: string;
}

async function pairsOf(engine: Warehouse, stream: StreamName, stored: StreamFile[]): Promise<Pair[]> {
  const empty = typedColumns(stream).map(({ name, type }) => `null::${type} as ${quotedIdentifier(name)}`);
  const places = stored.map(
    ({ path, place, folder }) => `(${quotedPath(path)}, ${place}, ${quotedString(folder)})`,
  );
  const lastDay = stream === "ad_spend" ? "max(spend_date) over (partition by filename)" : "null";
  const versions = (identities[stream] ?? []).map(
    ({ id, born, mark, trait, size, where }) =>
      `select folder, place, ${id} as id, min(${born ?? "null::timestamp"}) as born, min(${mark ?? "null::varchar"}) as mark, min(${trait ?? "null::varchar"}) as trait, sum(${size ?? "null"})::double as size
       from delivered where ${id} is not null and ${where ?? "true"} group by folder, place, ${id}`,
  );
  await engine.run(`create or replace temp table identity as
    with delivered as (
      select delivered.*, folder, place, ${lastDay} as last_day
      from (select ''::varchar as filename, ${empty.join(", ")} where false
        union all by name select * from read_parquet([${stored.map(({ path }) => quotedPath(path)).join(", ")}], union_by_name = true, filename = true)) as delivered
      join (values ${places.join(", ")}) as places(path, place, folder) on path = filename
    )
    select * from (${versions.join(" union all ")}) where id in (
      select id from (${versions.join(" union all ")}) group by id
      having count(*) > 1 and (max(born) - min(born) > ${sameCreation} or count(distinct mark) > 1 or (count(distinct trait) > 1 and count(born) < count(*)) or max(size) > 1.2 * min(size) or count(distinct folder) > 1))`);
  const both = (one: string, other: string) => `
    coalesce(${one}.born not between ${other}.born - ${sameCreation} and ${other}.born + ${sameCreation}, ${one}.trait <> ${other}.trait, false)
      or coalesce(${one}.mark <> ${other}.mark, false) or coalesce(greatest(${one}.size, ${other}.size) > 1.2 * least(${one}.size, ${other}.size), false) as contradicts,
    coalesce(${one}.born is not null and ${other}.born is not null or ${one}.mark = ${other}.mark or ${one}.trait = ${other}.trait or ${one}.size is not null and ${other}.size is not null, false) as is_known`;
  const counted =
    "count(*) filter (where contradicts)::double as contradicting, count(*) filter (where not contradicts and is_known)::double as agreeing";
  return engine.rows<Pair & Record<string, unknown>>(`
    with held as (
      select folder, id, min(place) as place, min(born) as born, min(mark) as mark, min(trait) as trait, max(size) as size from identity group by folder, id
    ),
    first as (
      select folder, id, arg_min(identity, place) as version from identity group by folder, id
    ),
    of_folders as (
      select held.folder, other.folder as other_folder, ${both("held", "other")}
      from held join held as other on other.id = held.id and other.folder < held.folder
    ),
    of_files as (
      select identity.folder, identity.place, version.place as other_place, ${both("identity", "version")}
      from identity join first on first.folder = identity.folder and first.id = identity.id and version.place < identity.place
    )
    select folder, other_folder as "otherFolder", -1 as file, -1 as "otherFile", ${counted} from of_folders group by folder, other_folder
    union all
    select folder, folder, place, min(other_place), ${counted} from of_files group by folder, place
    order by all`);
}

/** The source of each folder: those whose records agree, directly or through others, have the first one's. */
function namesOf(vendor: string, folders: string[], pairs: Pair[]): Map<string, string> {
  const first = new Map(folders.toSorted().map((folder) => [folder, folder]));
  for (const pair of pairs)
    if (pair.agreeing > 0 && !isContradicted(pair)) {
      const [one, other] = [first.get(pair.folder) ?? "", first.get(pair.otherFolder) ?? ""].toSorted();
      for (const [folder, head] of first) if (head === other) first.set(folder, one ?? "");
    }
  return new Map([...first].map(([folder, head]) => [folder, accountName(vendor, head)]));
}

const counts = ({ agreeing, contradicting }: Pair) =>
  `${contradicting} of ${agreeing + contradicting} shared ids`;

function refusedFor(file: LoadedFile, other: LoadedFile | undefined, vendor: string, pair: Pair): LoadedFile {
  return {
    ...file,
    status: "refused",
    issues: [],
    reason: `its records and those of ${other?.name ?? "another file"} have the same ids but another creation or kind (${counts(pair)}), as those of two ${vendor} accounts have; put the files of each account into a folder of its own below the exports folder, or if they are of one account add to reference/settings.csv: ${vendor}.accounts,one`,
  };
}

function issueOf(vendor: string, source: string, names: Map<string, string>, pairs: Pair[]) {
  const folders = [...names].map(([folder, name]) => `${folder === "" ? "(no folder)" : folder}: ${name}`);
  const most = pairs.filter(isContradicted).map(counts).join(", ");
  return {
    kind: "several_accounts",
    detail: `records of ${vendor} in several folders have the same ids but another creation or kind (${most}), so each folder is an account of its own, by which reference data and settings name it (${folders.join("; ")}); what they say of ${vendor} holds for ${source} where they say nothing of it; if the folders are of one account add to reference/settings.csv: ${vendor}.accounts,one`,
  };
}

/** The accounts among loaded files, with the vendor that each is of. */
export const accountsOf = (files: LoadedFile[]): { source: string; vendor: string }[] => [
  ...new Map(
    files
      .filter((file) => file.status === "loaded" && vendorOf(file) !== file.source)
      .map((file) => [file.source, { source: file.source, vendor: vendorOf(file) }]),
  ).values(),
];
