import { parseArgs } from "node:util";
import { measureWorlds, shareOfPairs } from "./measure-worlds.ts";

/** `npm run presume -- --worlds 200 --seed 1`: random pipelines with meaningless names of stages, told from their deals. */
const { values } = parseArgs({
  options: {
    worlds: { type: "string", default: "200" },
    deals: { type: "string", default: "300,50" },
    seed: { type: "string", default: "1" },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
const sizes = values.deals.split(",").map(Number);
const floors = new Map([
  [300, 0.98],
  [50, 0.9],
]);
const measured = await measureWorlds(Number(values.worlds), sizes, Number(values.seed));
for (const deals of sizes) {
  const worlds = measured.filter((each) => each.deals === deals);
  const count = (is: (each: (typeof worlds)[number]) => boolean) => worlds.filter(is).length;
  const share = shareOfPairs(worlds);
  const guessed = count(({ verdict }) => verdict.guessedWins.length > 0);
  say(`${worlds.length} pipelines of ${deals} deals (seeds from ${values.seed}):`);
  say(`  pairs in the true order   ${percent(share)}`);
  say(
    `  pipelines fully in order  ${percent(count(({ verdict }) => verdict.rightPairs === verdict.pairs) / worlds.length)}`,
  );
  say(`  all kinds right           ${count(({ verdict }) => verdict.wrongKinds.length === 0)}`);
  say(`  asked for                 ${count(({ verdict }) => verdict.isAsked)}`);
  say(`  a win guessed wrong       ${guessed}`);
  for (const { seed, verdict } of worlds
    .filter(({ verdict }) => verdict.rightPairs < verdict.pairs)
    .toSorted(
      (one, other) =>
        one.verdict.rightPairs / one.verdict.pairs - other.verdict.rightPairs / other.verdict.pairs,
    )
    .slice(0, 5))
    say(
      `  seed ${seed}: ${verdict.rightPairs} of ${verdict.pairs} pairs${verdict.wrongKinds.map((each) => `; ${each}`).join("")}`,
    );
  if (share < (floors.get(deals) ?? 0) || guessed > 0) process.exitCode = 1;
}
