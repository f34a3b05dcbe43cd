import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { programRoot } from "../../pipelines/contract/home.ts";
import {
  compareHabits,
  followCalls,
  openAttributes,
  openCalls,
  openHabits,
  suggestedRules,
} from "./compare.ts";
import { answeredShare } from "./world.ts";
import { nullWorld, nullWorldFile, nullWorldModule } from "./null-world.ts";

/**
 * `npm run habits -- --deals 200000 --seeds 30`: worlds with known effects, or none, and what the marts say of them. Exits 1 when a world
 * of that size without effects shows a ratio outside 0.95 to 1.05, when a planted effect or its absence is not found in nine of ten seeds,
 * when intervals hold no effect in fewer than 92 or more than 98 of 100, or when meaningless attributes are suggested in more than 12 of 100 worlds.
 * `--page` writes instead what the page "Why not just compare?" shows of a world without effects.
 */
const { values } = parseArgs({
  options: {
    deals: { type: "string", default: "200000" },
    seeds: { type: "string", default: "30" },
    page: { type: "boolean", default: false },
  },
});
if (values.page) {
  writeFileSync(join(programRoot, nullWorldFile), await nullWorldModule(await nullWorld()));
  process.exit(0);
}
const [deals, seeds] = [Number(values.deals), Number(values.seeds)];
const say = (line: string) => void process.stdout.write(`${line}\n`);
const failures: string[] = [];
const demand = (holds: boolean, line: string) => {
  say(`${holds ? "ok  " : "MISS"} ${line}`);
  if (!holds) failures.push(line);
};

const habits = await openHabits();
for (const { habit, ratio, naive } of await compareHabits(habits, {
  deals,
  seed: 0,
  nextStepRatio: 1,
  speedRatio: 1,
}))
  demand(
    ratio >= 0.95 && ratio <= 1.05,
    `no effect, ${deals} deals: ${habit} ${ratio.toFixed(3)}, naive ${naive.toFixed(2)}`,
  );

/** In how many of the seeds the interval of each habit holds its truth, and lies above 1. */
async function sweep(
  title: string,
  nextStepRatio: number,
  speedRatio: number,
  truths: Record<string, number>,
) {
  const held = new Map<string, number>();
  const above = new Map<string, number>();
  let intervals = 0;
  for (let seed = 1; seed <= seeds; seed += 1)
    for (const { habit, low, high } of await compareHabits(habits, {
      deals: 20_000,
      seed,
      nextStepRatio,
      speedRatio,
    })) {
      const truth = truths[habit];
      if (truth !== undefined) intervals += 1;
      if (truth !== undefined && low <= truth && truth <= high) held.set(habit, (held.get(habit) ?? 0) + 1);
      if (low > 1) above.set(habit, (above.get(habit) ?? 0) + 1);
    }
  for (const [habit, truth] of Object.entries(truths))
    demand(
      (held.get(habit) ?? 0) >= 0.9 * seeds,
      `${title}: ${habit} holds ${truth} in ${held.get(habit) ?? 0} of ${seeds} seeds`,
    );
  if (Object.values(truths).every((truth) => truth === 1) && seeds >= 20) {
    const share = [...held.values()].reduce((sum, count) => sum + count, 0) / intervals;
    demand(
      share >= 0.92 && share <= 0.98,
      `${title}: ${(share * 100).toFixed(1)} % of ${intervals} intervals hold 1`,
    );
  }
  return above;
}
const none = { decision_maker_known: 1, next_step_set: 1, two_contacts_known: 1, within_1h: 1 };
await sweep("no effect", 1, 1, none);
const above = await sweep("a next step doubles", 2, 1, { ...none, next_step_set: 2 });
demand(
  (above.get("next_step_set") ?? 0) >= 0.9 * seeds,
  `a next step doubles: above 1 in ${above.get("next_step_set") ?? 0} of ${seeds} seeds`,
);
const faster = await sweep("a call within the hour, 1.5 times", 1, 1.5, {
  decision_maker_known: 1,
  next_step_set: 1,
  two_contacts_known: 1,
});
demand(
  (faster.get("within_1h") ?? 0) >= 0.9 * seeds,
  `a call within the hour, 1.5 times: above 1 in ${faster.get("within_1h") ?? 0} of ${seeds} seeds`,
);
habits.close();

const calls = await openCalls();
const [firstCall, ...laterCalls] = await followCalls(calls, { deals, seed: 0, first: 0.2, ratio: 1 });
for (const { number, estimate, ofWon } of laterCalls) {
  const ratio = estimate / (firstCall?.estimate ?? NaN);
  demand(
    ratio >= 0.95 && ratio <= 1.05,
    `no effect, ${deals} deals: call ${number} is answered ${ratio.toFixed(3)} times as often as the first, naive ${(ofWon * 100).toFixed(0)} % of the won by then`,
  );
}
const halving = { deals: 20_000, first: 0.4, ratio: 0.5 };
const heldCalls = new Map<number, number>();
let falling = 0;
for (let seed = 1; seed <= seeds; seed += 1) {
  const answered = await followCalls(calls, { ...halving, seed });
  for (const { number, low, high } of answered) {
    const truth = answeredShare({ ...halving, seed }, number);
    if (low <= truth && truth <= high) heldCalls.set(number, (heldCalls.get(number) ?? 0) + 1);
  }
  if (answered.every(({ high }, index) => high < (answered[index - 1]?.low ?? 1))) falling += 1;
}
for (const [number, held] of heldCalls)
  demand(held >= 0.9 * seeds, `answers halve: call ${number} holds its share in ${held} of ${seeds} seeds`);
demand(
  falling >= 0.9 * seeds,
  `answers halve: found to fall from call to call in ${falling} of ${seeds} seeds`,
);
calls.close();

const attributes = await openAttributes();
const worlds = Math.max(Math.round((200 * seeds) / 30), 10);
let suggesting = 0;
let finding = 0;
for (let seed = 1; seed <= worlds; seed += 1) {
  if ((await suggestedRules(attributes, { deals: 400, seed, odds: 1 })).length > 0) suggesting += 1;
  if ((await suggestedRules(attributes, { deals: 1500, seed, odds: 3 })).includes("industry trade 1"))
    finding += 1;
}
demand(
  suggesting <= 0.12 * worlds,
  `40 meaningless attributes: a rule is suggested in ${suggesting} of ${worlds} worlds`,
);
demand(finding >= 0.9 * worlds, `an attribute of odds 3: suggested in ${finding} of ${worlds} worlds`);
attributes.close();
process.exitCode = failures.length === 0 ? 0 : 1;
