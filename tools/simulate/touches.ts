import { join } from "node:path";
import { exportedAt } from "./company.ts";
import type { Deal } from "./journey.ts";
import { Output } from "./output.ts";
import { Random } from "./random.ts";
import { isoMinute, minutesPerDay, wallTime, type Minute } from "./wall-time.ts";

/** A mailing or an event, by which people are touched before they come to sales. */
export interface Campaign {
  id: string;
  name: string;
  at: Minute;
}

const months = ["2025-05", "2025-08", "2025-11", "2026-02", "2026-05", "2026-08", "2026-10"];
export const mailings: Campaign[] = months.map((month, index) => ({
  id: `${["a1", "b2", "c3", "d4", "e5", "f6", "a7"][index] ?? ""}0c1d2e3f`,
  name: `Hírlevél ${month}`,
  at: wallTime(`${month}-12`, 9),
}));
export const events: Campaign[] = [
  { id: "", name: "Ipar Napjai 2025", at: wallTime("2025-05-27", 10) },
  { id: "", name: "Webinár: készletgazdálkodás", at: wallTime("2025-10-16", 10) },
  { id: "", name: "Ipar Napjai 2026", at: wallTime("2026-05-19", 10) },
];

/** In forints, each. */
export const mailingCost = 18000;

export interface Touch {
  campaign: Campaign;
  isResponse: boolean;
  at: Minute;
}

/** Of those who can be written to, half read what comes from 120 days before a deal begins until it ends; some answer. */
export function drawTouches(key: number[], deal: Deal, campaigns: Campaign[]): Touch[] {
  const random = new Random(...key);
  const start = deal.moves[0]?.at ?? exportedAt;
  const end = deal.moves.at(-1);
  const until = Math.min(end !== undefined && typeof end.to !== "number" ? end.at : Infinity, exportedAt);
  if (!random.chance(0.5)) return [];
  return campaigns.flatMap((campaign): Touch[] => {
    const [isRead, isResponse, after] = [random.chance(0.6), random.chance(0.3), random.whole(10, 2000)];
    const at = campaign.at + after;
    return isRead && at >= start - 120 * minutesPerDay && at < until ? [{ campaign, isResponse, at }] : [];
  });
}

/** Mailchimp: the list of mailings, and what their recipients did. */
export class MailchimpExport {
  readonly #recipients: Output;
  readonly #counts = new Map<string, { opened: number; clicked: number }>();
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#recipients = new Output(join(folder, "recipients.csv"));
    this.#recipients.row(["Email Address", "Campaign Id", "Action", "Timestamp"]);
  }

  add(email: string, touches: Touch[]): void {
    for (const { campaign, isResponse, at } of touches) {
      this.#recipients.row([email, campaign.id, isResponse ? "click" : "open", `${isoMinute(at)}:00`]);
      const counts = this.#counts.get(campaign.id) ?? { opened: 0, clicked: 0 };
      counts.opened++;
      if (isResponse) counts.clicked++;
      this.#counts.set(campaign.id, counts);
    }
  }

  close(): void {
    this.#recipients.close();
    const file = new Output(join(this.#folder, "campaigns.csv"));
    file.row([
      "Title",
      "Audience",
      "Send Date",
      "Total Recipients",
      "Successful Deliveries",
      "Unique Opens",
      "Unique Clicks",
      "Campaign Cost",
      "Unique Id",
    ]);
    for (const { id, name, at } of mailings) {
      const { opened, clicked } = this.#counts.get(id) ?? { opened: 0, clicked: 0 };
      file.row([name, "Érdeklődők", mailTime(at), 2400, 2352, opened, clicked, mailingCost, id]);
    }
    file.close();
  }
}

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** May 12, 2025 09:00 am */
function mailTime(at: Minute): string {
  const [date = "", time = ""] = isoMinute(at).split(" ");
  const [year = "", month = "", day = ""] = date.split("-");
  return `${monthNames[Number(month) - 1] ?? ""} ${day}, ${year} ${time} am`;
}
