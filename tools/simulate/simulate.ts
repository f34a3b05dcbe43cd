import { drawAttributes, type Attributes } from "./attributes.ts";
import { cpSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  exportedAt,
  firstDay,
  isIdeal,
  lists,
  partnerSource,
  purchasedSource,
  sampleCompany,
  shares,
  type Company,
  type Pipeline,
  type Source,
} from "./company.ts";
import { FunnelError } from "../../pipelines/contract/errors.ts";
import { sampleHome } from "../../pipelines/contract/home.ts";
import { searchCampaigns, writeGoogleAds } from "./google-ads.ts";
import { HubSpotActivities } from "./hubspot-activities.ts";
import { HubSpotExport } from "./hubspot.ts";
import { drawDeal, type Deal } from "./journey.ts";
import { metaCampaigns, writeMetaAds } from "./meta-ads.ts";
import { plant } from "./plant.ts";
import { ProposalsExport } from "./proposals.ts";
import { PurchasedListExport } from "./purchased-list.ts";
import { Random } from "./random.ts";
import { SalesforceActivities } from "./salesforce-activities.ts";
import { SalesforceExport } from "./salesforce.ts";
import { drawTouches, events, mailings, MailchimpExport, type Touch } from "./touches.ts";
import { Truth } from "./truth.ts";
import { isoDate, isoMinute, minutesPerDay, type Minute } from "./wall-time.ts";
import { drawWork, isHot, type Work } from "./work.ts";

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

export interface SimulateOptions {
  seed: number;
  leads: number;
  out: string;
  /** The parameters; those of the committed sample by default. */
  company?: Company;
  /** Sees every deal of a CRM as it is written. */
  watch?: (known: KnownDeal) => void;
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
  const activities = new HubSpotActivities(at("hubspot"));
  const proposals = new ProposalsExport(at("hubspot"));
  const mailchimp = new MailchimpExport(at("mailchimp"));
  /** Draws a deal of HubSpot and what was done on it, and writes both. */
  const addToHubSpot = (
    key: [stream: number, index: number],
    options: { pipeline: Pipeline; source: (random: Random) => Source; start: (random: Random) => Minute },
    member?: { email: string; phone: string },
  ) => {
    const random = new Random(seed, ...key);
    const [startedAt, source] = [options.start(random), options.source(random)];
    const drawn = drawDeal(random, {
      pipeline: options.pipeline,
      source,
      startedAt,
      full: false,
      fromStart: member !== undefined,
      company,
    });
    const written =
      member !== undefined && random.chance(0.5) ? { email: member.email.toUpperCase(), phone: "" } : member;
    const face = hubspot.describe(random, options.pipeline);
    const isFit = isIdeal(face.account);
    const workKey = [seed, 8, ...key];
    const deal = plant(workKey, drawn, {
      company,
      pipeline: options.pipeline,
      source,
      full: false,
      until: exportedAt,
      isIdeal: isFit,
      isList: member !== undefined,
      isHot: isHot(source, isFit),
    });
    truth.add(deal);
    const around = new Random(seed, 11, ...key);
    const contact = written ?? {
      email: around.chance(0.7) ? `vevo${face.id}@ugyfel.example` : "",
      phone: "",
    };
    const campaign = campaignOf(around, source);
    const attributes = drawAttributes(new Random(seed, 14, ...key));
    const owner = hubspot.add(random, deal, face, { ...contact, campaign, ...attributes });
    const work = drawWork(workKey, deal, owner, isHot(source, isFit));
    activities.add(face.id, work);
    proposals.add(face.id, work);
    const touches =
      member === undefined && contact.email !== "" ? drawTouches([seed, 9, ...key], deal, mailings) : [];
    mailchimp.add(contact.email, touches);
    watch({ deal, system: "hubspot", work, touches, campaign, isIdeal: isFit, attributes });
  };
  for (let index = 0; index < salesCount + partnerCount; index++) {
    const isPartner = index >= salesCount;
    addToHubSpot([1, index], {
      pipeline: isPartner ? "partner" : "sales",
      start: (random) =>
        isPartner ? start(random, index - salesCount, partnerCount) : start(random, index, salesCount),
      source: (random) => (isPartner ? partnerSource : random.weighted(sources)),
    });
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
    addToHubSpot(
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
  hubspot.close();
  activities.close();
  proposals.close();
  mailchimp.close();

  const salesforce = new SalesforceExport(
    at("salesforce", "opportunity_history.csv"),
    at("salesforce", "opportunities.csv"),
  );
  const reports = new SalesforceActivities(at("salesforce"));
  for (let index = 0; index < salesforceCount; index++) {
    const random = new Random(seed, 2, index);
    const startedAt = start(random, index, salesforceCount);
    const source = random.weighted(sources);
    const drawn = drawDeal(random, {
      pipeline: "sales",
      source,
      startedAt,
      full: true,
      fromStart: false,
      company,
    });
    const { number, account } = salesforce.describe(random);
    const isFit = isIdeal(account);
    const workKey = [seed, 8, 2, index];
    const deal = plant(workKey, drawn, {
      company,
      pipeline: "sales",
      source,
      full: true,
      until: exportedAt,
      isIdeal: isFit,
      isList: false,
      isHot: isHot(source, isFit),
    });
    truth.add(deal);
    const campaign = campaignOf(new Random(seed, 11, 2, index), source);
    const attributes = drawAttributes(new Random(seed, 14, 2, index));
    const owner = salesforce.add(random, deal, number, account, { campaign, ...attributes });
    const work = drawWork(workKey, deal, owner, isHot(source, isFit));
    const touches = work.people.length === 0 ? [] : drawTouches([seed, 9, 2, index], deal, events);
    reports.add(number, work, touches);
    watch({ deal, system: "salesforce", work, touches, campaign, isIdeal: isFit, attributes });
  }
  salesforce.close();
  reports.close();

  const ads = writeGoogleAds(at("google_ads", "campaigns_daily.csv"), seed);
  const meta = writeMetaAds(at("meta_ads", "campaigns.csv"), seed);
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
      meta_ads: meta,
    },
    happenings: truth.happenings,
    pipelines: truth.pipelines,
  };
  writeFileSync(join(out, "truth.json"), JSON.stringify(content, null, 2) + "\n");
}

/** The campaign that a deal names: most of paid search one of the first and the third, some visitors the first of Meta. */
function campaignOf(random: Random, source: Source): string {
  const [named, first] = [random.chance(0.8), random.chance(0.4)];
  if (source.name === "paid_search" && named) return searchCampaigns[first ? 0 : 2].name;
  return source.name === "inbound_web" && first ? metaCampaigns[0].name : "";
}
