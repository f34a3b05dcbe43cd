import type { Home } from "../contract/home.ts";
import type { Clock } from "../extract/http/clock.ts";

export interface RefreshOptions {
  home: Home;
  /** ISO instant up to which sources that declare no export time are known. */
  asOf?: string;
  site: boolean;
  /** Wait until deliveries have not changed for a minute. */
  wait?: boolean;
  /** Sources or file names whose drop in volume is right. */
  accepted?: string[];
  threads?: number;
  /** False where the release before holds what the new one must not name: a forgotten person. */
  compare?: false;
  /** Fetch first from the accounts of sources.json. */
  fetch?: boolean;
  /** The time that fetching waits by. */
  clock?: Clock;
}
