import { appendFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rollback } from "../../pipelines/commands/rollback.ts";
import { verify, verifyByRebuild } from "../../pipelines/commands/verify.ts";
import { silent, type Effects } from "../../pipelines/contract/effects.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { currentRun } from "../../pipelines/release/manifest.ts";
import { scratchFolder } from "../scratch.ts";

let day = 1;
const effects: Effects = { now: () => new Date(Date.UTC(2026, 5, day++)), report: silent };

test("a release built once more from its exports is the same, in a home that was restored too, and another one after a deal was added", async () => {
  const home = homeAt(scratchFolder());
  mkdirSync(join(home.exports, "hubspot"), { recursive: true });
  const file = join(home.exports, "hubspot", "deals.csv");
  const deal = (id: number) =>
    `${id},Deal ${id},Closed Won,Sales,2026-01-0${id} 09:00,2026-02-0${id} 09:00,100\n`;
  writeFileSync(
    file,
    `Record ID,Deal Name,Deal Stage,Pipeline,Create Date,Close Date,Amount\n${[1, 2, 3].map(deal).join("")}`,
  );
  const { run, contentHash } = await refresh({ home, site: false }, effects);
  expect(await verifyByRebuild(home, effects)).toEqual({ run, contentHash });
  expect(existsSync(join(home.state, "rebuild.tmp"))).toBe(false);

  // a backup of the whole home, in which links are lost, and one of what nothing else can make
  const restored = homeAt(join(home.root, "restored"));
  cpSync(home.releases, restored.releases, { recursive: true });
  expect(await rollback(restored)).toEqual({ from: undefined, to: run });
  expect(await verify(restored)).toEqual({ run, contentHash });
  const bare = homeAt(join(home.root, "bare"));
  cpSync(home.exports, bare.exports, { recursive: true });
  expect((await refresh({ home: bare, site: false }, effects)).contentHash).toBe(contentHash);

  appendFileSync(file, deal(4));
  await expect(verifyByRebuild(home, effects)).rejects.toMatchObject({
    code: "rebuild_differs",
    message: expect.stringContaining("the exports or the reference data changed since") as string,
  });
  expect(currentRun(home)).toBe(run);
});
