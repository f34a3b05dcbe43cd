import type { Effects } from "../contract/effects.ts";
import { FunnelError } from "../contract/errors.ts";
import { describeOutcome, extract, isComplete, reasonOf } from "../extract/extract.ts";
import type { SourceOutcome } from "../extract/job/run-job.ts";
import { hasSources } from "../extract/sources.ts";
import { hasDeliveries } from "../release/refuse-exports.ts";
import type { RefreshOptions } from "./options.ts";

/** Fetches from the accounts of the home. One that fails is a warning: the numbers go on with the files that it has, dated as they are. */
export async function fetchFirst(
  { home, fetch = true, clock }: RefreshOptions,
  effects: Effects,
): Promise<SourceOutcome[]> {
  if (!fetch || !hasSources(home)) return [];
  const outcomes = await extract({ home, ...(clock === undefined ? {} : { clock }) }, effects);
  for (const outcome of outcomes) {
    const { info, warnings } = describeOutcome(outcome);
    info.forEach((line) => effects.report.info(line));
    warnings.forEach((line) => effects.report.warn(line));
  }
  if (outcomes.some((outcome) => !isComplete(outcome)) && !hasDeliveries(home))
    throw new FunnelError(
      "io",
      "nothing_fetched",
      `${home.exports}: no file was ever fetched or delivered, and no source could be fetched now: ${outcomes.flatMap(({ streams }) => streams.flatMap(({ message }) => message ?? [])).join("; ")}`,
    );
  return outcomes;
}

/** The sources that could not be fetched, and why. */
export const unfetchedOf = (fetched: SourceOutcome[]): { source: string; reason: string }[] =>
  fetched.flatMap((outcome) => {
    const reason = reasonOf(outcome);
    return reason === undefined ? [] : [{ source: outcome.source, reason }];
  });
