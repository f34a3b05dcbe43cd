import { exportedAt } from "./company.ts";
import { Output } from "./output.ts";
import { Random } from "./random.ts";
import { isoDate, longDate, minutesPerDay, type Minute } from "./wall-time.ts";

/** No deal names the second. */
export const searchCampaigns = [
  { name: "Márka - Keresés", id: "20000000001", clicks: 6, price: 110, conversion: 0.08 },
  { name: "Versenytárs - Keresés", id: "20000000002", clicks: 5, price: 380, conversion: 0.03 },
  { name: "Ipari szoftver, általános", id: "20000000003", clicks: 9, price: 290, conversion: 0.04 },
] as const;

const grouped = (value: string) => value.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
const money = (cents: number) =>
  `${grouped(String(Math.floor(cents / 100)))}.${String(cents % 100).padStart(2, "0")}`;

/** A daily Google Ads campaign report with its title, period and `Total:` rows; returns what it holds. */
export function writeGoogleAds(
  path: string,
  seed: number,
  firstDay: Minute,
): { rows: number; cost: string; impressions: number; clicks: number; campaigns: Record<string, string> } {
  const random = new Random(seed, 4);
  const file = new Output(path);
  file.line("Campaign report");
  file.line(`"${longDate(firstDay)} - ${longDate(exportedAt)}"`);
  file.row(["Day", "Campaign", "Campaign ID", "Currency code", "Cost", "Impr.", "Clicks", "Conversions"]);
  const cents = new Map<string, number>();
  const total = { rows: 0, cents: 0, impressions: 0, clicks: 0, conversions: 0 };
  for (let day = firstDay; day <= exportedAt; day += minutesPerDay)
    for (const campaign of searchCampaigns) {
      const clicks = Math.round(random.lognormal(campaign.clicks, 0.5));
      const impressions = clicks * random.whole(12, 40) + random.whole(0, 50);
      const spent = Math.round(clicks * random.lognormal(campaign.price * 100, 0.2));
      let conversions = 0;
      for (let click = 0; click < clicks; click++) if (random.chance(campaign.conversion)) conversions++;
      file.row([
        isoDate(day),
        campaign.name,
        campaign.id,
        "HUF",
        money(spent),
        grouped(String(impressions)),
        clicks,
        `${conversions}.00`,
      ]);
      total.rows++;
      total.cents += spent;
      cents.set(campaign.name, (cents.get(campaign.name) ?? 0) + spent);
      total.impressions += impressions;
      total.clicks += clicks;
      total.conversions += conversions;
    }
  for (const scope of ["Total: Account", "Total: Search", "Total: Campaigns"])
    file.row([
      scope,
      "--",
      "--",
      "HUF",
      money(total.cents),
      grouped(String(total.impressions)),
      grouped(String(total.clicks)),
      `${grouped(String(total.conversions))}.00`,
    ]);
  file.close();
  return {
    rows: total.rows,
    cost: money(total.cents).replaceAll(",", ""),
    impressions: total.impressions,
    clicks: total.clicks,
    campaigns: Object.fromEntries([...cents].map(([name, spent]) => [name, (spent / 100).toFixed(2)])),
  };
}
