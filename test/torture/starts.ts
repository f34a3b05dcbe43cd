import { once } from "node:events";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { programRoot, starter } from "../../pipelines/contract/home.ts";
import { lastLine, Report, run, Victim } from "./sweep.ts";

/** So many refreshes start at once: one runs, the others name it and end; then the lock is free after each of `again` kills. */
export async function starts(count: number, again = 20): Promise<Report> {
  const report = new Report("starts at once");
  const victim = new Victim(report);
  const refresh = ["refresh", "--no-wait", "--home", victim.home.root, "--no-site"];
  try {
    const pids: (number | undefined)[] = [];
    const ended = await Promise.all(
      Array.from({ length: count }, () => run(refresh, { started: ({ pid }) => pids.push(pid) })),
    );
    const ran = ended.findIndex(({ code }) => code === 0);
    report.count("started", count);
    report.expect(ended.filter(({ code }) => code === 0).length === 1, "not exactly one refresh ran");
    const busy = ended.filter(({ code }) => code === 75);
    report.count("ended with 75", busy.length);
    report.count(
      "ms until the last of them",
      Math.round(Math.max(...busy.map(({ milliseconds }) => milliseconds))),
    );
    report.expect(busy.length === count - 1, `codes ${ended.map(({ code }) => code).join(" ")}`);
    for (const { err } of busy)
      report.expect(
        err.includes(`(PID ${pids[ran]})`),
        `the holder is ${pids[ran]}, said was: ${lastLine(err)}`,
      );
    for (let kill = 1; kill <= again; kill++) {
      const child = spawn(process.execPath, [starter, join(programRoot, "pipelines", "cli.ts"), ...refresh], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      const closed = once(child, "close");
      await once(child.stdout, "data");
      child.kill("SIGKILL");
      const [code] = (await closed) as [number | null];
      report.count(code === null ? "taken again after kill -9" : "ended by itself");
      report.expect(code === null, `take ${kill} ended with ${code}`);
    }
    await victim.converge("after the kills");
  } finally {
    victim.remove();
  }
  return report;
}
