import { rmSync } from "node:fs";
import { extract } from "../../pipelines/extract/extract.ts";
import { silent } from "../../pipelines/contract/effects.ts";
import { Random } from "../../tools/simulate/random.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { noFaults, randomPlan, type Plan } from "../vendors/faults.ts";
import { homeWith } from "../vendors/home.ts";
import { serveHubSpot } from "../vendors/hubspot/hubspot.ts";
import { drawWorld } from "../vendors/hubspot/world.ts";
import { answersIn, key, quiet } from "./account.ts";

const world = drawWorld({ seed: 11, deals: 150 });

const ample = 5000;

/** One night of an account under a plan, with so many calls of the vendor's day, of which half are the job's. */
async function night(plan: Plan, seed: number, day = ample) {
  const clock = new VirtualClock(world.until + quiet, seed);
  const fake = await serveHubSpot({
    world,
    clock,
    plan,
    token: () => key,
    limits: { window: 25, day },
  });
  const home = homeWith({ hubspot: { kind: "hubspot", token: "env:TEST_HUBSPOT_KEY", url: fake.url } });
  try {
    const [outcome] = await extract({ home, clock }, { now: () => new Date(clock.now()), report: silent });
    return {
      isWhole:
        outcome?.streams.every(({ outcome: each }) => each === "fetched" || each === "nothing") === true,
      isOutOfQuota: outcome?.streams.at(-1)?.code === "source_share",
      mostOfADay: fake.mostOfADay(),
      answers: answersIn(home),
      answered: fake.answered(),
    };
  } finally {
    await fake.close();
    rmSync(home.root, { recursive: true, force: true });
  }
}

/**
 * Fetches an account under random plans of faults: what came is what comes undisturbed, and no good answer was asked for twice. In every
 * fourth the day has fewer calls than the night takes: the job stops at its share, and what came until then is whole.
 */
export async function checkPlans(plans: number): Promise<{ plans: number; wrong: string[] }> {
  const undisturbed = await night(noFaults, 0);
  const wrong: string[] = [];
  for (let seed = 1; seed <= plans; seed++) {
    const isShort = seed % 4 === 0;
    const day = isShort ? 2 * new Random(seed, 42).whole(1, undisturbed.answered - 1) : ample;
    const found = await night(randomPlan(seed, 5 + (seed % 20)), seed, day);
    if (isShort ? !found.isOutOfQuota : !found.isWhole)
      wrong.push(`plan ${seed}: expected ${isShort ? "to stop at its share" : "everything to be fetched"}`);
    if (found.mostOfADay > day / 2)
      wrong.push(`plan ${seed}: ${found.mostOfADay} calls of the ${day / 2} that are its share`);
    for (const [stream, answers] of Object.entries(undisturbed.answers))
      if (found.answers[stream] !== answers && !(isShort && found.answers[stream] === undefined))
        wrong.push(`plan ${seed}: ${stream} differs`);
    if (found.answered > 1.1 * undisturbed.answered)
      wrong.push(`plan ${seed}: ${found.answered} good answers, ${undisturbed.answered} would do`);
  }
  return { plans, wrong };
}
