import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fetchedFiles } from "../../pipelines/extract/files/newest.ts";
import type { Home } from "../../pipelines/contract/home.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { showModel } from "../models/show.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { homeWith, servers, listening } from "../vendors/home.ts";
import type { FakeServer } from "../vendors/server.ts";
import { inUnits, rowsAt, type SpendWorld } from "../vendors/spend/world.ts";
import { jobOf } from "./job.ts";

/** The night in which these tests begin. */
export const firstNight = Date.parse("2026-09-14T02:00:00Z");
export const day = 86_400_000;

/** A home that fetches from a platform, whose secrets lie in files of their owner's alone. */
export async function platform(
  kind: string,
  serve: (clock: VirtualClock) => Promise<FakeServer>,
  entry: (url: string) => { entry: object; secrets: Record<string, string> },
) {
  const clock = new VirtualClock(firstNight);
  const fake = await serve(clock);
  servers.push(fake);
  const described = entry(fake.url);
  const home = homeWith({ [kind]: { kind, ...described.entry } });
  for (const [name, text] of Object.entries(described.secrets))
    writeFileSync(join(home.root, name), text, { mode: 0o600 });
  return { fake, ...jobOf(home, clock) };
}

/** The days that each file of a source asked for. */
export const daysAsked = (home: Home, source: string): [string, string][] =>
  fetchedFiles(join(home.exports, source)).map(({ manifest }) => {
    const { from, to } = manifest.cursor as { from: string; to: string };
    return [from, to];
  });

/** The rows of a table that is built from the exports of a home; a file that is refused is an error. */
export async function tableOf(
  home: Home,
  name: string,
  clock: VirtualClock,
): Promise<Record<string, unknown>[]> {
  const { effects, warnings } = listening(() => clock.now());
  let text = "";
  await showModel(
    { name, from: { home, isSample: false }, limit: 100_000, format: "json" },
    (piece) => {
      text += piece;
      return Promise.resolve();
    },
    effects,
  );
  if (warnings.length > 0) throw new Error(warnings.join("; "));
  return JSON.parse(text) as Record<string, unknown>[];
}

/** The rows of a stream that the exports of a home hold, file after file; each file is read whole. */
export async function rowsOf(
  home: Home,
  stream: string,
  clock: VirtualClock,
): Promise<Record<string, unknown>[]> {
  const { effects } = listening(() => clock.now());
  const files = await loadExports(home, new Map([["source_time_zone", "Europe/Budapest"]]), effects);
  const engine = await openWarehouse(":memory:", { threads: 1 });
  try {
    const rows: Record<string, unknown>[] = [];
    for (const { name, status, reason, streams, quarantined } of files) {
      if (status !== "loaded" || quarantined > 0) throw new Error(`${name}: ${status}, ${reason}`);
      for (const { path } of streams.filter((part) => part.stream === stream))
        rows.push(...(await engine.rows(`select * from read_parquet('${path}')`)));
    }
    return rows;
  } finally {
    engine.close();
  }
}

/** What the facts say of the spend of a home. */
export const factsOf = async (home: Home, clock: VirtualClock) =>
  (await tableOf(home, "core.fct_ad_spend", clock))
    .map((row) => ({
      day: row["spend_date"],
      campaign_id: row["campaign_id"],
      campaign: row["campaign"],
      cost: row["cost"],
      currency: row["currency"],
      impressions: row["impression_count"],
      clicks: row["click_count"],
    }))
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));

const keyOf = ({ day: on, campaign_id }: { day?: unknown; campaign_id?: unknown }) =>
  `${String(on)} ${String(campaign_id)}`;

/** What they should say: the platform's own numbers. */
export const truthOf = (world: SpendWorld, from: string, to: string, now: number) =>
  rowsAt(world, from, to, now).map(({ day: on, campaign, micros, impressions, clicks }) => ({
    day: on,
    campaign_id: campaign.id,
    campaign: campaign.name,
    cost: inUnits(micros),
    currency: world.currency,
    impressions,
    clicks,
  }));
