import { spawn } from "node:child_process";
import { starter } from "../../pipelines/contract/home.ts";
import { Report, Victim } from "./sweep.ts";

/** A process that reads the home until `stop` is called, which adds what it found to the report. */
function reader(victim: Victim): { stop(): Promise<void> } {
  const child = spawn(
    process.execPath,
    [starter, new URL("reader.ts", import.meta.url).pathname, victim.home.root],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => (out += part));
  const closed = new Promise((resolve) => child.on("close", resolve));
  return {
    async stop() {
      child.kill("SIGTERM");
      await closed;
      const { reads, wrong } = JSON.parse(out) as { reads: number; wrong: string[] };
      victim.report.count("reads", reads);
      for (const each of wrong) victim.report.wrong.push(`reader: ${each}`);
    },
  };
}

/** Kills runs with -9 at random moments, while two readers read warehouse and site all the time. */
export async function kills(count: number, runsPerSite = 3): Promise<Report> {
  const report = new Report("kill -9", "at random moments, two readers");
  const victim = new Victim(report);
  victim.runsPerSite = runsPerSite;
  try {
    await victim.converge("first run");
    const readers = [reader(victim), reader(victim)];
    for (let kill = 1; kill <= count; kill++) {
      const moment = Math.random() * 1.05 * victim.usual;
      const { signal } = await victim.refresh({
        started: (child) => setTimeout(() => child.kill("SIGKILL"), moment),
      });
      report.count(signal === "SIGKILL" ? "killed" : "were faster");
      const what = `kill ${kill} after ${Math.round(moment)} ms`;
      await victim.look(what);
      await victim.converge(what);
    }
    for (const { stop } of readers) await stop();
  } finally {
    victim.remove();
  }
  return report;
}
