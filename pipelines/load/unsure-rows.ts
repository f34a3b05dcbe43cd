import { join } from "node:path";
import type { LoadedFile, Note } from "../contract/loaded-file.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { quotedPath } from "../warehouse/paths.ts";

type Streams = Omit<LoadedFile["streams"][number], "path">[];

const columnsOf = (streams: Streams, wanted: string): string[] =>
  streams.find(({ stream }) => stream === wanted)?.columns ?? [];

/** A note on close dates after the newest event of a file that says neither until when it is known nor when its records were changed. */
export async function laterCloses(engine: Warehouse, streams: Streams, folder: string): Promise<Note[]> {
  const columns = columnsOf(streams, "opportunities");
  if (!columns.includes("closed_at") || columns.includes("updated_at") || !columns.includes("created_at"))
    return [];
  const [row] = await engine.rows<{ later: string; closes: string; newest: string | null }>(
    `with deal as (select closed_at::date as closed_on, max(created_at::date) over () as newest from read_parquet(${quotedPath(join(folder, "opportunities.parquet"))}))
     select count(*) filter (where closed_on > newest) as later, count(closed_on) as closes, max(newest)::varchar as newest from deal`,
  );
  return row === undefined || row.newest === null || Number(row.later) === 0
    ? []
    : [
        {
          en: `${row.later} of its ${row.closes} close dates lie after ${row.newest}, the newest creation date, up to which this file is known: deals that are closed count as closed by then, at an unknown time; set as_of in mapping.json to the day of the export`,
          hu: `${row.closes} lezárási dátumából ${row.later} későbbi, mint a legutóbbi felvétel napja (${row.newest}), ameddig ez a fájl ismert: a lezárt ügyletek addigra, ismeretlen időpontban számítanak lezártnak; a mapping.json as_of kulcsába írja be az export napját`,
        },
      ];
}

/** Notes on members of a list who cannot be reached, or stand in it again. */
export async function unsureMembers(engine: Warehouse, streams: Streams, folder: string): Promise<Note[]> {
  const columns = columnsOf(streams, "list_members");
  const keys = ["phone_key", "email_key"].filter((key) => columns.includes(key));
  if (keys.length === 0) return [];
  const [row] = await engine.rows<{ members: string; unreachable: string; repeated: string }>(
    `select count(*) as members, count(*) filter (where ${keys.map((key) => `${key} is null`).join(" and ")}) as unreachable,
       count(*) - count(distinct (list_id, member_id, ${keys.map((key) => `coalesce(${key}, '')`).join(", ")})) as repeated
     from read_parquet(${quotedPath(join(folder, "list_members.parquet"))})`,
  );
  const of = (count: string | undefined, en: string, hu: string): Note[] =>
    Number(count ?? 0) === 0
      ? []
      : [
          {
            en: `${count ?? ""} of its ${row?.members ?? ""} members ${en}`,
            hu: `${row?.members ?? ""} tagjából ${count ?? ""} ${hu}`,
          },
        ];
  return [
    ...of(
      row?.unreachable,
      "have no phone number or address that can be one, and still count as members",
      "telefonszáma vagy címe nem lehet érvényes, de tagnak számít",
    ),
    ...of(row?.repeated, "stand in it again, and count once", "ismét szerepel, de egyszer számít"),
  ];
}
