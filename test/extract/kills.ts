import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { extract } from "../../pipelines/extract/extract.ts";
import { silent } from "../../pipelines/contract/effects.ts";
import { starter } from "../../pipelines/contract/home.ts";
import { Random } from "../../tools/simulate/random.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { bytesOf, homeWith } from "../vendors/home.ts";
import { serveHubSpot } from "../vendors/hubspot/hubspot.ts";
import { drawWorld } from "../vendors/hubspot/world.ts";
import { key, quiet } from "./account.ts";

const world = drawWorld({ seed: 12, deals: 250 });

/** Kills jobs with -9 at random moments until they are through: each kill costs one page at most, and the files are byte for byte the same. */
export async function checkKills(kills: number, seed = 1): Promise<{ kills: number; wrong: string[] }> {
  const random = new Random(seed, 41);
  const instant = new Date(world.until + quiet).toISOString();
  let onCall: () => void = () => undefined;
  const clock = new VirtualClock(Date.parse(instant));
  // the account's time stands still too
  const frozen = { now: () => clock.now(), sleep: () => Promise.resolve(), random: () => 0 };
  const fake = await serveHubSpot({
    world,
    clock: frozen,
    token: () => key,
    limits: { window: 1_000_000, day: 10_000_000 },
    watch: () => {
      onCall();
    },
  });
  const entry = { hubspot: { kind: "hubspot", token: "env:TEST_HUBSPOT_KEY", url: fake.url } };
  const [undisturbed, killed] = [homeWith(entry), homeWith(entry)];
  const wrong: string[] = [];
  let done = 0;
  try {
    await extract({ home: undisturbed, clock: frozen }, { now: () => new Date(instant), report: silent });
    const least = fake.answered();
    const expected = bytesOf(undisturbed, "hubspot");
    while (done < kills) {
      const before = fake.answered();
      let killsOfJob = 0;
      for (let isThrough = false; !isThrough;) {
        const after = done < kills ? random.whole(1, Math.ceil(least / 2)) : Infinity;
        let calls = 0;
        const child = spawn(
          process.execPath,
          [starter, new URL("fetch-child.ts", import.meta.url).pathname, killed.root, instant],
          { stdio: "ignore" },
        );
        onCall = () => {
          if (++calls === after) setTimeout(() => child.kill("SIGKILL"), random.whole(0, 12));
        };
        const signal = await new Promise<NodeJS.Signals | null>((resolve) =>
          child.on("close", (code, how) => {
            if (how === null && code !== 0) wrong.push(`kill ${done}: the job ended with ${String(code)}`);
            resolve(how);
          }),
        );
        if (signal === "SIGKILL") {
          done++;
          killsOfJob++;
        } else isThrough = true;
      }
      const calls = fake.answered() - before;
      if (calls > least + killsOfJob)
        wrong.push(`kill ${done}: ${calls} answers for ${least} pages and ${killsOfJob} kills`);
      const found = bytesOf(killed, "hubspot");
      if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push(`kill ${done}: other bytes`);
      rmSync(killed.exports, { recursive: true, force: true });
    }
  } finally {
    await fake.close();
    for (const { root } of [undisturbed, killed]) rmSync(root, { recursive: true, force: true });
  }
  return { kills: done, wrong };
}
