import { cpSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  exportedAt,
  firstDay,
  lists,
  partnerSource,
  purchasedSource,
  sampleCompany,
  shares,
  type Company,
} from "./company.ts";
import { FunnelError } from "../../pipelines/contract/errors.ts";
import { sampleHome } from "../../pipelines/contract/home.ts";
import { writeGoogleAds } from "./google-ads.ts";
import { HubSpotExport } from "./hubspot.ts";
import { drawDeal, type Deal } from "./journey.ts";
import { PurchasedListExport } from "./purchased-list.ts";
import { Random } from "./random.ts";
import { SalesforceExport } from "./salesforce.ts";
import { Truth } from "./truth.ts";
import { isoDate, isoMinute, minutesPerDay } from "./wall-time.ts";

const noContact = { email: "", phone: "" };

export interface SimulateOptions {
  seed: number;
  leads: number;
  out: string;
  /** The parameters; those of the committed sample by default. */
  company?: Company;
  /** Sees every deal of a CRM as it is written. */
  watch?: (deal: Deal, system: "hubspot" | "salesforce") => void;
}

/**
 * Writes a Hungarian B2B company over 18 months as vendor exports under `out/exports`, its reference data under `out/reference`, and what
 * truly happened to `out/truth.json`.
 * The same seed and number of leads give the same bytes everywhere. `leads` counts the deals of both CRMs; list members come on top.
 */
export async function simulate(options: SimulateOptions): Promise<void> {
  await Promise.resolve();
  try {
    write(options);
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw new FunnelError(
      "io",
      "simulate_write",
      `simulate: cannot write below ${options.out}; choose a folder you may write to`,
      { cause: error },
    );
  }
}

function write({ seed, leads, out, company = sampleCompany, watch = () => undefined }: SimulateOptions) {
  const { pipelines, sources, disturbances } = company;
  const reference = join(resolve(out), "reference");
  if (reference !== sampleHome.reference) cpSync(sampleHome.reference, reference, { recursive: true });
  const at = (...path: string[]) => join(out, "exports", ...path);
  const truth = new Truth();
  const memberCount = Math.round(leads * shares.list_members);
  const salesforceCount = Math.round(leads * shares.salesforce);
  const partnerCount = Math.round(leads * shares.partner);
  const workedCount = Math.round(memberCount * shares.members_worked);
  const salesCount = Math.max(0, leads - salesforceCount - partnerCount - workedCount);
  const start = (random: Random, index: number, count: number) =>
    Math.round(
      firstDay + ((index + random.next()) / count) * (exportedAt - firstDay - 2 * minutesPerDay - 1440),
    );

  const hubspot = new HubSpotExport(at("hubspot", "deals.csv"));
  for (let index = 0; index < salesCount + partnerCount; index++) {
    const random = new Random(seed, 1, index);
    const isPartner = index >= salesCount;
    const startedAt = isPartner
      ? start(random, index - salesCount, partnerCount)
      : start(random, index, salesCount);
    const source = isPartner ? partnerSource : random.weighted(sources);
    const deal = drawDeal(random, {
      pipeline: isPartner ? "partner" : "sales",
      source,
      startedAt,
      full: false,
      fromStart: false,
      company,
    });
    truth.add(deal);
    watch(deal, "hubspot");
    hubspot.add(random, deal, noContact);
  }

  const list = new PurchasedListExport(at("purchased_list", "list.csv"), seed);
  let worked = 0;
  for (let index = 0; index < memberCount; index++) {
    const member = list.add(index / memberCount);
    if (Math.floor(((index + 1) * workedCount) / memberCount) === worked) {
      truth.add({
        pipeline: "sales",
        source: purchasedSource,
        moves: [{ at: member.deliveredAt, to: 1 }],
        isZombie: false,
      });
      continue;
    }
    worked++;
    const random = new Random(seed, 5, index);
    const startedAt = member.deliveredAt + random.whole(1, 120) * minutesPerDay + random.whole(480, 1079);
    const deal = drawDeal(random, {
      pipeline: "sales",
      source: purchasedSource,
      startedAt,
      full: false,
      fromStart: true,
      company,
    });
    truth.add(deal);
    watch(deal, "hubspot");
    hubspot.add(random, deal, random.chance(0.5) ? { email: member.email.toUpperCase(), phone: "" } : member);
  }
  list.close();
  hubspot.close();

  const salesforce = new SalesforceExport(
    at("salesforce", "opportunity_history.csv"),
    at("salesforce", "opportunities.csv"),
  );
  for (let index = 0; index < salesforceCount; index++) {
    const random = new Random(seed, 2, index);
    const startedAt = start(random, index, salesforceCount);
    const deal = drawDeal(random, {
      pipeline: "sales",
      source: random.weighted(sources),
      startedAt,
      full: true,
      fromStart: false,
      company,
    });
    truth.add(deal);
    watch(deal, "salesforce");
    salesforce.add(random, deal);
  }
  salesforce.close();

  const ads = writeGoogleAds(at("google_ads", "campaigns_daily.csv"), seed);
  const content = {
    about: "What truly happened in this synthetic company, counted as the semantics count it.",
    seed,
    leads,
    first_day: isoDate(firstDay),
    exported_at: isoMinute(exportedAt),
    time_zone: "Europe/Budapest",
    parameters: {
      pipelines: Object.fromEntries(Object.entries(pipelines).map(([name, { stages }]) => [name, stages])),
      sources: [...sources, partnerSource, purchasedSource],
      disturbances,
      shares,
    },
    records: {
      hubspot_deals: salesCount + partnerCount + worked,
      salesforce_opportunities: salesforceCount,
      salesforce_no_change_rows: salesforce.noChangeRows,
      list_members: memberCount,
      list_members_worked: worked,
      lists: lists.length,
      google_ads: ads,
    },
    happenings: truth.happenings,
    pipelines: truth.pipelines,
  };
  writeFileSync(join(out, "truth.json"), JSON.stringify(content, null, 2) + "\n");
}
