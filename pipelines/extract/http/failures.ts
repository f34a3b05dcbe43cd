import type { FunnelError } from "../../contract/errors.ts";
import type { Answer, Call, HttpSettings } from "./call.ts";
import type { Verdict } from "./verdict.ts";
import { SourceError } from "./source-error.ts";

/** How often a call is made at most, where nothing else is said. */
export const mostAttempts = 6;

/** The job's share of the day's quota is used up. */
export function usedUp({ source, throttle }: HttpSettings, { what }: Call): FunnelError {
  const share = Math.round(throttle.share * 100);
  return new SourceError(
    "config",
    "source_share",
    { source, what },
    `the job's share of the day's quota is used up (${share} % of ${throttle.day?.max ?? 0}); the next run goes on where it stopped; quota_share in sources.json gives it more`,
  );
}

/** Nothing came that is an answer, as often as it was asked for. */
export function noAnswer(
  { source, attempts = mostAttempts, secrets }: HttpSettings,
  { what }: Call,
  reason: string,
): FunnelError {
  return new SourceError(
    "io",
    "source_down",
    { source, what },
    secrets.mask(
      `no whole answer in ${attempts} attempts (${reason}); the next run goes on where it stopped`,
    ),
  );
}

/** The vendor answered that it does not answer this, and asking again would change nothing. */
export function refusal(
  { source, manners, secrets }: HttpSettings,
  { what, isSignIn }: Call,
  verdict: Exclude<Verdict, "retry">,
  answer: Answer,
): FunnelError {
  const reason = manners.reasonOf?.(answer);
  const status = `status ${answer.status}${reason === undefined ? "" : `, ${reason}`}`;
  const [code, text] = {
    key: [
      "source_key",
      `the vendor does not accept the key (${status}); make a new one and set it where sources.json says`,
    ],
    scope: ["source_scope", `the key may not read this (${status})`],
    absent: [
      "source_absent",
      `the account has nothing of the kind (${status}); ${manners.elsewhere ?? "name in sources.json the streams that it has"}`,
    ],
    plan: [
      "source_plan",
      `the account's plan or settings do not allow this (${status}); let its administrator switch it on, or name in sources.json the streams that it has`,
    ],
    ended: [
      "source_version",
      `the vendor no longer answers this version of its interface (${status}); update the program`,
    ],
    day: [
      "source_quota",
      `the vendor's quota of the day is used up (${status}); the next run goes on where it stopped`,
    ],
    refused: ["source_refused", `the vendor refuses the question (${status}); please report it`],
  }[isSignIn === true && verdict !== "day" ? "key" : verdict] as [string, string];
  if (isSignIn === true && verdict === "absent")
    return new SourceError(
      "config",
      "source_key",
      { source, what },
      `nobody can sign in at this address (${status}); correct it in sources.json`,
    );
  return new SourceError("config", code, { source, what }, secrets.mask(text));
}
