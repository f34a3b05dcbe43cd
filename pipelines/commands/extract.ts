import type { Effects } from "../contract/effects.ts";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { describeProbe, isReady, probeSource, type Probe } from "../extract/dry-run.ts";
import { chosenSources, describeOutcome, extract, isComplete } from "../extract/extract.ts";
import type { SourceOutcome } from "../extract/job/run-job.ts";
import { hasSources, sourcesName } from "../extract/sources.ts";
import { withLock } from "../release/lock.ts";

export interface ExtractCommand {
  source?: string;
  full: boolean;
}

/** Fetches what the sources of a home have, and says of each what came of it. Throws a config error for a home without sources. */
export async function runExtract(
  home: Home,
  { source, full }: ExtractCommand,
  effects: Effects,
): Promise<{ outcomes: SourceOutcome[]; isComplete: boolean }> {
  refuseWithout(home);
  const chosen = { home, full, ...(source === undefined ? {} : { source }) };
  const outcomes = await withLock(home, () => extract(chosen, effects));
  for (const outcome of outcomes) {
    const { info, warnings } = describeOutcome(outcome);
    info.forEach((line) => effects.report.info(line));
    warnings.forEach((line) => effects.report.warn(line));
  }
  return { outcomes, isComplete: outcomes.every(isComplete) };
}

/** Says what a fetch would read, what is missing, and what a night costs, of one source after the other; fetches nothing. */
export async function describeSources(
  home: Home,
  source?: string,
): Promise<{ lines: string[]; isReady: boolean }> {
  refuseWithout(home);
  const probes: Probe[] = [];
  for (const each of await chosenSources(home, source)) probes.push(await probeSource(home, each));
  return { lines: probes.flatMap(describeProbe), isReady: probes.every(isReady) };
}

function refuseWithout(home: Home): void {
  if (hasSources(home)) return;
  throw new FunnelError(
    "config",
    "no_sources",
    `${home.root}: no ${sourcesName}; write one that names the accounts to fetch from (docs/sources.md)`,
  );
}
