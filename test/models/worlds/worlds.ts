import { parseArgs } from "node:util";
import { compareWorlds } from "./compare.ts";
import { drawWorlds } from "./draw-world.ts";

/** `npm run worlds -- --worlds 500 --seed 1`: random worlds, the facts of the models against a plain reading of the rules. */
const { values } = parseArgs({
  options: {
    worlds: { type: "string", default: "500" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
const drawn = drawWorlds(Number(values.worlds), Number(values.seed));
const mismatches = await compareWorlds(drawn);
for (const { world, fact, onlyModels, onlyOracle } of mismatches.slice(0, 5)) {
  say(`world ${world}, ${fact}`);
  for (const [kind, records] of Object.entries(drawn[world] ?? {}))
    for (const record of records as object[]) say(`  ${kind}: ${JSON.stringify(record)}`);
  for (const row of onlyModels) say(`  models: ${row}`);
  for (const row of onlyOracle) say(`  oracle: ${row}`);
}
say(
  `${new Set(mismatches.map((each) => each.world)).size} of ${drawn.length} worlds differ (seed ${values.seed})`,
);
process.exitCode = mismatches.length === 0 ? 0 : 1;
