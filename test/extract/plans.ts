import { rmSync } from "node:fs";
import { extract } from "../../pipelines/extract/extract.ts";
import { silent } from "../../pipelines/contract/effects.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { noFaults, randomPlan, type Plan } from "../vendors/faults.ts";
import { homeWith } from "../vendors/home.ts";
import { serveHubSpot } from "../vendors/hubspot/hubspot.ts";
import { drawWorld } from "../vendors/hubspot/world.ts";
import { answersIn, key, quiet } from "./account.ts";

const world = drawWorld({ seed: 11, deals: 150 });

/** One night of an account under a plan. */
async function night(plan: Plan, seed: number) {
  const clock = new VirtualClock(world.until + quiet, seed);
  const fake = await serveHubSpot({
    world,
    clock,
    plan,
    token: () => key,
    limits: { window: 25, day: 5000 },
  });
  const home = homeWith({ hubspot: { kind: "hubspot", token: "env:TEST_HUBSPOT_KEY", url: fake.url } });
  try {
    const [outcome] = await extract({ home, clock }, { now: () => new Date(clock.now()), report: silent });
    return {
      isWhole:
        outcome?.streams.every(({ outcome: each }) => each === "fetched" || each === "nothing") === true,
      answers: answersIn(home),
      answered: fake.answered(),
    };
  } finally {
    await fake.close();
    rmSync(home.root, { recursive: true, force: true });
  }
}

/** Fetches an account under random plans of faults: what came is what comes undisturbed, and no good answer was asked for twice. */
export async function checkPlans(plans: number): Promise<{ plans: number; wrong: string[] }> {
  const undisturbed = await night(noFaults, 0);
  const wrong: string[] = [];
  for (let seed = 1; seed <= plans; seed++) {
    const found = await night(randomPlan(seed, 5 + (seed % 20)), seed);
    if (!found.isWhole) wrong.push(`plan ${seed}: not everything was fetched`);
    for (const [stream, answers] of Object.entries(undisturbed.answers))
      if (found.answers[stream] !== answers) wrong.push(`plan ${seed}: ${stream} differs`);
    if (found.answered > 1.1 * undisturbed.answered)
      wrong.push(`plan ${seed}: ${found.answered} good answers, ${undisturbed.answered} would do`);
  }
  return { plans, wrong };
}
