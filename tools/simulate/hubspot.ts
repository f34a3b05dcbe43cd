import { companyName, owners, pipelines } from "./company.ts";
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
      "Contact Email",
      "Contact Phone",
      ...entered.map(({ header }) => header),
    ]);
  }

  /** Writes a deal; `contact` is the e-mail address and phone number of a purchased-list member, if the deal came from one. */
  add(random: Random, deal: Deal, contact: { email: string; phone: string }): void {
    const number = ++this.#count;
    const { hubspot, stages } = pipelines[deal.pipeline];
    const now = standing(deal);
    const closed = typeof now.to !== "number";
    const inEuro = deal.pipeline === "partner" && random.chance(0.4);
    const amount = Math.round(random.lognormal(inEuro ? 6000 : 2_400_000, 0.8) / 100) * 100;
    const last = new Map(deal.moves.map((move) => [move.to, move.at]));
    this.#file.row([
      9_000_000_000 + number * 7,
      `${companyName(random, number)} – ${random.pick(["bevezetés", "éves szerződés", "pilot", "bővítés"])}`,
      hubspot,
      closed ? outcomes[now.to as "won" | "lost"] : (stages[(now.to as number) - 1]?.hubspot ?? ""),
      closed || random.chance(0.8) ? amount : "",
      inEuro ? "EUR" : "HUF",
      isoMinute(deal.moves[0]?.at ?? now.at),
      closed
        ? isoMinute(now.at)
        : random.chance(0.6)
          ? isoMinute(now.at + random.whole(20, 120) * minutesPerDay)
          : "",
      random.pick(owners),
      deal.source.hubspot,
      contact.email,
      contact.phone,
      ...entered.map(({ pipeline, to }) => {
        const at = pipeline === deal.pipeline ? last.get(to as number | "won" | "lost") : undefined;
        return at === undefined ? "" : isoMinute(at);
      }),
    ]);
  }

  close(): void {
    this.#file.close();
  }
}
