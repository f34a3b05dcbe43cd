import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { extract, isComplete } from "../../pipelines/extract/extract.ts";
import { newestFile } from "../../pipelines/extract/files/newest.ts";
import { silent } from "../../pipelines/contract/effects.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { noFaults, randomPlan, type Plan } from "../vendors/faults.ts";
import { serveGa4 } from "../vendors/google/ga4.ts";
import { serveGoogleAds } from "../vendors/google/google-ads.ts";
import { keyFile } from "../vendors/google/key.ts";
import { homeWith } from "../vendors/home.ts";
import { serveLinkedinAds } from "../vendors/linkedin/linkedin-ads.ts";
import { drawMailings, serveMailchimp } from "../vendors/mailchimp/mailchimp.ts";
import { serveMetaAds } from "../vendors/meta/meta-ads.ts";
import { serveMicrosoftAds } from "../vendors/microsoft/microsoft-ads.ts";
import type { FakeServer } from "../vendors/server.ts";
import { drawSpend } from "../vendors/spend/world.ts";

const world = drawSpend({ seed: 21, from: "2026-07-01" });
const mailings = drawMailings(130);

interface Platform {
  serve(clock: VirtualClock, plan: Plan): Promise<FakeServer>;
  entry(url: string): object;
}

const key = "file:key";
const platforms: Record<string, Platform> = {
  google_ads: {
    serve: (clock, plan) => serveGoogleAds({ world, clock, plan }),
    entry: (url) => ({
      customer_id: "1234567890",
      developer_token: key,
      service_account: "file:key.json",
      url,
    }),
  },
  meta_ads: {
    serve: (clock, plan) => serveMetaAds({ world, clock, plan }),
    entry: (url) => ({ account: "1234567890", token: key, url }),
  },
  mailchimp: {
    serve: (_, plan) => serveMailchimp({ mailings, plan, most: 20, key: () => "key" }),
    entry: (url) => ({ key, url }),
  },
  linkedin_ads: {
    serve: (clock, plan) => serveLinkedinAds({ world, clock, plan }),
    entry: (url) => ({ account: "512345678", token: key, url }),
  },
  microsoft_ads: {
    serve: (clock, plan) => serveMicrosoftAds({ world, clock, plan }),
    entry: (url) => ({
      account_id: "1234567",
      customer_id: "7654321",
      developer_token: key,
      client_id: "client",
      refresh_token: key,
      url,
      sign_in_url: `${url}/token`,
    }),
  },
  ga4: {
    serve: (clock, plan) => serveGa4({ world, clock, plan }),
    entry: (url) => ({ property: "123456789", service_account: "file:key.json", url }),
  },
};

/** What the file of one night holds; undefined when there is none. */
async function night(
  kind: string,
  { serve, entry }: Platform,
  plan: Plan,
  seed: number,
): Promise<string | undefined> {
  // every correction was made long before: what a report says does not depend on the minute in which it is asked for
  const clock = new VirtualClock(Date.parse("2027-03-01T02:00:00Z"), seed);
  const fake = await serve(clock, plan);
  const home = homeWith({ [kind]: { kind, ...entry(fake.url) } });
  writeFileSync(join(home.root, "key"), "key", { mode: 0o600 });
  writeFileSync(join(home.root, "key.json"), keyFile(fake.url), { mode: 0o600 });
  try {
    const [outcome] = await extract({ home, clock }, { now: () => new Date(clock.now()), report: silent });
    const file = newestFile(join(home.exports, kind), kind === "mailchimp" ? "mailings" : "spend");
    if (outcome === undefined || !isComplete(outcome) || file === undefined) return undefined;
    // tokens of the day that are left, and the number of a report, are not what was told
    return gunzipSync(readFileSync(file.path))
      .toString("utf8")
      .replace(/"propertyQuota":\{.*?\}\}|"next":"[^"]*"/g, "");
  } finally {
    await fake.close();
    rmSync(home.root, { recursive: true, force: true });
  }
}

/** Fetches every platform under random plans of faults: the file holds what it holds undisturbed. */
export async function checkPlatforms(plans: number): Promise<{ nights: number; wrong: string[] }> {
  const wrong: string[] = [];
  let nights = 0;
  for (const [kind, platform] of Object.entries(platforms)) {
    const undisturbed = await night(kind, platform, noFaults, 0);
    if (undisturbed === undefined || undisturbed.length < 1000)
      wrong.push(`${kind}: nothing came undisturbed`);
    for (let seed = 1; seed <= plans; seed++, nights++) {
      const found = await night(kind, platform, randomPlan(seed, 5 + (seed % 20)), seed);
      if (found === undefined) wrong.push(`${kind}, plan ${seed}: not everything was fetched`);
      else if (found !== undisturbed) wrong.push(`${kind}, plan ${seed}: it differs`);
    }
  }
  return { nights, wrong };
}
