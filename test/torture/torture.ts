import "../../pipelines/warehouse/allocator.ts";
import { parseArgs } from "node:util";
import type { FaultPoint } from "../../pipelines/contract/faults.ts";
import { diskFull } from "./disk-full.ts";
import { failingCalls } from "./failing-calls.ts";
import { hostileTexts } from "./hostile.ts";
import { kills } from "./kills.ts";
import { faultsAtPoints, points } from "./points.ts";
import { starts } from "./starts.ts";
import { Report } from "./sweep.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Each sweep by its option: how many it does, and how many where the option is missing. */
const sweeps: Record<string, { few: number; sweep: (count: number) => Promise<Report> }> = {
  points: {
    few: Object.keys(points).length,
    sweep: (count) => faultsAtPoints((Object.keys(points) as FaultPoint[]).slice(0, count)),
  },
  kills: { few: 10, sweep: kills },
  "disk-full": { few: 10, sweep: diskFull },
  eio: { few: 20, sweep: failingCalls },
  starts: { few: 12, sweep: starts },
  hostile: { few: 25, sweep: hostileTexts },
};

/** `npm run torture -- --kills 200 --disk-full 100 --eio 200` makes refreshes fail in every way and looks at what they leave; 0 skips a sweep. */
const { values } = parseArgs({
  options: Object.fromEntries(
    Object.entries(sweeps).map(
      ([name, { few }]) => [name, { type: "string", default: String(few) }] as const,
    ),
  ),
});
Report.heard = (report) => {
  const [line = ""] = report.lines();
  process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`);
};
for (const [name, { sweep }] of Object.entries(sweeps)) {
  const count = Number(values[name]);
  if (!Number.isInteger(count) || count < 0)
    throw new Error(`--${name}: expected a number, found ${String(values[name])}`);
  if (count === 0) continue;
  const started = performance.now();
  const report = await sweep(count);
  for (const line of report.lines()) say(line);
  say(`  ${((performance.now() - started) / 1000).toFixed(0)} s`);
  if (report.wrong.length > 0) process.exitCode = 2;
}
