import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sampleHome, type Home } from "../../pipelines/contract/home.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { quotedPath } from "../../pipelines/warehouse/paths.ts";
import { randomPlan } from "../vendors/faults.ts";
import { filesBelow, leftovers } from "../vendors/home.ts";
import { drawWorld, recordsOf } from "../vendors/hubspot/world.ts";
import { account, key, keyForms, placesOfKey } from "./account.ts";

/** An account whose records repeat the key in every form, wherever people may write something. */
export function leakyWorld() {
  const world = drawWorld({ seed: 3, deals: 60 });
  const said = (index: number) => `?k=${key} ${keyForms[index % keyForms.length] ?? ""}`;
  for (const [index, record] of recordsOf(world, "deals").entries())
    record.properties["closed_lost_reason"] = said(index);
  for (const [index, record] of recordsOf(world, "calls").entries())
    record.properties["hs_call_title"] = said(index);
  for (const [index, record] of recordsOf(world, "companies").entries())
    record.properties["industry"] = said(index);
  for (const campaign of world.campaigns) campaign.name = said(0);
  return world;
}

/** The tables, and the files of tables, in whose rows the key stands: what is compressed is not found by its bytes. */
async function rowsWithKey(home: Home): Promise<string[]> {
  const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), {
    readOnly: true,
    threads: 1,
  });
  try {
    const tables = await warehouse.rows(
      "select schema_name || '.' || table_name as name from duckdb_tables() where not internal order by name",
    );
    const parquet = filesBelow(home.loads).filter((path) => path.endsWith(".parquet"));
    const found: string[] = [];
    for (const from of [
      ...tables.map(({ name }) => String(name)),
      ...parquet.map((path) => `read_parquet(${quotedPath(path)})`),
    ])
      for (const text of [key, ...keyForms.map((form) => form.slice(4, -8))]) {
        const rows = await warehouse.rows(
          `select count(*)::double as n from ${from} as told where contains(cast(told as varchar), $1)`,
          [text],
        );
        if (rows[0]?.["n"] !== 0) found.push(from);
      }
    return found;
  } finally {
    warehouse.close();
  }
}

/** Fetches an account that repeats the key everywhere, under faults, builds warehouse and site of it, and looks for the key in all of it. */
export async function checkSecrets(): Promise<{ files: number; wrong: string[] }> {
  const { home, lines, effects, clock } = await account({
    plan: randomPlan(5, 20),
    world: leakyWorld(),
    forbidden: { "/emails": key, "/companies": key },
  });
  try {
    cpSync(sampleHome.reference, home.reference, { recursive: true });
    await refresh({ home, site: true, clock }, effects);
    const places = [...placesOfKey(home.root, lines), ...(await rowsWithKey(home))];
    return {
      files: filesBelow(home.root).length,
      wrong: places.map((place) => `the key stands in ${place.replaceAll(key, "…")}`),
    };
  } finally {
    for (const server of leftovers.servers.splice(0)) await server.close();
    rmSync(home.root, { recursive: true, force: true });
  }
}
