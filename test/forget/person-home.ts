import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { forget, type ForgetOptions } from "../../pipelines/commands/forget/forget.ts";
import { silent, type Effects } from "../../pipelines/contract/effects.ts";
import { homeAt, type Home } from "../../pipelines/contract/home.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { scratchFolder } from "../scratch.ts";

/** The person who asks to be forgotten, as various exports write the same address and number. */
export const person = { email: "kovacs.bela@minta.example", phone: "+36301234567" };

export const emptyHome = (): Home => homeAt(scratchFolder());

export function deliver(home: Home, files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(home.exports, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

let minutes = 0;
const effects: Effects = {
  // every run has a name of its own
  now: () => new Date(Date.UTC(2026, 10, 1, 3, minutes++)),
  report: silent,
};

export const publish = (home: Home, options: { site?: boolean } = {}) =>
  refresh({ home, site: options.site === true, threads: 1 }, effects);

export const forgetIn = (home: Home, ids: string[], options: Partial<ForgetOptions> = {}) =>
  forget(home, ids, { confirm: true, rewriteExports: false, ...options }, effects);

/** Reads the exports, as a refresh does. */
export const load = (home: Home) => loadExports(home, new Map(), effects);

/** The ids in a stream of what is delivered now. */
export async function idsOf(home: Home, stream: string, column: string): Promise<string[]> {
  const files = await load(home);
  const paths = files.flatMap(({ streams }) =>
    streams.flatMap((part) => (part.stream === stream ? [`'${part.path}'`] : [])),
  );
  const engine = await openWarehouse(":memory:", { threads: 1 });
  try {
    const rows = await engine.rows<{ id: string }>(
      `select distinct ${column} as id from read_parquet([${paths.join(", ")}], union_by_name = true) order by id`,
    );
    return rows.map(({ id }) => id);
  } finally {
    engine.close();
  }
}

/** Rows of the published release. */
export async function ask<Row = Record<string, unknown>>(home: Home, sql: string): Promise<Row[]> {
  const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), {
    readOnly: true,
    threads: 1,
  });
  try {
    return await warehouse.rows<Row>(sql);
  } finally {
    warehouse.close();
  }
}

/** Every file of a home with its bytes. */
export const filesOf = (home: Home): Map<string, Buffer> =>
  new Map(
    readdirSync(home.root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path): [string, Buffer] => [path.slice(home.root.length + 1), readFileSync(path)]),
  );

/** A person's line and those of others, of a form that people fill in. */
export const form = (lines: string[]): string =>
  ["Entry ID,Submitted at,Name,Email,Phone", ...lines, ""].join("\r\n");
export const ownLine = `7,2026-01-07 09:00:00,Kovács Béla,Kovacs.Bela@Minta.example,06 30 123-4567`;
export const otherLine = (id: number): string =>
  `${id},2026-01-0${id} 09:00:00,"Név, ${id}",urlap${id}@minta.example,`;

/** A page of HubSpot's API with contacts: the person at these places. */
export function contactsPage(people: (string | undefined)[], firstId = 900000300): string {
  const results = people.map((email, index) => ({
    id: `${firstId + index}`,
    properties: {
      createdate: "2026-01-05T08:07:00Z",
      email: email ?? `masik${firstId + index}@minta.example`,
      lifecyclestage: "lead",
      lastmodifieddate: "2026-01-06T08:07:00Z",
    },
    propertiesWithHistory: { lifecyclestage: [{ value: "lead", timestamp: "2026-01-05T08:07:00Z" }] },
    archived: false,
  }));
  return JSON.stringify({ results, paging: { next: { after: "2" } } }, null, 1);
}

/** HubSpot deals as a person exports them: the fourth is the person's. */
export const deals = (others = [1, 2, 3]): string =>
  [
    "Record ID,Deal Name,Deal Stage,Pipeline,Create Date,Close Date,Amount,Contact Email,Contact Phone",
    ...others.map(
      (id) =>
        `${id},"Üzlet ""${id}""",Closed Won,Sales,2026-01-0${id} 09:00,2026-02-0${id} 09:00,100,vevo${id}@minta.example,`,
    ),
    `900000044,Kovács Béla panellakása,Offer,Sales,2026-01-04 09:00,,500,${person.email},`,
    "",
  ].join("\n");

export const gzipped = (text: string) => gzipSync(text);
export const wide = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");
