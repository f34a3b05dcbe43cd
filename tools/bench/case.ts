import "../../pipelines/warehouse/allocator.ts";
import { cases, type CaseName, type Result } from "./cases.ts";
import { cpuSeconds } from "./cpu.ts";

/** One case in a process of its own: `case.ts <case> <home>`; prints one JSON line. */
const [name = "", root = ""] = process.argv.slice(2);
let seconds = 0;
let cpu = 0;
const result: Result = await cases[name as CaseName](root, async (work) => {
  const started = performance.now();
  const before = cpuSeconds();
  try {
    return await work();
  } finally {
    seconds = (performance.now() - started) / 1000;
    cpu = cpuSeconds() - before;
  }
});
const megabytes = Math.max(
  process.resourceUsage().maxRSS / 1024,
  ...(result.models ?? []).map((each) => each.megabytes),
);
process.stdout.write(`${JSON.stringify({ ...result, seconds, cpu, megabytes })}\n`);
