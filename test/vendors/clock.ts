import type { Clock } from "../../pipelines/extract/http/clock.ts";
import { Random } from "../../tools/simulate/random.ts";

/** A time in which waiting takes none: job and fake vendor share it. */
export class VirtualClock implements Clock {
  readonly #random: Random;
  /** Milliseconds that were waited, in all. */
  waited = 0;

  constructor(
    private time: number,
    seed = 1,
  ) {
    this.#random = new Random(seed, 77);
  }

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    this.waited += milliseconds;
    return Promise.resolve();
  }

  random(): number {
    return this.#random.next();
  }

  pass(milliseconds: number): void {
    this.time += milliseconds;
  }

  /** Goes on to a later instant. */
  goTo(instant: string): void {
    this.time = Math.max(this.time, Date.parse(instant));
  }
}
