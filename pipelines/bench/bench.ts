import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { Effects } from "../effects.ts";
import { FunnelError } from "../errors.ts";
import { generateHome } from "./generate.ts";

interface Outcome {
  seconds: number;
  megabytes: number;
  fingerprint: string;
}

const cases = ["floor", "refresh"] as const;
const rounds = 3;

/**
 * Times the refresh (no site) beside the bare engine reading the same files and sorting the changes once: cases interleaved,
 * a fresh process each, medians of three rounds, the ratio judged. A case whose result differs between rounds is a failure, not a time.
 */
export async function bench(options: { events: number[] }, effects: Effects): Promise<void> {
  const root = join(tmpdir(), "funnelhouse-bench");
  mkdirSync(root, { recursive: true });
  for (const events of options.events) {
    effects.report.info(`${events.toLocaleString("en")} stage events: generating`);
    const home = await generateHome(root, events);
    const outcomes: Record<(typeof cases)[number], Outcome[]> = { floor: [], refresh: [] };
    for (let round = 0; round < rounds; round++)
      for (const name of cases) {
        const outcome = await runCase(name, home);
        outcomes[name].push(outcome);
        effects.report.info(
          `round ${round + 1} ${name}: ${outcome.seconds.toFixed(2)} s, ${outcome.megabytes.toFixed(0)} MB, load ${(loadavg()[0] ?? 0).toFixed(2)}`,
        );
      }
    for (const name of cases)
      if (new Set(outcomes[name].map((outcome) => outcome.fingerprint)).size !== 1)
        throw new FunnelError(
          "dataCheck",
          "bench_result",
          `${name}: the result differs between rounds; a time means nothing`,
        );
    const seconds = (name: (typeof cases)[number]) =>
      median(outcomes[name].map((outcome) => outcome.seconds));
    const spread = Math.max(
      ...cases.map(
        (name) =>
          Math.max(...outcomes[name].map((each) => each.seconds)) /
          Math.min(...outcomes[name].map((each) => each.seconds)),
      ),
    );
    effects.report.info(
      `${events.toLocaleString("en")} events: floor ${seconds("floor").toFixed(2)} s, refresh ${seconds("refresh").toFixed(2)} s, ratio ${(seconds("refresh") / seconds("floor")).toFixed(2)}, ` +
        `peak ${Math.max(...outcomes.refresh.map((each) => each.megabytes)).toFixed(0)} MB${spread > 1.5 ? " (noisy: rounds differ by more than 1.5 times)" : ""}`,
    );
  }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function runCase(name: string, home: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", join(import.meta.dirname, "case.ts"), name, home],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve(JSON.parse(printed) as Outcome);
      else
        reject(
          new FunnelError(
            "internal",
            "bench_case",
            `${name} ended with exit ${String(code)}; see its message above`,
          ),
        );
    });
  });
}
