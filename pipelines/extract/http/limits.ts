import type { Clock } from "./clock.ts";

/** What a vendor says of its limits beside an answer; what it does not say is left out. */
export interface Limits {
  /** Calls within a window of so many milliseconds. */
  window?: { max: number; remaining: number; milliseconds: number };
  /** Units of the day. */
  day?: { max: number; remaining: number };
}

/** Of a window this part stays free: others call at the same time, and the headers are of a moment ago. */
const reserve = 0.05;

/** Keeps a job below the limits of a vendor, and leaves the share of the day that is not its own to others. */
export class Throttle {
  #window: (NonNullable<Limits["window"]> & { seenAt: number }) | undefined;
  #day: Limits["day"];
  #spent: number;

  /** `share` of the day's units is the job's own; `spent` of them were used before, by earlier runs of the day. */
  constructor(
    readonly share: number,
    spent: number,
    readonly clock: Clock,
    day?: Limits["day"],
  ) {
    this.#spent = spent;
    this.#day = day;
  }

  /** Units of the day that the job has used. */
  get spent(): number {
    return this.#spent;
  }

  /** The part of the vendor's day that is left to all; undefined where the vendor does not say it. */
  get left(): number | undefined {
    return this.#day === undefined ? undefined : this.#day.remaining / Math.max(1, this.#day.max);
  }

  get day(): Limits["day"] {
    return this.#day;
  }

  /** Takes note of a call that was answered, whatever the answer. */
  note({ window, day }: Limits, units: number): void {
    this.#spent += units;
    if (window !== undefined) this.#window = { ...window, seenAt: this.clock.now() };
    if (day !== undefined) this.#day = day;
  }

  /** Whether a call of so many units is more than the job's share of the day. */
  isUsedUp(units: number): boolean {
    return this.#day !== undefined && this.#spent + units > this.#day.max * this.share;
  }

  /** How long to wait before the next call, in milliseconds. */
  wait(): number {
    const window = this.#window;
    if (window === undefined || window.remaining > Math.ceil(window.max * reserve)) return 0;
    return Math.max(0, window.seenAt + window.milliseconds - this.clock.now());
  }
}
