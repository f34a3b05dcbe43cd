import { readFileSync, writeFileSync } from "node:fs";
import { cpuSeconds } from "./cpu.ts";

/** What a model cost; megabytes: the most memory the process had meanwhile. */
export interface ModelCost {
  model: string;
  seconds: number;
  cpu: number;
  megabytes: number;
}

/** Weighs one model after the other: each from its name on until the next one's. */
export class Scales {
  readonly costs: ModelCost[] = [];
  private weighed: { model: string; started: number; cpu: number } | undefined;

  next(model: string): void {
    this.stop();
    forgetPeak();
    this.weighed = { model, started: performance.now(), cpu: cpuSeconds() };
  }

  stop(): void {
    if (this.weighed === undefined) return;
    const { model, started, cpu } = this.weighed;
    this.weighed = undefined;
    this.costs.push({
      model,
      seconds: (performance.now() - started) / 1000,
      cpu: cpuSeconds() - cpu,
      megabytes: peakMegabytes(),
    });
  }
}

/** Where the system lets it, the peak of this process begins anew. */
function forgetPeak(): void {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
  } catch {
    // not Linux: the peak is that of the process so far
  }
}

/** The most memory that this process had, since its peak was forgotten where the system tells. */
function peakMegabytes(): number {
  try {
    const [, kilobytes = ""] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}
