import { minutesPerDay } from "../simulate/wall-time.ts";

/** Sorted minutes of those to whom it happened, out of how many. */
export class Times {
  readonly #minutes: number[] = [];
  #sorted = true;
  count = 0;

  add(minutes: number): void {
    this.count++;
    if (minutes === Infinity) return;
    this.#minutes.push(minutes);
    this.#sorted = false;
  }

  #happened(): number[] {
    if (!this.#sorted) this.#minutes.sort((a, b) => a - b);
    this.#sorted = true;
    return this.#minutes;
  }

  /** How many within so many days. */
  within(days: number): number {
    const minutes = this.#happened();
    let low = 0;
    for (let high = minutes.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((minutes[middle] ?? Infinity) <= days * minutesPerDay) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The minute by which this share of them (of all when `days` is left out, else of those within so many days) was through. */
  quantile(share: number, days?: number): number {
    const of = days === undefined ? this.count : this.within(days);
    return this.#happened()[Math.ceil(share * of) - 1] ?? Infinity;
  }
}
