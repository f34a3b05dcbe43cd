import { parseArgs } from "node:util";
import { nights } from "./nights.ts";
import { Report } from "./sweep.ts";

/** `npm run nights -- --nights 500` refreshes a small home that often on a virtual clock; Ctrl-C ends with what was found so far. */
const { values } = parseArgs({ options: { nights: { type: "string", default: "60" } } });
const count = Number(values.nights);
if (!Number.isInteger(count) || count < 1)
  throw new Error(`--nights: expected a number, found ${values.nights}`);
const begun = performance.now();
Report.heard = ({ counts }) => void process.stderr.write(`\r${counts.get("nights") ?? 0} nights`);
const stop = new AbortController();
process.once("SIGINT", () => {
  stop.abort();
});
const report = await nights(count, stop.signal);
process.stderr.write("\r");
for (const line of report.lines()) process.stdout.write(`${line}\n`);
process.stdout.write(`  ${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
process.exitCode = report.wrong.length === 0 ? 0 : 2;
