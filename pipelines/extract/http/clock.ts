import { setTimeout as sleep } from "node:timers/promises";

/** The time that a job waits by; tests pass one in which waiting takes none. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
  /** From 0 to 1, so that jobs which failed together do not come back together. */
  random(): number;
}

export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => sleep(milliseconds),
  random: () => Math.random(),
};
