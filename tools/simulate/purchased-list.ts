import { companyName, lists } from "./company.ts";
import { Output } from "./output.ts";
import { Random } from "./random.ts";
import { isoDate, type Minute } from "./wall-time.ts";

/** A member's contact as the list writes it, and as a CRM would. */
export interface Member {
  deliveredAt: Minute;
  email: string;
  phone: string;
}

const pad = (value: number, width: number) => String(value).padStart(width, "0");

/** Purchased lists in one file. Addresses are under `.example`, numbers in an invented block; only the first 10,000 have one. */
export class PurchasedListExport {
  readonly #file: Output;
  readonly #seed: number;
  #count = 0;

  constructor(path: string, seed: number) {
    this.#seed = seed;
    this.#file = new Output(path);
    this.#file.row([
      "List ID",
      "Vendor",
      "Delivered",
      "Company",
      "Phone",
      "Email",
      "Do Not Call",
      "Legal Basis",
      "Cost",
      "Currency",
    ]);
  }

  /** Writes the next member; `position` in [0, 1) chooses the list. */
  add(position: number): Member {
    const number = this.#count++;
    const random = new Random(this.#seed, 3, number);
    const list = lists[Math.floor(position * lists.length)] ?? lists[0];
    const email = `ugyfel${pad(number, 5)}@minta-ceg.example`;
    const four = pad(number, 4);
    const phone = number > 9999 ? "" : `+361555${four}`;
    const written = phone === "" ? "" : random.chance(0.5) ? phone : `06 1 555 ${four}`;
    this.#file.row([
      list.id,
      list.vendor,
      isoDate(list.delivered),
      companyName(random, 100_000 + number),
      written,
      email,
      random.chance(0.08) ? "Yes" : "No",
      list.basis,
      list.cost,
      "HUF",
    ]);
    return { deliveredAt: list.delivered, email, phone };
  }

  close(): void {
    this.#file.close();
  }
}
