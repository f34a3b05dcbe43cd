import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lists } from "../simulate/company.ts";
import { searchCampaigns } from "../simulate/google-ads.ts";
import { metaCampaigns } from "../simulate/meta-ads.ts";
import { mailingCost, mailings } from "../simulate/touches.ts";

/** What each campaign, mailing and list cost, by platform and name, and what of a platform no deal names. */
export function spentOf(folder: string): Map<string, number> {
  const { records } = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as {
    records: Record<"google_ads" | "meta_ads", { campaigns: Record<string, string> }>;
  };
  const spent = new Map<string, number>();
  for (const platform of ["google_ads", "meta_ads"] as const) {
    const campaigns = Object.entries(records[platform].campaigns);
    for (const [name, cost] of campaigns) spent.set(`${platform} ${name}`, Number(cost));
    spent.set(`${platform} unattributed`, Number(records[platform].campaigns[unnamed[platform]]));
  }
  for (const { name } of mailings) spent.set(`mailchimp ${name}`, mailingCost);
  for (const { id, vendor, cost } of lists) spent.set(`${vendor} ${id}`, cost);
  return spent;
}

const unnamed = { google_ads: searchCampaigns[1].name, meta_ads: metaCampaigns[1].name };
