import type { Clock } from "./clock.ts";
import type { Limits, Throttle } from "./limits.ts";
import type { Secrets } from "./secrets.ts";
import type { Verdict } from "./verdict.ts";

/** One question to a vendor. */
export interface Call {
  method?: "GET" | "POST" | "DELETE";
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** Units of the day's quota that it costs; 1 where it is not said. */
  units?: number;
  /** What it is for, as people see it. */
  what: string;
  /** The call that signs in itself. */
  isSignIn?: true;
  /** A call to an address that is a secret of its own, which is not signed. */
  isOpen?: true;
}

/** A whole answer. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Buffer;
}

/** How a vendor speaks beside its answers. */
export interface Manners {
  /** The headers that sign a call in; asked again, once, when a call is refused for its key. */
  signIn?(renew: boolean): Promise<Record<string, string>>;
  limitsOf?(answer: Answer): Limits;
  /** What an answer means, where the status alone does not tell. */
  verdictOf?(answer: Answer): Verdict | undefined;
  /** What the vendor names as the reason: words and codes of its own, never a value of a record. */
  reasonOf?(answer: Answer): string | undefined;
  /** What to do where there is nothing of the kind. */
  elsewhere?: string;
}

export interface HttpSettings {
  /** As people see the source: its key in sources.json. */
  source: string;
  manners: Manners;
  secrets: Secrets;
  throttle: Throttle;
  clock: Clock;
  /** The instant at which the job has to end, in milliseconds since 1970. */
  deadline: number;
  /** How often a call is made at most. */
  attempts?: number;
  /** Milliseconds until an answer begins, and between two pieces of one. */
  patience?: number;
}
