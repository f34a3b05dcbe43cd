import type { Answer, Call, HttpSettings, Manners } from "./call.ts";
import { mostAttempts, noAnswer, refusal, usedUp } from "./failures.ts";
import { fetchWhole } from "./fetch-whole.ts";
import { retryAfter, verdictOf, waitBefore, type Verdict } from "./verdict.ts";
import { SourceError } from "./source-error.ts";

/** Reads what a call asked for out of its answer. Throws an Unfit for one that only looks like an answer. */
export type Reading<T> = (answer: Answer) => T;

/** An answer of status 200 that is none: a maintenance page, a text that is cut off, one without its records. It is asked for again. */
export class Unfit extends Error {}

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
    const { clock, throttle, manners, attempts = mostAttempts } = this.settings;
    const units = call.units ?? 1;
    let renewed = false;
    for (let attempt = 0; ; attempt++) {
      if (throttle.isUsedUp(units)) throw usedUp(this.settings, call);
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
        if (found.verdict !== "retry") throw refusal(this.settings, call, found.verdict, tried);
        if (attempt + 1 >= attempts)
          throw noAnswer(this.settings, call, found.reason ?? `status ${tried.status}`);
        const asked = retryAfter(tried.headers.get("retry-after"), clock.now());
        await this.#wait(waitBefore(attempt, asked, clock.random()), call, "it does not answer");
      } else {
        throttle.note({}, units);
        if (attempt + 1 >= attempts) throw noAnswer(this.settings, call, tried.reason);
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
      throw new SourceError(
        "io",
        "source_time",
        { source, what },
        `the time of the job is over: ${why}; the next run goes on where it stopped`,
      );
    if (milliseconds > 0) await clock.sleep(milliseconds);
  }

  /** One attempt: an answer of any status, or why there is none. */
  async #try(call: Call): Promise<Answer | { reason: string }> {
    const { manners, secrets, patience = 60_000 } = this.settings;
    if (isSigned(call) && manners.signIn !== undefined) this.#signature ??= await manners.signIn(false);
    this.#calls++;
    const signature = isSigned(call) ? this.#signature : {};
    try {
      const found = await fetchWhole(call, { ...signature, ...call.headers }, patience);
      if ("reason" in found) return found;
      // what a sign-in answers is a secret, which may be the one of before
      return call.isSignIn === true ? found : { ...found, body: secrets.maskBody(found.body) };
    } catch (error) {
      return { reason: secrets.mask(reasonOf(error)) };
    }
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
