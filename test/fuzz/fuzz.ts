import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { fuzzFile, runFuzz } from "./run-fuzz.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** `npm run fuzz -- --files 2000 --seed 1` delivers mutated files; `--show N` writes the N-th one to the working directory. */
const { values } = parseArgs({
  options: {
    files: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    show: { type: "string" },
  },
});
const seed = Number(values.seed);
if (values.show !== undefined) {
  const { recipe, bytes } = fuzzFile(Number(values.show), seed);
  writeFileSync(`fuzz-${seed}-${values.show}.dat`, bytes);
  say(recipe);
} else {
  const started = performance.now();
  const report = await runFuzz(Number(values.files), seed, (done) => process.stderr.write(`\r${done} files`));
  process.stderr.write("\r");
  for (const failure of report.failures) say(failure);
  say(
    `${report.files} files in ${((performance.now() - started) / 1000).toFixed(0)} s: ${Object.entries(
      report.byOutcome,
    )
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(", ")}; ${report.failures.length} broken promises`,
  );
  process.exitCode = report.failures.length === 0 ? 0 : 2;
}
