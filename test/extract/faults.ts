import { parseArgs } from "node:util";
import { checkKills } from "./kills.ts";
import { checkPlans } from "./plans.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    plans: { type: "string", default: "1000" },
    kills: { type: "string", default: "200" },
  },
});
const plans = await checkPlans(Number(values.plans));
say(`${plans.plans} random plans of faults: ${plans.wrong.length} wrong`);
const kills = await checkKills(Number(values.kills));
say(`${kills.kills} jobs killed with -9: ${kills.wrong.length} wrong`);
for (const line of [...plans.wrong, ...kills.wrong]) say(line);
process.exitCode = plans.wrong.length + kills.wrong.length > 0 ? 1 : 0;
