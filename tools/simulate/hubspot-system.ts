import { drawAttributes } from "./attributes.ts";
import { exportedAt, isIdeal, type Pipeline, type Source } from "./company.ts";
import { HubSpotActivities } from "./hubspot-activities.ts";
import { HubSpotExport } from "./hubspot.ts";
import { drawDeal } from "./journey.ts";
import { plant } from "./plant.ts";
import { ProposalsExport } from "./proposals.ts";
import { Random } from "./random.ts";
import { campaignOf, type Simulation } from "./simulation.ts";
import { drawTouches, mailings, MailchimpExport } from "./touches.ts";
import type { Minute } from "./wall-time.ts";
import { drawWork, isHot } from "./work.ts";

/** HubSpot and what stands around it: its deals, activities and proposals, and the mailings to its contacts. */
export class HubSpotSystem {
  readonly #deals: HubSpotExport;
  readonly #activities: HubSpotActivities;
  readonly #proposals: ProposalsExport;
  readonly #mailings: MailchimpExport;

  constructor(readonly simulation: Simulation) {
    const { at } = simulation;
    this.#deals = new HubSpotExport(at("hubspot", "deals.csv"));
    this.#activities = new HubSpotActivities(at("hubspot"));
    this.#proposals = new ProposalsExport(at("hubspot"));
    this.#mailings = new MailchimpExport(at("mailchimp"));
  }

  /** Draws a deal and what was done on it, and writes both; `member` is the person of a purchased list that it is about. */
  add(
    key: [stream: number, index: number],
    options: { pipeline: Pipeline; source: (random: Random) => Source; start: (random: Random) => Minute },
    member?: { email: string; phone: string },
  ): void {
    const { seed, company, truth, watch } = this.simulation;
    const { pipeline } = options;
    const random = new Random(seed, ...key);
    const [startedAt, source] = [options.start(random), options.source(random)];
    const isList = member !== undefined;
    const drawn = drawDeal(random, { pipeline, source, startedAt, full: false, fromStart: isList, company });
    const written = isList && random.chance(0.5) ? { email: member.email.toUpperCase(), phone: "" } : member;
    const face = this.#deals.describe(random, pipeline);
    const isFit = isIdeal(face.account);
    const workKey = [seed, 8, ...key];
    const deal = plant(workKey, drawn, {
      company,
      pipeline,
      source,
      full: false,
      until: exportedAt,
      isIdeal: isFit,
      isList,
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
    const owner = this.#deals.add(random, deal, face, { ...contact, campaign, ...attributes });
    const work = drawWork(workKey, deal, owner, isHot(source, isFit));
    this.#activities.add(face.id, work);
    this.#proposals.add(face.id, work);
    const touches = isList || contact.email === "" ? [] : drawTouches([seed, 9, ...key], deal, mailings);
    this.#mailings.add(contact.email, touches);
    watch({ deal, system: "hubspot", work, touches, campaign, isIdeal: isFit, attributes });
  }

  close(): void {
    this.#deals.close();
    this.#activities.close();
    this.#proposals.close();
    this.#mailings.close();
  }
}
