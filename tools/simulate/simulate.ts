import { cpSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  exportedAt,
  firstDayOf,
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
import { HubSpotSystem } from "./hubspot-system.ts";
import { writeMetaAds } from "./meta-ads.ts";
import { PurchasedListExport } from "./purchased-list.ts";
import type { Random } from "./random.ts";
import { SalesforceSystem } from "./salesforce-system.ts";
import type { KnownDeal, Simulation } from "./simulation.ts";
import { Truth } from "./truth.ts";
import { isoDate, isoMinute, minutesPerDay, type Minute } from "./wall-time.ts";

export interface SimulateOptions {
  seed: number;
  leads: number;
  /** How many months are told of, up to the export; 18 when missing. */
  months?: number;
  out: string;
  /** The parameters; those of the committed sample by default. */
  company?: Company;
  /** Sees every deal of a CRM as it is written. */
  watch?: (known: KnownDeal) => void;
}

/**
 * Writes a Hungarian B2B company as vendor exports under `out/exports`, its reference data under `out/reference`, and what
 * truly happened to `out/truth.json`.
 * The same seed, months and number of leads give the same bytes everywhere. `leads` counts the deals of both CRMs; list members come on top.
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

function write({
  seed,
  leads,
  months = 18,
  out,
  company = sampleCompany,
  watch = () => undefined,
}: SimulateOptions) {
  const firstDay = firstDayOf(months);
  const reference = join(resolve(out), "reference");
  if (reference !== sampleHome.reference) cpSync(sampleHome.reference, reference, { recursive: true });
  const at = (...path: string[]) => join(out, "exports", ...path);
  const simulation: Simulation = { seed, firstDay, company, at, truth: new Truth(), watch };
  const sizes = sizesOf(leads);
  const hubspot = new HubSpotSystem(simulation);
  addDeals(hubspot, sizes);
  addLists(hubspot, sizes);
  hubspot.close();
  const salesforce = new SalesforceSystem(simulation);
  for (let index = 0; index < sizes.salesforce; index++)
    salesforce.add(index, (random) => startOf(random, firstDay, index, sizes.salesforce));
  salesforce.close();
  const content = {
    about: "What truly happened in this synthetic company, counted as the semantics count it.",
    seed,
    leads,
    first_day: isoDate(firstDay),
    exported_at: isoMinute(exportedAt),
    time_zone: "Europe/Budapest",
    parameters: parametersOf(company),
    records: {
      hubspot_deals: sizes.sales + sizes.partner + sizes.worked,
      salesforce_opportunities: sizes.salesforce,
      salesforce_no_change_rows: salesforce.noChangeRows,
      list_members: sizes.members,
      list_members_worked: sizes.worked,
      lists: lists.length,
      google_ads: writeGoogleAds(at("google_ads", "campaigns_daily.csv"), seed, firstDay),
      meta_ads: writeMetaAds(at("meta_ads", "campaigns.csv"), seed),
    },
    happenings: simulation.truth.happenings,
    pipelines: simulation.truth.pipelines,
  };
  writeFileSync(join(out, "truth.json"), JSON.stringify(content, null, 2) + "\n");
}

type Sizes = ReturnType<typeof sizesOf>;

/** How many deals each system has, how many members the lists have, and how many of those are worked. */
function sizesOf(leads: number) {
  const members = Math.round(leads * shares.list_members);
  const salesforce = Math.round(leads * shares.salesforce);
  const partner = Math.round(leads * shares.partner);
  const worked = Math.round(members * shares.members_worked);
  return { members, salesforce, partner, worked, sales: Math.max(0, leads - salesforce - partner - worked) };
}

/** When one of so many deals starts: they are spread evenly over the time that is told of. */
const startOf = (random: Random, firstDay: Minute, index: number, count: number): Minute =>
  Math.round(
    firstDay + ((index + random.next()) / count) * (exportedAt - firstDay - 2 * minutesPerDay - 1440),
  );

/** The deals of both pipelines of HubSpot that came from no list. */
function addDeals(hubspot: HubSpotSystem, sizes: Sizes): void {
  const { firstDay, company } = hubspot.simulation;
  for (let index = 0; index < sizes.sales; index++)
    hubspot.add([1, index], {
      pipeline: "sales",
      start: (random) => startOf(random, firstDay, index, sizes.sales),
      source: (random) => random.weighted(company.sources),
    });
  for (let index = 0; index < sizes.partner; index++)
    hubspot.add([1, sizes.sales + index], {
      pipeline: "partner",
      start: (random) => startOf(random, firstDay, index, sizes.partner),
      source: () => partnerSource,
    });
}

/** The members of purchased lists: those who are worked become deals of HubSpot, evenly spread among the others. */
function addLists(hubspot: HubSpotSystem, sizes: Sizes): void {
  const { seed, at, truth } = hubspot.simulation;
  const list = new PurchasedListExport(at("purchased_list", "list.csv"), seed);
  let worked = 0;
  for (let index = 0; index < sizes.members; index++) {
    const member = list.add(index / sizes.members);
    if (Math.floor(((index + 1) * sizes.worked) / sizes.members) === worked) {
      truth.add({
        pipeline: "sales",
        source: purchasedSource,
        moves: [{ at: member.deliveredAt, to: 1 }],
        isZombie: false,
      });
      continue;
    }
    worked++;
    hubspot.add(
      [5, index],
      {
        pipeline: "sales",
        start: (random) =>
          member.deliveredAt + random.whole(1, 120) * minutesPerDay + random.whole(480, 1079),
        source: () => purchasedSource,
      },
      member,
    );
  }
  list.close();
}

const parametersOf = ({ pipelines, sources, disturbances }: Company) => ({
  pipelines: Object.fromEntries(Object.entries(pipelines).map(([name, { stages }]) => [name, stages])),
  sources: [...sources, partnerSource, purchasedSource],
  disturbances,
  shares,
});
