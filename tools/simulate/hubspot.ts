import type { Attributes } from "./attributes.ts";
import { companyName, owners, pipelines, type Pipeline } from "./company.ts";
import { standing, type Deal } from "./journey.ts";
import { Output } from "./output.ts";
import type { Random } from "./random.ts";
import { isoMinute, minutesPerDay } from "./wall-time.ts";

const outcomes = { won: "Closed Won", lost: "Closed Lost" } as const;
const entered = Object.entries(pipelines).flatMap(([pipeline, { hubspot, stages }]) =>
  [
    ...stages.map((stage, index) => ({ to: index + 1, label: stage.hubspot })),
    { to: "won", label: outcomes.won },
    { to: "lost", label: outcomes.lost },
  ].map(({ to, label }) => ({ pipeline, to, header: `Date entered "${label} (${hubspot})"` })),
);

/** Whose deal it is, and what it is worth. */
interface Face {
  id: number;
  account: string;
  currency: string;
  amount: number;
}

/** A HubSpot deals export. `Date entered` keeps only the last entry into a stage, as HubSpot does. */
export class HubSpotExport {
  readonly #file: Output;
  #count = 0;

  constructor(path: string) {
    this.#file = new Output(path);
    this.#file.row([
      "Record ID",
      "Deal Name",
      "Pipeline",
      "Deal Stage",
      "Amount",
      "Currency",
      "Create Date",
      "Close Date",
      "Deal owner",
      "Original Source",
      "Original Source Campaign",
      "Associated Company",
      "Contact Email",
      "Contact Phone",
      "Country/Region",
      "Product",
      ...entered.map(({ header }) => header),
    ]);
  }

  /** Draws whose deal it is and what it is worth. */
  describe(random: Random, pipeline: Pipeline): Face {
    const number = ++this.#count;
    const inEuro = pipeline === "partner" && random.chance(0.4);
    const amount = Math.round(random.lognormal(inEuro ? 6000 : 2_400_000, 0.8) / 100) * 100;
    return {
      id: 9_000_000_000 + number * 7,
      account: companyName(random, number),
      currency: inEuro ? "EUR" : "HUF",
      amount,
    };
  }

  /** Writes a deal, with the e-mail address, phone number, campaign, country and product that are known of it; returns who works it. */
  add(
    random: Random,
    deal: Deal,
    { id, account, currency, amount }: Face,
    known: Attributes & { email: string; phone: string; campaign: string },
  ): string {
    const { hubspot, stages } = pipelines[deal.pipeline];
    const now = standing(deal);
    const closed = typeof now.to !== "number";
    const last = new Map(deal.moves.map((move) => [move.to, move.at]));
    const name = `${account} – ${random.pick(["bevezetés", "éves szerződés", "pilot", "bővítés"])}`;
    const worth = closed || random.chance(0.8) ? amount : "";
    const expected =
      !closed && random.chance(0.6) ? isoMinute(now.at + random.whole(20, 120) * minutesPerDay) : "";
    const owner = random.pick(owners);
    this.#file.row([
      id,
      name,
      hubspot,
      closed ? outcomes[now.to as "won" | "lost"] : (stages[(now.to as number) - 1]?.hubspot ?? ""),
      worth,
      currency,
      isoMinute(deal.moves[0]?.at ?? now.at),
      closed ? isoMinute(now.at) : expected,
      owner,
      deal.source.hubspot,
      known.campaign,
      account,
      known.email,
      known.phone,
      known.country,
      known.product,
      ...entered.map(({ pipeline, to }) => {
        const at = pipeline === deal.pipeline ? last.get(to as number | "won" | "lost") : undefined;
        return at === undefined ? "" : isoMinute(at);
      }),
    ]);
    return owner;
  }

  close(): void {
    this.#file.close();
  }
}
