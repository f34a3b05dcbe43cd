import "../../pipelines/warehouse/allocator.ts";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { verifyByRebuild } from "../../pipelines/commands/verify.ts";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt, type Home } from "../../pipelines/contract/home.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { bytesBelow } from "../../pipelines/release/check-home.ts";
import { leftovers } from "./home.ts";
import { Report } from "./sweep.ts";
import { scratchFolder } from "../scratch.ts";

const first = Date.UTC(2026, 0, 1, 2);
const day = 86_400_000;
const keep = { releases: 3, load_days: 2, runs: 20 };
/** From this night on the home holds all that it keeps. */
const settled = Math.max(...Object.values(keep)) + 1;

/** The export of one night: the deals of the last sixty days, so that each night brings one and takes one. */
function deliver(home: Home, night: number): void {
  const at = (days: number) => new Date(first + days * day).toISOString().slice(0, 10);
  const deals = Array.from({ length: 60 }, (_, age) => night - age).map((begun) => {
    const isWon = begun % 3 === 0 && night - begun > 20;
    const stage = isWon ? "Closed Won" : begun % 3 === 1 && night - begun > 30 ? "Closed Lost" : "Proposal";
    const closed = stage === "Proposal" ? "" : `${at(begun + (isWon ? 20 : 30))} 09:00`;
    return `${begun + 1000},Deal ${begun},${stage},Sales,${at(begun)} 09:00,${closed},${100 + (night % 7)}`;
  });
  writeFileSync(
    join(home.exports, "deals.csv"),
    `Record ID,Deal Name,Deal Stage,Pipeline,Create Date,Close Date,Amount\n${deals.join("\n")}\n`,
  );
}

/** CPU milliseconds of this process so far. */
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const median = (values: number[]) => values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;

/**
 * Refreshes a small home night after night on a virtual clock, `count` times or until `stop`. From the night on which all that is kept is there the disk has to stay as
 * full as it is; the last nights may not take longer than the first; and what is published is what a new home makes of the same exports.
 */
export async function nights(count: number, stop?: AbortSignal): Promise<Report> {
  const report = new Report("nights", "a virtual clock, no site");
  const home = homeAt(scratchFolder());
  const other = homeAt(scratchFolder(), home.exports);
  const bytes: number[] = [];
  const milliseconds: number[] = [];
  try {
    mkdirSync(home.exports, { recursive: true });
    writeFileSync(join(home.root, "operations.json"), JSON.stringify({ keep }));
    for (let night = 0; night < count; night++) {
      const effects = { now: () => new Date(first + night * day), report: silent };
      deliver(home, night);
      const before = cpu();
      const { contentHash } = await refresh({ home, site: false }, effects);
      milliseconds.push(cpu() - before);
      bytes.push(bytesBelow(home.root));
      report.count("nights");
      for (const name of leftovers(home)) report.wrong.push(`night ${night}: ${name} is left`);
      const isLast = night === count - 1 || stop?.aborted === true;
      if (night % 50 !== 49 && !isLast) continue;
      const again = await verifyByRebuild(home, effects);
      report.expect(again.contentHash === contentHash, `night ${night}: rebuilt from its loads it differs`);
      for (const folder of [other.loads, other.releases, other.state, other.current])
        rmSync(folder, { recursive: true, force: true });
      const fresh = await refresh({ home: other, site: false }, effects);
      report.expect(
        fresh.contentHash === contentHash,
        `night ${night}: a new home makes another release of its exports`,
      );
      report.count("equal to a rebuild");
      if (isLast) break;
    }
    const kept = bytes.slice(settled);
    const [least, most] = [Math.min(...kept), Math.max(...kept)];
    const tenth = Math.max(5, Math.floor(bytes.length / 10));
    const [early, late] = [median(milliseconds.slice(2, 2 + tenth)), median(milliseconds.slice(-tenth))];
    if (kept.length > 0) {
      report.count("least KiB kept", Math.round(least / 1024));
      report.count("most KiB kept", Math.round(most / 1024));
      report.expect(most < 1.1 * least, `the disk is not flat: ${least} to ${most} bytes`);
    }
    report.count("CPU ms of an early night", Math.round(early));
    report.count("CPU ms of a late night", Math.round(late));
    report.expect(
      late < 1.25 * early,
      `a night takes ${Math.round(late)} ms of CPU time, ${Math.round(early)} at the start`,
    );
  } finally {
    for (const { root } of [home, other]) rmSync(root, { recursive: true, force: true });
  }
  return report;
}
