import type { Attributes } from "./attributes.ts";
import type { Company, Source } from "./company.ts";
import { searchCampaigns } from "./google-ads.ts";
import type { Deal } from "./journey.ts";
import { metaCampaigns } from "./meta-ads.ts";
import type { Random } from "./random.ts";
import type { Touch } from "./touches.ts";
import type { Truth } from "./truth.ts";
import type { Minute } from "./wall-time.ts";
import type { Work } from "./work.ts";

/** A deal of a CRM with all that was done on it. */
export interface KnownDeal {
  deal: Deal;
  system: "hubspot" | "salesforce";
  work: Work;
  touches: Touch[];
  campaign: string;
  isIdeal: boolean;
  attributes: Attributes;
}

/** One run of the simulator: what its systems draw from, where they write, and who learns of it. */
export interface Simulation {
  seed: number;
  firstDay: Minute;
  company: Company;
  /** A path below the exports. */
  at(...path: string[]): string;
  truth: Truth;
  /** Sees every deal of a CRM as it is written. */
  watch(known: KnownDeal): void;
}

/** The campaign that a deal names: of paid search four in five the first or the third of Google, of web visitors two in five the first of Meta. */
export function campaignOf(random: Random, source: Source): string {
  const [named, first] = [random.chance(0.8), random.chance(0.4)];
  if (source.name === "paid_search" && named) return searchCampaigns[first ? 0 : 2].name;
  return source.name === "inbound_web" && first ? metaCampaigns[0].name : "";
}
