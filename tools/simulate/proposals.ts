import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Output } from "./output.ts";
import { isoDate, isoMinute } from "./wall-time.ts";
import type { Work } from "./work.ts";

const whole = "Az ügyfél helyzete;Célok;Terjedelem;Ár;Ütemezés;Feltételek;Következő lépés;Érvényesség";
const partly = "Terjedelem;Ár;Feltételek;Érvényesség";

const mapping = {
  source: "hubspot",
  zone: "Europe/Budapest",
  files: [
    {
      file: "proposals.csv",
      stream: "proposals",
      date_format: "ymd",
      columns: {
        proposal_id: "Proposal",
        record_id: "Deal",
        version: "Version",
        sent_at: "Sent",
        valid_until: "Valid until",
        viewed_at: "Viewed",
        answered_at: "Answered",
        answer: "Answer",
        discount_rate: "Discount",
        is_personalised: "Personalised",
        parts: "Parts",
        owner_id: "Owner",
      },
      constants: { record_type: "opportunity" },
    },
  ],
};

/** The company's own table of proposals, with the mapping that describes it. */
export class ProposalsExport {
  readonly #file: Output;
  #count = 0;

  constructor(folder: string) {
    this.#file = new Output(join(folder, "proposals.csv"));
    this.#file.row(Object.values(mapping.files[0]?.columns ?? {}));
    writeFileSync(join(folder, "mapping.json"), JSON.stringify(mapping, null, 2) + "\n");
  }

  add(dealId: number, work: Work): void {
    if (work.proposals.length === 0) return;
    const proposalId = `A-${String(++this.#count).padStart(5, "0")}`;
    for (const { version, sentAt, validUntil, viewedAt, answeredAt, answer, ...content } of work.proposals)
      this.#file.row([
        proposalId,
        dealId,
        version,
        isoMinute(sentAt),
        isoDate(validUntil),
        viewedAt === undefined ? "" : isoMinute(viewedAt),
        answeredAt === undefined ? "" : isoMinute(answeredAt),
        answer ?? "",
        content.discount.toFixed(2),
        content.isPersonalised ? "Yes" : "No",
        content.isComplete ? whole : partly,
        work.owner,
      ]);
  }

  close(): void {
    this.#file.close();
  }
}
