import { gunzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fetchedFiles } from "../../pipelines/extract/files/newest.ts";
import type { Home } from "../../pipelines/contract/home.ts";
import { VirtualClock } from "../vendors/clock.ts";
import type { Plan } from "../vendors/faults.ts";
import { homeWith, servers } from "../vendors/home.ts";
import { serveHubSpot, type HubSpotOptions } from "../vendors/hubspot/hubspot.ts";
import { drawWorld, type World } from "../vendors/hubspot/world.ts";
import { jobOf } from "./job.ts";

/** A key that stands nowhere but where secrets may stand. */
export const key = "pat-eu1-51c0ffee-dead-4eef-b00c-5ec2e7000001";
process.env["TEST_HUBSPOT_KEY"] = key;

/** Texts that hold the key in the forms that programs write secrets in, whatever stands before it. */
export const keyForms = ["", "a", "ab"].flatMap((before) => {
  const text = Buffer.from(`${before}${key}xyz`);
  return [text.toString("base64"), text.toString("base64url"), encodeURIComponent(text.toString())];
});

/** After so many milliseconds nothing happens in an account any more: what is linked late is linked. */
export const quiet = 10 * 86_400_000;

/** An account in which nothing happens any more, and a home that fetches from it. */
export async function account(
  options: Partial<HubSpotOptions> & { deals?: number; seed?: number; plan?: Plan; entry?: object } = {},
) {
  const { deals = 60, seed = 3, entry = {}, ...served_ } = options;
  const world: World = options.world ?? drawWorld({ seed, deals });
  const clock = new VirtualClock(world.until + quiet, seed);
  const fake = await serveHubSpot({ world, clock, token: () => key, ...served_ });
  servers.push(fake);
  const home = homeWith({
    hubspot: { kind: "hubspot", token: "env:TEST_HUBSPOT_KEY", url: fake.url, ...entry },
  });
  return { world, fake, ...jobOf(home, clock) };
}

/** The answers in the newest file of every stream, without what depends on the moment. */
export function answersIn(home: Home, source = "hubspot"): Record<string, string> {
  const files = fetchedFiles(join(home.exports, source));
  return Object.fromEntries(
    files.map(({ path, manifest }) => [
      manifest.stream,
      gunzipSync(readFileSync(path))
        .toString("utf8")
        .replace(/"(startedAt|completedAt)":"[^"]*"/g, '"$1":""'),
    ]),
  );
}
