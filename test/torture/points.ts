import type { FaultPoint } from "../../pipelines/contract/faults.ts";
import { codeIn, lastLine, Report, Victim } from "./sweep.ts";

/** Whether a run that meets an error there ends with it: what only tells of the run, or tidies up after it, does not. */
export const points: Partial<Record<FaultPoint, "fails" | "publishes">> = {
  "record.write": "publishes",
  "record.rename": "publishes",
  "record.renamed": "publishes",
  "probe.write": "fails",
  "probe.rename": "fails",
  "probe.renamed": "fails",
  intake: "fails",
  load: "fails",
  "load.write": "fails",
  "load.rename": "fails",
  "load.renamed": "fails",
  model: "fails",
  audit: "fails",
  finish: "fails",
  seal: "fails",
  site: "fails",
  "sealed.write": "fails",
  "sealed.rename": "fails",
  "sealed.renamed": "fails",
  flush: "fails",
  "manifest.rename": "fails",
  "manifest.renamed": "fails",
  "link.write": "fails",
  "link.rename": "fails",
  "link.renamed": "publishes",
  prune: "publishes",
  "told.write": "publishes",
  "told.rename": "publishes",
  "told.renamed": "publishes",
  "metrics.write": "publishes",
  "metrics.rename": "publishes",
  "metrics.renamed": "publishes",
};

/** At each of the points: kill -9, then an error of the disk; each time the next run publishes. */
export async function faultsAtPoints(chosen = Object.keys(points) as FaultPoint[]): Promise<Report> {
  const report = new Report("named points", "kill -9 and EIO at each");
  const victim = new Victim(report);
  try {
    await victim.converge("first run");
    await victim.converge("second run");
    for (const point of chosen) {
      report.count("points");
      const env = { FUNNELHOUSE_FAULT: `${point}:kill` };
      const killed = await victim.refresh({ env }, point === "site");
      report.expect(
        killed.signal === "SIGKILL",
        `${point}: was not reached (${killed.code}: ${lastLine(killed.err)})`,
      );
      await victim.look(`${point}:kill`);
      await victim.converge(`${point}:kill`);
      const failed = await victim.refresh({ env: { FUNNELHOUSE_FAULT: `${point}:EIO` } }, point === "site");
      const publishes = points[point] === "publishes";
      report.expect(
        publishes ? failed.code === 0 : failed.code === 74 && codeIn(failed.err) === "EIO",
        `${point}:EIO ended with ${failed.code}: ${lastLine(failed.err)}`,
      );
      await victim.look(`${point}:EIO`);
      report.expect(
        ((await victim.published()) === victim.deals) === publishes,
        `${point}:EIO: what it published is not what it said`,
      );
    }
    await victim.converge("last run");
  } finally {
    victim.remove();
  }
  return report;
}
