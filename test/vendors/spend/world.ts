import { Random } from "../../../tools/simulate/random.ts";

/** An account of a platform: what it spent on each campaign and day, and how it corrects days that are over. */
export interface SpendWorld {
  seed: number;
  currency: string;
  campaigns: { id: string; name: string }[];
  /** First day on which anything was spent. */
  from: string;
}

/** What a platform says of a campaign and day. */
export interface SpendRow {
  day: string;
  campaign: { id: string; name: string };
  /** Cost in millionths; whole cents. */
  micros: number;
  impressions: number;
  clicks: number;
  conversions: number;
  leads: number;
}

const day = 86_400_000;
/** Days after which nothing is corrected any more. */
export const settledAfter = 80;

export function drawSpend({
  seed = 1,
  campaigns = 4,
  from = "2026-06-01",
  currency = "EUR",
} = {}): SpendWorld {
  const names = ["Kert", "Őszi akció", 'Brand "A", EU', "Lead form"];
  return {
    seed,
    currency,
    from,
    campaigns: Array.from({ length: campaigns }, (_, at) => ({
      id: String(70_000_000_001 + at),
      name: `${names[at % names.length] ?? ""}${at < names.length ? "" : ` ${at}`}`,
    })),
  };
}

/** What the platform says at an instant of the days from one to another, by day and campaign; a campaign rests on some days. */
export function rowsAt(
  { seed, campaigns, from: first }: SpendWorld,
  from: string,
  to: string,
  now: number,
): SpendRow[] {
  const rows: SpendRow[] = [];
  const start = Math.max(Date.parse(from), Date.parse(first));
  for (let at = start; at <= Date.parse(to) && at <= now; at += day)
    for (const [place, campaign] of campaigns.entries()) {
      const random = new Random(seed, Math.floor(at / day), place);
      if (random.chance(0.15)) continue;
      const age = Math.floor((now - at) / day);
      // clicks are taken back, and conversions come in late
      const [cents, clicks] = [random.whole(150, 90_000), random.whole(0, 300)];
      const isCorrected = random.chance(0.4);
      const settles = random.whole(2, settledAfter);
      const late = isCorrected && age < settles;
      const conversions = random.whole(0, 8);
      rows.push({
        day: new Date(at).toISOString().slice(0, 10),
        campaign,
        micros: (late ? cents + Math.ceil(cents / 20) : cents) * 10_000,
        impressions: clicks * 20 + (late ? 3 : 0),
        clicks: late ? clicks + 2 : clicks,
        conversions: late ? conversions / 2 : conversions,
        leads: late ? 0 : Math.floor(conversions / 3),
      });
    }
  return rows;
}

/** Millionths as a decimal text of hundredths. */
export const inUnits = (micros: number): string =>
  `${Math.floor(micros / 1_000_000)}.${String(Math.floor(micros / 10_000) % 100).padStart(2, "0")}`;
