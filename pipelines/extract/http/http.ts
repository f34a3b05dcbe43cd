import { setTimeout as sleep } from "node:timers/promises";
import { FunnelError } from "../../contract/errors.ts";
import type { Clock } from "./clock.ts";
import type { Limits, Throttle } from "./limits.ts";
import { proxyOf } from "./proxy.ts";
import type { Secrets } from "./secrets.ts";
import { retryAfter, verdictOf, waitBefore, type Verdict } from "./verdict.ts";

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

/** Reads what a call asked for out of its answer. Throws an Unfit for one that only looks like an answer. */
export type Reading<T> = (answer: Answer) => T;

/** An answer of status 200 that is none: a maintenance page, a text that is cut off, one without its records. It is asked for again. */
export class Unfit extends Error {}

const largestBody = 256 << 20;
/** An answer that trickles is given up after so many times the patience with one piece of it. */
const longestAnswer = 10;

/** The one way in which jobs ask vendors. Every answer is whole and fit, or there is none. */
export class Http {
  #calls = 0;
  #signature: Record<string, string> | undefined;

  constructor(readonly settings: HttpSettings) {}

  /** Calls that were made, repeated ones too. */
  get calls(): number {
    return this.#calls;
  }

  /**
   * Makes a call until its answer can be read, within the attempts, the quota and the time of the job. Throws a FunnelError that says
   * what to do: io for a vendor that does not answer, config for a key, a scope, a plan or a quota.
   */
  async ask<T>(call: Call, read: Reading<T>): Promise<T> {
    const { clock, throttle, manners, attempts = 6 } = this.settings;
    const units = call.units ?? 1;
    let renewed = false;
    for (let attempt = 0; ; attempt++) {
      if (throttle.isUsedUp(units)) throw this.#usedUp(call);
      await this.#wait(throttle.wait(), call, "its limits leave no time for more");
      const tried = await this.#try(call);
      if ("status" in tried) {
        throttle.note(manners.limitsOf?.(tried) ?? {}, units);
        const found = readIfFit(tried, manners, read);
        if ("value" in found) return found.value;
        if (found.verdict === "key" && !renewed && manners.signIn !== undefined && isSigned(call)) {
          renewed = true;
          this.#signature = await manners.signIn(true);
          attempt--;
          continue;
        }
        if (found.verdict !== "retry") throw this.#failure(call, found.verdict, tried);
        if (attempt + 1 >= attempts) throw this.#down(call, found.reason ?? `status ${tried.status}`);
        const asked = retryAfter(tried.headers.get("retry-after"), clock.now());
        await this.#wait(waitBefore(attempt, asked, clock.random()), call, "it does not answer");
      } else {
        throttle.note({}, units);
        if (attempt + 1 >= attempts) throw this.#down(call, tried.reason);
        await this.#wait(waitBefore(attempt, undefined, clock.random()), call, "it does not answer");
      }
    }
  }

  /** Waits by the clock, for instance for a report that the vendor makes. */
  async pause(milliseconds: number, call: Pick<Call, "what">, why: string): Promise<void> {
    await this.#wait(milliseconds, call, why);
  }

  async #wait(milliseconds: number, { what }: Pick<Call, "what">, why: string): Promise<void> {
    const { clock, deadline, source } = this.settings;
    if (clock.now() + milliseconds > deadline)
      throw new FunnelError(
        "io",
        "source_time",
        `${source}: ${what}: the time of the job is over: ${why}; the next run goes on where it stopped`,
      );
    if (milliseconds > 0) await clock.sleep(milliseconds);
  }

  /** One attempt: an answer of any status, or why there is none. */
  async #try(call: Call): Promise<Answer | { reason: string }> {
    const { manners, secrets, patience = 60_000 } = this.settings;
    if (isSigned(call) && manners.signIn !== undefined) this.#signature ??= await manners.signIn(false);
    this.#calls++;
    const dispatcher = proxyOf();
    const stop = new AbortController();
    const end = performance.now() + longestAnswer * patience;
    const inTime = async <T>(work: Promise<T>): Promise<T> => {
      const over = new AbortController();
      const left = Math.min(patience, end - performance.now());
      const late = sleep(Math.max(1, left), undefined, { signal: over.signal }).then(() => {
        stop.abort();
        throw new Error("it takes too long");
      });
      try {
        return await Promise.race([work, late]);
      } finally {
        over.abort();
        late.catch(() => undefined);
      }
    };
    try {
      const response = await inTime(
        fetch(call.url, {
          method: call.method ?? "GET",
          headers: {
            accept: "application/json",
            ...(isSigned(call) ? this.#signature : {}),
            ...call.headers,
          },
          redirect: "error",
          signal: stop.signal,
          ...(call.body === undefined ? {} : { body: call.body }),
          ...(dispatcher === undefined ? {} : { dispatcher: dispatcher as never }),
        }),
      );
      const pieces: Uint8Array[] = [];
      let bytes = 0;
      const reader = response.body?.getReader();
      while (reader !== undefined) {
        const { done, value } = await inTime(reader.read());
        if (done) break;
        pieces.push(value);
        bytes += value.length;
        if (bytes > largestBody) {
          stop.abort();
          return { reason: "its answer is larger than 256 MiB" };
        }
      }
      const said = response.headers.get("content-length");
      if (said !== null && response.headers.get("content-encoding") === null && Number(said) !== bytes)
        return { reason: `its answer is cut off: ${bytes} of ${said} bytes` };
      return {
        status: response.status,
        headers: response.headers,
        // what a sign-in answers is a secret, which may be the one of before
        body: call.isSignIn === true ? Buffer.concat(pieces) : secrets.maskBody(Buffer.concat(pieces)),
      };
    } catch (error) {
      return { reason: secrets.mask(reasonOf(error)) };
    }
  }

  #usedUp({ what }: Call): FunnelError {
    const { source, throttle } = this.settings;
    const share = Math.round(throttle.share * 100);
    return new FunnelError(
      "config",
      "source_share",
      `${source}: ${what}: the job's share of the day's quota is used up (${share} % of ${throttle.day?.max ?? 0}); the next run goes on where it stopped; quota_share in sources.json gives it more`,
    );
  }

  #down({ what }: Call, reason: string): FunnelError {
    const { source, attempts = 6, secrets } = this.settings;
    return new FunnelError(
      "io",
      "source_down",
      secrets.mask(
        `${source}: ${what}: no whole answer in ${attempts} attempts (${reason}); the next run goes on where it stopped`,
      ),
    );
  }

  #failure({ what, isSignIn }: Call, verdict: Exclude<Verdict, "retry">, answer: Answer): FunnelError {
    const { source, manners, secrets } = this.settings;
    const reason = manners.reasonOf?.(answer);
    const said = `status ${answer.status}${reason === undefined ? "" : `, ${reason}`}`;
    const [code, text] = {
      key: [
        "source_key",
        `the vendor does not accept the key (${said}); make a new one and set it where sources.json says`,
      ],
      scope: ["source_scope", `the key may not read this (${said})`],
      absent: [
        "source_absent",
        `the account has nothing of the kind (${said}); ${manners.elsewhere ?? "name in sources.json the streams that it has"}`,
      ],
      plan: [
        "source_plan",
        `the account's plan or settings do not allow this (${said}); let its administrator switch it on, or name in sources.json the streams that it has`,
      ],
      ended: [
        "source_version",
        `the vendor no longer answers this version of its interface (${said}); update the program`,
      ],
      day: [
        "source_quota",
        `the vendor's quota of the day is used up (${said}); the next run goes on where it stopped`,
      ],
      refused: ["source_refused", `the vendor refuses the question (${said}); please report it`],
    }[isSignIn === true && verdict !== "day" ? "key" : verdict] as [string, string];
    if (isSignIn === true && verdict === "absent")
      return new FunnelError(
        "config",
        "source_key",
        `${source}: ${what}: nobody can sign in at this address (${said}); correct it in sources.json`,
      );
    return new FunnelError("config", code, secrets.mask(`${source}: ${what}: ${text}`));
  }
}

const isSigned = ({ isSignIn, isOpen }: Call): boolean => isSignIn !== true && isOpen !== true;

function readIfFit<T>(
  answer: Answer,
  manners: Manners,
  read: Reading<T>,
): { value: T } | { verdict: Verdict; reason?: string } {
  const verdict =
    manners.verdictOf?.(answer) ??
    // 304 answers only a call that said what it has
    ((answer.status >= 200 && answer.status < 300) || answer.status === 304
      ? undefined
      : verdictOf(answer.status));
  if (verdict !== undefined) return { verdict };
  try {
    return { value: read(answer) };
  } catch (error) {
    if (error instanceof Unfit) return { verdict: "retry", reason: error.message };
    throw error;
  }
}

/** Why there is no answer, by the code of the innermost cause: texts of the system can quote the address. */
function reasonOf(error: unknown): string {
  let cause = error;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  if (typeof code === "string") return code;
  return cause instanceof Error ? cause.message : "no connection";
}
