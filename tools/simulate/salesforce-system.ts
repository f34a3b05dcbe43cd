import { drawAttributes } from "./attributes.ts";
import { exportedAt, isIdeal } from "./company.ts";
import { drawDeal } from "./journey.ts";
import { plant } from "./plant.ts";
import { Random } from "./random.ts";
import { SalesforceActivities } from "./salesforce-activities.ts";
import { SalesforceExport } from "./salesforce.ts";
import { campaignOf, type Simulation } from "./simulation.ts";
import { drawTouches, events } from "./touches.ts";
import type { Minute } from "./wall-time.ts";
import { drawWork, isHot } from "./work.ts";

/** Salesforce: its opportunities with their history, its activities, and the events that its people came to. */
export class SalesforceSystem {
  readonly #opportunities: SalesforceExport;
  readonly #activities: SalesforceActivities;

  constructor(readonly simulation: Simulation) {
    const { at } = simulation;
    this.#opportunities = new SalesforceExport(
      at("salesforce", "opportunity_history.csv"),
      at("salesforce", "opportunities.csv"),
    );
    this.#activities = new SalesforceActivities(at("salesforce"));
  }

  /** Draws an opportunity and what was done on it, and writes both. */
  add(index: number, start: (random: Random) => Minute): void {
    const { seed, company, truth, watch } = this.simulation;
    const random = new Random(seed, 2, index);
    const startedAt = start(random);
    const source = random.weighted(company.sources);
    const drawn = drawDeal(random, {
      pipeline: "sales",
      source,
      startedAt,
      full: true,
      fromStart: false,
      company,
    });
    const { number, account } = this.#opportunities.describe(random);
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
    const owner = this.#opportunities.add(random, deal, number, account, { campaign, ...attributes });
    const work = drawWork(workKey, deal, owner, isHot(source, isFit));
    const touches = work.people.length === 0 ? [] : drawTouches([seed, 9, 2, index], deal, events);
    this.#activities.add(number, work, touches);
    watch({ deal, system: "salesforce", work, touches, campaign, isIdeal: isFit, attributes });
  }

  get noChangeRows(): number {
    return this.#opportunities.noChangeRows;
  }

  close(): void {
    this.#opportunities.close();
    this.#activities.close();
  }
}
