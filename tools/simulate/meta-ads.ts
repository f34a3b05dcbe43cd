import { exportedAt } from "./company.ts";
import { Output } from "./output.ts";
import { Random } from "./random.ts";
import { isoDate, minutesPerDay, wallTime } from "./wall-time.ts";

/** The first campaign brings leads that name it; nobody names the second. */
export const metaCampaigns = [
  { name: "Visszatérő látogatók", id: "120200000000001", clicks: 5, price: 210 },
  { name: "Márkaismertség", id: "120200000000002", clicks: 8, price: 90 },
] as const;

const firstDay = wallTime("2026-03-01");

/** A Meta Ads report by day with the row of the account first; returns what it holds. */
export function writeMetaAds(
  path: string,
  seed: number,
): { rows: number; cost: string; campaigns: Record<string, string> } {
  const random = new Random(seed, 10);
  const file = new Output(path);
  file.row([
    "Campaign name",
    "Campaign ID",
    "Day",
    "Amount spent (HUF)",
    "Impressions",
    "Link clicks",
    "Reporting starts",
    "Reporting ends",
  ]);
  const lines: (string | number)[][] = [];
  const cents = new Map<string, number>();
  const total = { cents: 0, impressions: 0, clicks: 0 };
  for (let day = firstDay; day <= exportedAt; day += minutesPerDay)
    for (const { name, id, clicks: usual, price } of metaCampaigns) {
      const clicks = Math.round(random.lognormal(usual, 0.5));
      const impressions = clicks * random.whole(60, 140) + random.whole(0, 200);
      const spent = Math.round(clicks * random.lognormal(price * 100, 0.2));
      total.cents += spent;
      cents.set(name, (cents.get(name) ?? 0) + spent);
      total.impressions += impressions;
      total.clicks += clicks;
      lines.push([name, id, isoDate(day), money(spent), impressions, clicks, isoDate(day), isoDate(day)]);
    }
  file.row([
    "",
    "",
    "",
    money(total.cents),
    total.impressions,
    total.clicks,
    isoDate(firstDay),
    isoDate(exportedAt),
  ]);
  for (const line of lines) file.row(line);
  file.close();
  return {
    rows: lines.length,
    cost: money(total.cents),
    campaigns: Object.fromEntries([...cents].map(([name, spent]) => [name, money(spent)])),
  };
}

const money = (cents: number) => (cents / 100).toFixed(2);
