import { cpSync, rmSync } from "node:fs";
import { sampleHome } from "../../pipelines/contract/home.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { randomPlan } from "../vendors/faults.ts";
import { filesBelow, servers } from "../vendors/home.ts";
import { drawWorld, recordsOf } from "../vendors/hubspot/world.ts";
import { account, key, keyForms } from "./account.ts";
import { placesOf } from "./sweep.ts";

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
    const places = await placesOf(key, home.root, lines);
    return {
      files: filesBelow(home.root).length,
      wrong: places.map((place) => `the key stands in ${place.replaceAll(key, "…")}`),
    };
  } finally {
    for (const server of servers.splice(0)) await server.close();
    rmSync(home.root, { recursive: true, force: true });
  }
}
